package render

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/remoteike/remoteike/ikeext"
)

// reasonPrefix begins the name of every reason and is told once, above them.
const reasonPrefix = "ERROR_IPSEC_IKE_"

// reasonTable tells what there is of a module's error table.
type reasonTable struct {
	exists, read bool
	folded       int // entries of zero that are not shown
}

// reasons returns the entries of a module's error table that are to be shown,
// the most frequent first.
func (t *table) reasons(module string) (list []ikeext.Failure, table reasonTable) {
	for f := range ikeext.Field(ikeext.FieldCount) {
		code, isSlot := f.Code()
		if !isSlot || f.Module() != module {
			continue
		}
		if code == firstErrorCode {
			table.exists = true
			_, table.read = errorTable(t.snapshot, f)
		}
		if !table.read {
			continue
		}
		count, _ := t.snapshot.Lookup(f)
		if count == 0 && !t.options.All {
			table.folded++
			continue
		}
		list = append(list, ikeext.Failure{Module: module, Code: code, Count: count})
	}
	slices.SortStableFunc(list, func(a, b ikeext.Failure) int { return cmp.Compare(b.Count, a.Count) })
	return list, table
}

// writeReasons writes a line a reason: count, code, name and what there is room
// for of the text.
func (t *table) writeReasons(list []ikeext.Failure, table reasonTable) {
	if table.exists && !table.read {
		t.gaps = true
		fmt.Fprintf(t.out, "  %-*s%*s\n", labelWidth, "Failures by reason", len(families())*cellWidth, notRead)
		return
	}
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(t.out, "  Failures by reason (%s...)\n", reasonPrefix)
	digits, longest := 0, 0
	for _, f := range list {
		digits = max(digits, len(strconv.FormatUint(uint64(f.Count), 10)))
		longest = max(longest, len(reasonName(f.Code)))
	}
	for _, f := range list {
		line := fmt.Sprintf("    %*d  %d  %-*s", digits, f.Count, uint32(f.Code), longest, reasonName(f.Code))
		text := truncate(f.Code.Message(), t.options.Width-len(line)-2)
		if text != "" {
			text = "  " + t.faint(text)
		}
		fmt.Fprintln(t.out, strings.TrimRight(line+text, " "))
	}
}

func reasonName(c ikeext.Code) string { return strings.TrimPrefix(c.Name(), reasonPrefix) }
