package render

import (
	"bufio"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/remoteike/remoteike/ikeext"
)

// SA writes one security association, everything that is known of it. Deleted tells
// whether it was deleted. Nil means that nobody asked for it, or that nobody knows.
func SA(w io.Writer, format Format, host string, at time.Time, sa *ikeext.SecurityAssociation, deleted *bool, options Options) error {
	if format == JSON {
		o := &object{}
		o.add("schema", SASchema)
		o.add("host", host)
		o.add("collected_at", at.UTC().Format(timeFormat))
		if deleted != nil {
			o.add("deleted", *deleted)
		}
		o.add("security_association", sa)
		return writeObject(w, o)
	}
	l := newListing(w, options)
	title := fmt.Sprintf("%s, security association %s", host, numberText(sa.ID))
	if deleted != nil {
		title += map[bool]string{true: ", deleted", false: ", not deleted"}[*deleted]
	}
	l.title(title)
	l.association(sa)
	return l.out.Flush()
}

// Failure writes a JSON document of a schema for a host that gave nothing.
func Failure(w io.Writer, schema, host string, at time.Time, err error) error {
	problem := ProblemOf(err)
	o := &object{}
	o.add("schema", schema)
	o.add("host", host)
	o.add("collected_at", at.UTC().Format(timeFormat))
	if problem.Auth != (ikeext.SignIn{}) {
		o.add("auth", authObject(problem.Auth))
	}
	o.add("error", errorObject(problem))
	addTried(o, problem.Tried)
	return writeObject(w, o)
}

// writeObject writes a document.
func writeObject(w io.Writer, o *object) error {
	var e encoder
	if err := e.value(o, 0); err != nil {
		return err
	}
	e.WriteByte('\n')
	_, err := w.Write(e.Bytes())
	return err
}

// listing writes labels with what belongs to them, a line each.
type listing struct {
	paint

	out   *bufio.Writer
	width int
}

func newListing(w io.Writer, options Options) *listing {
	if options.Width < minimumWidth {
		options.Width = defaultWidth
	}
	return &listing{paint{options.Colour}, bufio.NewWriter(w), options.Width}
}

// listingLabel is the width of the labels.
const listingLabel = 14

// title writes a line above the others.
func (l *listing) title(text string) { fmt.Fprintln(l.out, l.bold(printable(text))) }

// line writes a label and a text, which goes on below where it is longer than the
// line. An empty text leaves the line out.
func (l *listing) line(label, text string) {
	if text == "" {
		return
	}
	for _, piece := range split(printable(text), l.width-listingLabel-2) {
		fmt.Fprintf(l.out, "  %-*s%s\n", listingLabel, label, piece)
		label = ""
	}
}

func (l *listing) association(sa *ikeext.SecurityAssociation) {
	l.line("Key module", moduleText(sa.KeyModule))
	local, remote := dash(addressText(sa.Traffic.LocalAddress)), dash(addressText(sa.Traffic.RemoteAddress))
	if u := sa.UDPEncapsulation; u != nil {
		local += " port " + strconv.Itoa(int(u.LocalPort)) + ", through a NAT"
		remote += " port " + strconv.Itoa(int(u.RemotePort))
	}
	l.line("Local", local)
	l.line("Remote", remote)
	p := sa.Proposal
	l.line("Cipher", cipherText(p.Cipher.Type))
	l.line("Integrity", integrityText(p.Integrity.Type))
	l.line("DH group", groupText(p.DHGroup))
	if p.MaxLifetime != nil {
		l.line("Lifetime", p.MaxLifetime.String()+" at most")
	}
	if n := p.QuickModeLimit; n != nil {
		l.line("Quick modes", limitText(*n))
	}
	if c := sa.Cookies; c != nil {
		l.line("Cookies", c.Initiator.String()+" initiator, "+c.Responder.String()+" responder")
	}
	l.line("Policy", optional(sa.PolicyKey))
	l.line("AuthIP filter", nonzero(sa.Traffic.AuthIPFilterID))
	l.line("Tunnel", nonzero(sa.VirtualInterfaceTunnelID))
	l.line("Correlation", sa.CorrelationKey.String())
	for i, pair := range sa.Credentials {
		name := "First"
		if i > 0 {
			name = "Second"
		}
		if len(sa.Credentials) == 1 {
			name = "The"
		}
		fmt.Fprintln(l.out, name+" authentication")
		l.credential("Local", pair.Local)
		l.credential("Peer", pair.Peer)
	}
}

func limitText(n uint32) string {
	if n == 0 {
		return "no limit"
	}
	return strconv.FormatUint(uint64(n), 10) + " at most"
}

// nonzero is empty for 0, which stands for none.
func nonzero(n *uint64) string {
	if n == nil || *n == 0 {
		return ""
	}
	return strconv.FormatUint(*n, 10)
}

// credential writes what one end showed. Of a key it says no more than that there is
// one.
func (l *listing) credential(end string, c ikeext.Credential) {
	text := dash(methodText(c.Method))
	if c.Impersonation != nil && *c.Impersonation != ikeext.ImpersonationNone {
		text += ", " + short(c.Impersonation.String(), "IKEEXT_IMPERSONATION_")
	}
	l.line(end, text)
	l.line("", c.PrincipalName)
	if k := c.PresharedKey; k != nil {
		has := "no key was sent"
		if k.Present {
			has = "a key, which is not shown"
		}
		l.line("", has+flagsText(k.Flags))
	}
	x := c.Certificate
	if x == nil {
		return
	}
	text = x.Subject
	if x.Flags != nil {
		text += flagsText(*x.Flags)
	}
	l.line("", text)
	if x.Certificate != nil {
		l.line("", "issued by "+x.Certificate.Issuer.String())
		l.line("", "valid from "+dayText(x.Certificate.NotBefore)+" to "+dayText(x.Certificate.NotAfter))
		l.line("", "serial number "+hex.EncodeToString(x.Certificate.SerialNumber.Bytes()))
	}
	if x.Unread != "" {
		l.line("", "not readable: "+x.Unread)
	}
	l.hashes(x)
}

// hashes writes the sums of a certificate: what the host says, and what its bytes say.
func (l *listing) hashes(x *ikeext.CertificateCredential) {
	told := x.Hash.String()
	if len(x.Raw) == 0 {
		if told != "" {
			l.line("", "SHA-1 "+told)
		}
		return
	}
	first, second := sha1.Sum(x.Raw), sha256.Sum256(x.Raw)
	own := hex.EncodeToString(first[:])
	l.line("", "SHA-1 "+own)
	if told != "" && told != own {
		l.line("", "the host says SHA-1 "+told)
	}
	l.line("", "SHA-256")
	l.line("", hex.EncodeToString(second[:]))
}

func dayText(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

func flagsText(flags uint32) string {
	if flags == 0 {
		return ""
	}
	return fmt.Sprintf(" (flags 0x%x)", flags)
}

// addressText is empty for an address that was not read.
func addressText(a netip.Addr) string {
	if !a.IsValid() {
		return ""
	}
	return a.String()
}

// endText is an end of the traffic: an address, and a port unless it is for all.
func endText(a netip.Addr, port *uint16) string {
	text := dash(addressText(a))
	if port == nil || *port == 0 {
		return text
	}
	if strings.Contains(text, ":") {
		text = "[" + text + "]"
	}
	return text + ":" + strconv.Itoa(int(*port))
}
