package main

import (
	"bufio"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/config"
)

// maxTargets is how many hosts a run may have.
const maxTargets = 1 << 16

const targetsHint = "give names, addresses, networks such as 10.0.8.0/22, ranges such as 10.0.0.1-10.0.0.9, " +
	"@FILE with one of them a line (@FILE.yaml with more to each), or - for such lines on standard input"

// targetList gathers the targets of a run, each host once.
type targetList struct {
	list []target
	seen map[string]int // where in the list
}

func newTargetList() *targetList { return &targetList{seen: map[string]int{}} }

// targets lists the hosts that the arguments stand for, in order.
func (a *app) targets(args []string, shard shard) ([]target, error) {
	all := newTargetList()
	for _, arg := range args {
		var err error
		switch file, isFile := strings.CutPrefix(arg, "@"); {
		case arg == "-":
			err = all.lines("standard input", a.stdin)
		case isFile:
			err = all.file(file)
		default:
			err = all.add(arg, target{from: "an argument"})
		}
		if err != nil {
			return nil, err
		}
	}
	if len(all.list) == 0 {
		return nil, &usageError{reason: "no host given", hint: targetsHint}
	}
	return shard.of(all.list), nil
}

func (l *targetList) file(name string) error {
	file, err := os.Open(name)
	if err != nil {
		if path := (*fs.PathError)(nil); errors.As(err, &path) {
			err = path.Err
		}
		return &usageError{reason: "the file of targets cannot be read: " + err.Error(), hint: targetsHint}
	}
	defer file.Close()
	if ext := strings.ToLower(filepath.Ext(name)); ext == ".yaml" || ext == ".yml" {
		return l.yaml(name, file)
	}
	return l.lines(name, file)
}

// yaml adds the targets of a file that says more than their names.
func (l *targetList) yaml(name string, r io.Reader) error {
	list, err := config.ReadTargets(name, r)
	if err != nil {
		return asUsage(err)
	}
	for _, more := range list {
		before := len(l.list)
		if strings.Contains(more.Host, "@") {
			return asUsage(more.At.Errorf("name the user by user:", "a user stands before the host"))
		}
		if err := l.add(more.Host, target{from: more.At.String(), more: more}); err != nil {
			var usage *usageError
			if errors.As(err, &usage) {
				return asUsage(more.At.Errorf(usage.hint, "%s", usage.reason))
			}
			return err
		}
		if key := more.OfOneHost(); key != "" && len(l.list) > before+1 {
			return asUsage(more.At.Errorf("give each of them by itself", "%s is of one host, and these are several", key))
		}
	}
	return nil
}

// byteOrderMark begins the text files of some programs of Windows.
const byteOrderMark = "\ufeff"

// lines adds a target a line. Comments begin with #.
func (l *targetList) lines(name string, r io.Reader) error {
	scanner := bufio.NewScanner(r)
	for n := 1; scanner.Scan(); n++ {
		text := scanner.Text()
		if n == 1 {
			text = strings.TrimPrefix(text, byteOrderMark)
		}
		line, _, _ := strings.Cut(text, "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if err := l.addAddressee(line, fmt.Sprintf("line %d of %s", n, name)); err != nil {
			var usage *usageError
			if errors.As(err, &usage) {
				return &usageError{reason: fmt.Sprintf("line %d of %s: %s", n, name, usage.reason), hint: usage.hint}
			}
			return err
		}
	}
	if err := scanner.Err(); err != nil {
		return &usageError{reason: name + " cannot be read: " + err.Error(), hint: targetsHint}
	}
	return nil
}

// addAddressee is add for lines, which hold no user and no password.
func (l *targetList) addAddressee(line, from string) error {
	if strings.Contains(line, "@") {
		return &usageError{reason: "a user stands before the host", hint: "name the user by --user, for all hosts"}
	}
	return l.add(line, target{from: from})
}

// add adds what one argument or line stands for, with what else is known of it.
func (l *targetList) add(text string, known target) error {
	if network, err := netip.ParsePrefix(text); err == nil {
		first, last := bounds(network)
		return l.between(first, last, known)
	}
	if first, last, ok := parseRange(text); ok {
		return l.between(first, last, known)
	}
	t, err := parseTarget(text)
	if err != nil {
		return err
	}
	t.from, t.more = known.from, known.more
	return l.put(t)
}

// hostKey is the same for the spellings of a host's name or address.
func hostKey(host string) string {
	if addr, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return addr.String()
	}
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// put adds a target unless its host is there already. It must not be there with
// something else said of it.
func (l *targetList) put(t target) error {
	key := hostKey(t.host)
	if i, twice := l.seen[key]; twice {
		if first := l.list[i]; !first.like(t) {
			return &usageError{
				reason: fmt.Sprintf("%s is given twice, not the same: by %s and by %s", t.host, first.from, t.from),
				hint:   "leave one of them out",
			}
		}
		return nil
	}
	if len(l.list) == maxTargets {
		return &usageError{reason: fmt.Sprintf("more than %d hosts", maxTargets), hint: "give a part of them to each of several runs"}
	}
	l.seen[key] = len(l.list)
	l.list = append(l.list, t)
	return nil
}

func (l *targetList) between(first, last netip.Addr, known target) error {
	if last.Less(first) {
		return &usageError{reason: "the range ends before it begins", hint: targetsHint}
	}
	for addr := first; ; addr = addr.Next() {
		known.host = addr.String()
		if err := l.put(known); err != nil || addr == last {
			return err
		}
	}
}

// bounds returns the first and the last host of a network: of IPv4 not the address
// of the network itself, and not that for all, where there are others.
func bounds(network netip.Prefix) (first, last netip.Addr) {
	first = network.Masked().Addr()
	b := first.AsSlice()
	for bit := network.Bits(); bit < 8*len(b); bit++ {
		b[bit/8] |= 0x80 >> (bit % 8)
	}
	last, _ = netip.AddrFromSlice(b)
	if first.Is4() && network.Bits() < 31 {
		return first.Next(), last.Prev()
	}
	return first, last
}

// parseRange reads "10.0.0.1-10.0.0.9" and "10.0.0.1-9". Names may hold the sign
// too, so that what is no pair of addresses is no range.
func parseRange(text string) (first, last netip.Addr, ok bool) {
	from, to, found := strings.Cut(text, "-")
	if !found {
		return first, last, false
	}
	first, err := netip.ParseAddr(from)
	if err != nil || first.Zone() != "" {
		return first, last, false
	}
	if n, err := strconv.ParseUint(to, 10, 8); err == nil && first.Is4() {
		b := first.As4()
		b[3] = byte(n)
		return first, netip.AddrFrom4(b), true
	}
	last, err = netip.ParseAddr(to)
	return first, last, err == nil && last.Zone() == "" && first.Is4() == last.Is4()
}

// shard is one of several runs that divide the hosts among them. The zero shard
// has them all.
type shard struct{ index, count uint32 }

func (s *shard) Type() string { return "i/n" }

func (s *shard) String() string {
	if s.count == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.index, s.count)
}

func (s *shard) Set(text string) error {
	i, n, found := strings.Cut(text, "/")
	index, err1 := strconv.ParseUint(i, 10, 16)
	count, err2 := strconv.ParseUint(n, 10, 16)
	if !found || err1 != nil || err2 != nil || index < 1 || index > count {
		return errors.New("must be i/n with i from 1 to n, such as 2/3")
	}
	s.index, s.count = uint32(index), uint32(count)
	return nil
}

// of returns the shard's hosts: by their names alone, whatever the others are.
func (s shard) of(all []target) (own []target) {
	if s.count == 0 {
		return all
	}
	for _, t := range all {
		h := fnv.New32a()
		_, _ = io.WriteString(h, hostKey(t.host))
		if h.Sum32()%s.count == s.index-1 {
			own = append(own, t)
		}
	}
	return own
}
