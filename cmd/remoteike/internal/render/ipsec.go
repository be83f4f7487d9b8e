package render

import (
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/remoteike/remoteike/ikeext"
)

// IPsecSchema names the form of the JSON document about IPsec statistics. Members may
// be added to it; what is there keeps its name and meaning.
const IPsecSchema = "remoteike.ipsec/v1"

// IPsec writes the statistics of a host's IPsec traffic.
func IPsec(w io.Writer, format Format, s *ikeext.IPsecStatistics, options Options) error {
	if format == JSON {
		return writeObject(w, sourceObject(&s.Source, "ipsec_statistics", s))
	}
	l := newListing(w, options)
	l.source(&s.Source)
	l.counts("IPsec security associations", s.AggregateSA)
	l.counts("Packets of ESP dropped", s.ESPDropPacket)
	l.counts("Packets of AH dropped", s.AHDropPacket)
	l.counts("Packets dropped in all", s.AggregateDropPacket)
	fmt.Fprintf(l.out, "\n%s%*s%*s\n", l.bold(fmt.Sprintf("%-*s", 2+countLabel, "Traffic")), countWidth, "inbound", countWidth, "outbound")
	out := members(s.OutboundTraffic)
	for i, in := range members(s.InboundTraffic) {
		fmt.Fprintf(l.out, "  %-*s%*s%*s\n", countLabel, in.label, countWidth, in.value, countWidth, out[i].value)
	}
	return l.out.Flush()
}

// DoSProtection writes the statistics of a host's protection against denial of service.
func DoSProtection(w io.Writer, format Format, s *ikeext.DoSProtectionStatistics, options Options) error {
	if format == JSON {
		return writeObject(w, sourceObject(&s.Source, "dosp_statistics", s))
	}
	l := newListing(w, options)
	l.source(&s.Source)
	l.counts("Protection against denial of service", *s)
	return l.out.Flush()
}

// The columns: 20 digits, the most that a value has, always fit.
const (
	countLabel = 36
	countWidth = 21
)

// counts writes the members of a structure under a title.
func (l *listing) counts(title string, structure any) {
	fmt.Fprintf(l.out, "\n%s\n", l.bold(title))
	for _, m := range members(structure) {
		width := max(countLabel+countWidth-len([]rune(m.label)), 1+len(m.value))
		fmt.Fprintf(l.out, "  %s%*s\n", m.label, width, m.value)
	}
}

// countText is a member of a structure as it is shown.
type countText struct{ label, value string }

// members lists the numbers of a structure, in order, with the words of their names.
func members(structure any) (list []countText) {
	v := reflect.ValueOf(structure)
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if field := v.Field(i); field.CanUint() && name != "-" {
			list = append(list, countText{words(name), strconv.FormatUint(field.Uint(), 10)})
		}
	}
	return list
}

// words takes a name of the SDK's apart: "totalSasAdded" is "Total SAs added".
func words(name string) string {
	for _, whole := range []string{"IPsec", "IPv6", "ICMPv6", "PerIP"} {
		name = strings.ReplaceAll(name, whole, " "+whole+" ")
	}
	var list []string
	for _, part := range strings.Fields(name) {
		list = append(list, camel(part)...)
	}
	for i, word := range list {
		switch strings.ToLower(word) {
		case "sas":
			list[i] = "SAs"
		case "spis":
			list[i] = "SPIs"
		case "sa", "udp", "esp", "ah":
			list[i] = strings.ToUpper(word)
		case "pkts":
			list[i] = "packets"
		case "perip":
			list[i] = "per IP"
		case "ipsec", "ipv6", "icmpv6":
		default:
			list[i] = strings.ToLower(word)
		}
	}
	text := strings.Join(list, " ")
	return strings.ToUpper(text[:1]) + text[1:]
}

// camel takes a word apart where a capital begins another. Several capitals are one.
func camel(text string) (list []string) {
	if slices.Contains([]string{"IPsec", "IPv6", "ICMPv6", "PerIP"}, text) {
		return []string{text}
	}
	runes, start := []rune(text), 0
	for i := 1; i < len(runes); i++ {
		ends := unicode.IsUpper(runes[i]) && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1]))
		if ends {
			list, start = append(list, string(runes[start:i])), i
		}
	}
	return append(list, string(runes[start:]))
}

// source writes where values are from.
func (l *listing) source(s *ikeext.Source) {
	l.title(s.Host)
	build := s.WindowsBuild
	if build == "" {
		build = "version not told"
	}
	l.line("Windows", build)
	l.line("Door", doorText(s.Door))
	l.line("Endpoint", s.Endpoint)
	if s.Auth != (ikeext.SignIn{}) {
		l.line("Protection", protection(&ikeext.Snapshot{Auth: s.Auth, Transport: s.Transport}))
	}
	if s.Opnum != 0 {
		l.line("Procedure", fmt.Sprintf("opnum %d (table %s)", s.Opnum, s.Table))
	}
	l.line("Collected", fmt.Sprintf("%s, took %s", dayText(s.CollectedAt), s.Duration.Round(time.Millisecond)))
}

// sourceObject is a document of values with where they are from.
func sourceObject(s *ikeext.Source, member string, values any) *object {
	o := &object{}
	o.add("schema", IPsecSchema)
	o.add("host", s.Host)
	o.add("collected_at", s.CollectedAt.UTC().Format(timeFormat))
	o.add("door", s.Door)
	addNonzero(o, "transport", s.Transport)
	addNonzero(o, "endpoint", s.Endpoint)
	if s.Auth != (ikeext.SignIn{}) {
		o.add("auth", authObject(s.Auth))
	}
	addNonzero(o, "windows_build", s.WindowsBuild)
	addNonzero(o, "engine_table", s.Table)
	addNonzero(o, "opnum", s.Opnum)
	addDuration(o, s.Duration)
	o.add(member, values)
	return o
}
