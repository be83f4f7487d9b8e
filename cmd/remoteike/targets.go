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
	"strconv"
	"strings"
)

// maxTargets is how many hosts a run may have.
const maxTargets = 1 << 16

const targetsHint = "give names, addresses, networks such as 10.0.8.0/22, ranges such as 10.0.0.1-10.0.0.9, " +
	"@FILE with one of them a line, or - for such lines on standard input"

// targetList gathers the targets of a run, each host once.
type targetList struct {
	list []target
	seen map[string]bool
}

// targets lists the hosts that the arguments stand for, in order.
func (a *app) targets(args []string, shard shard) ([]target, error) {
	all := &targetList{seen: map[string]bool{}}
	for _, arg := range args {
		var err error
		switch file, isFile := strings.CutPrefix(arg, "@"); {
		case arg == "-":
			err = all.lines("standard input", a.stdin)
		case isFile:
			err = all.file(file)
		default:
			err = all.add(arg)
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
	return l.lines(name, file)
}

// lines adds a target a line. Comments begin with #.
func (l *targetList) lines(name string, r io.Reader) error {
	scanner := bufio.NewScanner(r)
	for n := 1; scanner.Scan(); n++ {
		line, _, _ := strings.Cut(scanner.Text(), "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if err := l.addAddressee(line); err != nil {
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
func (l *targetList) addAddressee(line string) error {
	if strings.Contains(line, "@") {
		return &usageError{reason: "a user stands before the host", hint: "name the user by --user, for all hosts"}
	}
	return l.add(line)
}

// add adds what one argument or line stands for.
func (l *targetList) add(text string) error {
	if network, err := netip.ParsePrefix(text); err == nil {
		first, last := bounds(network)
		return l.between(first, last)
	}
	if first, last, ok := parseRange(text); ok {
		return l.between(first, last)
	}
	t, err := parseTarget(text)
	if err != nil {
		return err
	}
	return l.put(t)
}

// put adds a target unless its host is there already.
func (l *targetList) put(t target) error {
	key := strings.ToLower(strings.TrimSuffix(t.host, "."))
	if l.seen[key] {
		return nil
	}
	if len(l.list) == maxTargets {
		return &usageError{reason: fmt.Sprintf("more than %d hosts", maxTargets), hint: "divide them, by --shard for example"}
	}
	l.seen[key] = true
	l.list = append(l.list, t)
	return nil
}

func (l *targetList) between(first, last netip.Addr) error {
	if last.Less(first) {
		return &usageError{reason: "the range ends before it begins", hint: targetsHint}
	}
	for addr := first; ; addr = addr.Next() {
		if err := l.put(target{host: addr.String()}); err != nil || addr == last {
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
		_, _ = io.WriteString(h, strings.ToLower(t.host))
		if h.Sum32()%s.count == s.index-1 {
			own = append(own, t)
		}
	}
	return own
}
