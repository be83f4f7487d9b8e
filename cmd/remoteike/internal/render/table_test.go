package render_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
	"github.com/remoteike/remoteike/ikeext"
)

var update = flag.Bool("update", false, "write the expected tables anew, to be read before they are committed")

// golden compares with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, strings.ReplaceAll(string(want), "\r\n", "\n"), got)
}

// blockOf returns the lines of one block, title included.
func blockOf(t *testing.T, table, title string) []string {
	t.Helper()
	for _, block := range strings.Split(table, "\n\n") {
		if strings.HasPrefix(block, title) {
			return strings.Split(strings.TrimSpace(block), "\n")
		}
	}
	require.Fail(t, "no block", title)
	return nil
}

func TestTableShowsNoZeroForWhatWasNotRead(t *testing.T) {
	s := newSnapshot()
	set(t, s, "ikeV2Statistics.v4Statistics.currentActiveMainModes", 0)
	lines := blockOf(t, write(t, render.Table, render.Options{}, answered(s)), "IKEv2")
	assert.Equal(t, []string{"Main", "modes", "active", "0", "-"}, strings.Fields(lines[1]))
	for _, line := range slices.Delete(lines, 1, 2) {
		assert.NotRegexp(t, `\b0\b`, line)
	}
}

func TestTableShowsBlocksThatWereNotRead(t *testing.T) {
	got := write(t, render.Table, render.Options{}, answered(newSnapshot()))
	for _, title := range []string{"IKE (IKEv1)", "AuthIP", "IKEv2", "All modules"} {
		assert.Equal(t, []string{title, "  -"}, blockOf(t, got, title))
	}
	assert.Contains(t, got, "\n-  not read\n")
}

func TestTableShowsNoReasonsOfUnreadTable(t *testing.T) {
	s := newSnapshot()
	set(t, s, "ikeStatistics.v4Statistics.totalMainModesStarted", 3)
	set(t, s, "ikeStatistics.errorFrequencyTable[1]", 3)
	lines := blockOf(t, write(t, render.Table, render.Options{}, answered(s)), "IKE (IKEv1)")
	assert.Equal(t, []string{"Failures", "by", "reason", "-"}, strings.Fields(lines[len(lines)-1]))
}

func TestTableFootnoteOnlyWhereNeeded(t *testing.T) {
	assert.NotContains(t, write(t, render.Table, render.Options{}, answered(fullSnapshot(distinct))), "not read")
}

func TestTableFoldsZeros(t *testing.T) {
	got := write(t, render.Table, render.Options{}, answered(fullSnapshot(zero)))
	assert.Equal(t, "  (21 rows and 97 reasons of zero folded, --all shows them)", blockOf(t, got, "IKEv2")[1])
	assert.Equal(t, "  (5 rows of zero folded, --all shows them)", blockOf(t, got, "All modules")[1])
}

func TestTableWithAllFoldsNothing(t *testing.T) {
	got := write(t, render.Table, render.Options{All: true}, answered(fullSnapshot(zero)))
	assert.NotContains(t, got, "folded")
	assert.Len(t, blockOf(t, got, "IKEv2"), 1+21+1+97)
}

// numbers returns all numbers of a text that distinct may have given.
func numbers(text string) []string {
	return regexp.MustCompile(`\b70\d{3}\b`).FindAllString(text, -1)
}

func TestTableShowsEveryValueOnce(t *testing.T) {
	got := numbers(write(t, render.Table, render.Options{All: true}, answered(fullSnapshot(distinct))))
	assert.Len(t, got, ikeext.FieldCount)
	slices.Sort(got)
	assert.Len(t, slices.Compact(got), ikeext.FieldCount)
}

func TestTablePutsFamiliesInTheirColumns(t *testing.T) {
	s := fullSnapshot(zero)
	set(t, s, "ikeV2Statistics.v4Statistics.totalAcquires", 41)
	set(t, s, "ikeV2Statistics.v6Statistics.totalAcquires", 61)
	set(t, s, "ikeV2Statistics.mainModeNegotiationTime", 99)
	lines := blockOf(t, write(t, render.Table, render.Options{}, answered(s)), "IKEv2")
	end := func(line, word string) int { return strings.Index(line, word) + len(word) }
	assert.Equal(t, end(lines[0], "IPv4"), end(lines[1], "41"))
	assert.Equal(t, end(lines[0], "IPv6"), end(lines[1], "61"))
	assert.Equal(t, end(lines[0], "both"), end(lines[2], "99"))
}

func TestTableSortsReasons(t *testing.T) {
	s := fullSnapshot(zero)
	set(t, s, "ikeV2Statistics.errorFrequencyTable[68]", 5)
	set(t, s, "ikeV2Statistics.errorFrequencyTable[1]", 5)
	set(t, s, "ikeV2Statistics.errorFrequencyTable[21]", 900)
	lines := blockOf(t, write(t, render.Table, render.Options{}, answered(s)), "IKEv2")
	assert.Equal(t, []string{
		"  Failures by reason (ERROR_IPSEC_IKE_...)",
		"    900  13821  SIMULTANEOUS_REKEY",
		"      5  13801  AUTH_FAIL           The IKE authentication credentials are un...",
		"      5  13868  POLICY_MATCH        Policy match error.",
	}, lines[1:5])
}

// Numbers are never cut, whatever must be cut around them.
func TestTableStaysWithin80Columns(t *testing.T) {
	s := fullSnapshot(greatest)
	s.Host = strings.Repeat("host.", 30)
	s.Endpoint = "ncacn_ip_tcp:" + s.Host + "[49666]"
	for _, width := range []int{0, 10, 80} {
		got := write(t, render.Table, render.Options{All: true, Width: width}, answered(s))
		for line := range strings.Lines(got) {
			assert.LessOrEqual(t, len([]rune(strings.TrimRight(line, "\n"))), 80, line)
		}
		assert.Equal(t, ikeext.FieldCount, strings.Count(got, "4294967295"))
		assert.Contains(t, strings.ReplaceAll(got, "\n              ", ""), s.Endpoint)
	}
}

func TestTableUsesWiderTerminal(t *testing.T) {
	s := fullSnapshot(zero)
	set(t, s, "ikeV2Statistics.errorFrequencyTable[1]", 1)
	got := write(t, render.Table, render.Options{Width: 120}, answered(s))
	assert.Contains(t, got, "The IKE authentication credentials are unacceptable.\n")
}

func TestTableColoursChangeNothingElse(t *testing.T) {
	results := []render.Result{answered(fullSnapshot(distinct))}
	coloured := write(t, render.Table, render.Options{Colour: true}, results...)
	assert.Contains(t, coloured, "\x1b[")
	plain := write(t, render.Table, render.Options{}, results...)
	assert.NotContains(t, plain, "\x1b")
	assert.Equal(t, plain, regexp.MustCompile(`\x1b\[[0-9]*m`).ReplaceAllString(coloured, ""))
}

func TestTableHasNoPlaceForFailedHosts(t *testing.T) {
	assert.Empty(t, write(t, render.Table, render.Options{}, refused()))
}

func TestTableSeparatesHosts(t *testing.T) {
	s := newSnapshot()
	got := write(t, render.Table, render.Options{}, answered(s), refused(), answered(s))
	assert.Equal(t, 1, strings.Count(got, "\n\n"+s.Host+"\n"))
}

func TestTableWarnsOfUnprotectedValues(t *testing.T) {
	s := newSnapshot()
	for _, auth := range []ikeext.SignIn{{Mechanism: "none"}, {Mechanism: "ntlm", Level: ikeext.LevelConnect}} {
		s.Auth = auth
		assert.Contains(t, write(t, render.Table, render.Options{}, answered(s)), "may be forged")
	}
}

func TestTableTellsOfFallback(t *testing.T) {
	s := newSnapshot()
	s.Auth.Fallback = "192.0.2.7 is an address, and Kerberos knows hosts by name: give the name with a target IP, or the SPN"
	assert.Contains(t, write(t, render.Table, render.Options{}, answered(s)), `
  Protection  ntlm (not kerberos: 192.0.2.7 is an address, and Kerberos knows
              hosts by name: give the name with a target IP, or the SPN),
              privacy
  Engine `)
}

func TestTableCutsLongWordsOnly(t *testing.T) {
	s := newSnapshot()
	s.Endpoint = strings.Repeat("x", 66) + " " + strings.Repeat("y", 67) + " z"
	assert.Contains(t, write(t, render.Table, render.Options{}, answered(s)), `
  Endpoint    `+strings.Repeat("x", 66)+`
              `+strings.Repeat("y", 66)+`
              y z
`)
}

func TestTableGolden(t *testing.T) {
	s := fullSnapshot(func(f ikeext.Field) uint32 {
		switch {
		case f.Module() == "authip":
			return 0
		case f.Member() == "errorFrequencyTable" && f%20 != 0:
			return 0
		}
		return uint32(f) * uint32(f)
	})
	golden(t, "table.txt", write(t, render.Table, render.Options{}, answered(s)))
}

func TestTableGoldenPartial(t *testing.T) {
	s := newSnapshot()
	s.WindowsBuild, s.Engine = "", ikeext.EngineNotAsked
	for f := range ikeext.Field(ikeext.FieldCount) {
		if _, isSlot := f.Code(); !isSlot && f.Family() == "ipv4" && f.Module() == "ikev2" {
			s.Set(f, uint32(f)%5)
		}
	}
	golden(t, "table_partial.txt", write(t, render.Table, render.Options{}, answered(s)))
}
