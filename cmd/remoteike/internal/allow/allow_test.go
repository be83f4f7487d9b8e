package allow_test

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/allow"
)

func parse(t testing.TB, rules ...string) *allow.List {
	t.Helper()
	l, err := allow.Parse(rules)
	require.NoError(t, err)
	return l
}

func admits(l *allow.List, host, addr string) bool {
	return len(l.Admit(host, []netip.Addr{netip.MustParseAddr(addr)})) == 1
}

func TestNobodyIsAdmittedWithoutRules(t *testing.T) {
	for _, l := range []*allow.List{{}, parse(t)} {
		assert.False(t, l.MayAdmit("vpn01.corp.example"))
		assert.False(t, admits(l, "vpn01.corp.example", "192.0.2.7"))
	}
}

func TestRules(t *testing.T) {
	for _, c := range []struct {
		rule, host, addr string
		want             bool
	}{
		{"192.0.2.7", "192.0.2.7", "192.0.2.7", true},
		{"192.0.2.7", "any.name", "192.0.2.7", true},
		{"192.0.2.7", "192.0.2.8", "192.0.2.8", false},
		{"192.0.2.7", "::ffff:192.0.2.7", "::ffff:192.0.2.7", true},
		{"10.0.0.0/8", "10.1.2.3", "10.1.2.3", true},
		{"10.0.0.0/8", "vpn", "11.1.2.3", false},
		{"2001:db8::/32", "vpn", "2001:db8::1", true},
		{"2001:db8::/32", "vpn", "2001:db9::1", false},
		{"127.0.0.0/8", "localhost", "127.0.0.1", true}, // said in so many words
		{"fe80::/10", "vpn", "fe80::1%eth0", false},     // nobody resolves to a zone
		{"vpn01.corp.example", "vpn01.corp.example", "192.0.2.7", true},
		{"vpn01.corp.example", "VPN01.Corp.Example.", "192.0.2.7", true},
		{"VPN01.corp.example.", "vpn01.corp.example", "192.0.2.7", true},
		{"vpn01.corp.example", "vpn02.corp.example", "192.0.2.7", false},
		{"vpn01.corp.example", "x.vpn01.corp.example", "192.0.2.7", false},
		{".corp.example", "vpn01.corp.example", "192.0.2.7", true},
		{".corp.example", "a.b.corp.example", "2001:db8::1", true},
		{".corp.example", "corp.example", "192.0.2.7", false},
		{".corp.example", "evilcorp.example", "192.0.2.7", false},
		{".corp.example", "vpn01.corp.example.evil", "192.0.2.7", false},
		{".corp.example", "..corp.example", "192.0.2.7", false},
		{".corp.example", "evil/.corp.example", "192.0.2.7", false},
		{".7", "192.0.2.7", "192.0.2.7", false},
	} {
		l, err := allow.Parse([]string{c.rule})
		if err != nil {
			require.Equal(t, ".7", c.rule, "%v", err)
			continue
		}
		assert.Equal(t, c.want, admits(l, c.host, c.addr), "%+v", c)
	}
}

// TestNamesLeadOut has a zone point a name that is admitted at what it must not.
func TestNamesLeadOut(t *testing.T) {
	for _, rule := range []string{".corp.example", "vpn.corp.example"} {
		l := parse(t, rule)
		for _, addr := range []string{
			"127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1", "0.0.0.0", "0.1.2.3", "::", "::ffff:0.0.0.0",
			"169.254.169.254", "::ffff:169.254.169.254", "fe80::1", "fe80::1%eth0", "224.0.0.1", "ff02::1", "ff01::1",
			"255.255.255.255", "240.0.0.1",
			"64:ff9b::127.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b:1::7f00:1", // NAT64
			"::127.0.0.1", "2002:7f00:1::1", "2002:a9fe:a9fe::", "2001:0:1:2:3:4:80ff:fffe", // compatible, 6to4, Teredo
		} {
			assert.False(t, admits(l, "vpn.corp.example", addr), "%s by %s", addr, rule)
		}
		for _, addr := range []string{"10.0.0.1", "192.168.1.1", "8.8.8.8", "fd00::1", "2001:db8::1", "64:ff9b::808:808"} {
			assert.True(t, admits(l, "vpn.corp.example", addr), "%s by %s", addr, rule)
		}
	}
}

// TestOnlyAdmittedAddressesAreLeft of a name that has several.
func TestOnlyAdmittedAddressesAreLeft(t *testing.T) {
	l := parse(t, ".corp.example", "127.0.0.8")
	var addrs []netip.Addr
	for _, s := range []string{"127.0.0.1", "10.0.0.1", "::ffff:10.0.0.1", "fe80::1", "127.0.0.8", "2001:db8::1"} {
		addrs = append(addrs, netip.MustParseAddr(s))
	}
	var got []string
	for _, addr := range l.Admit("vpn.corp.example", addrs) {
		got = append(got, addr.String())
	}
	assert.Equal(t, []string{"10.0.0.1", "127.0.0.8", "2001:db8::1"}, got)
}

func TestMayAdmit(t *testing.T) {
	assert.True(t, parse(t, ".corp.example").MayAdmit("vpn.corp.example"))
	assert.False(t, parse(t, ".corp.example").MayAdmit("evil.example"), "would be resolved for nothing")
	assert.True(t, parse(t, "10.0.0.0/8").MayAdmit("any.name"))
}

func TestRulesThatAreNone(t *testing.T) {
	for _, rule := range []string{
		"", ".", "*.corp.example", "corp example", "http://corp.example", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.300",
		"::ffff:10.0.0.0/104", "fe80::1%eth0", "a..b", "corp.example:443", "10.0.0.1-9",
	} {
		_, err := allow.Parse([]string{"10.0.0.0/8", rule})
		assert.Error(t, err, "%q", rule)
	}
}

func FuzzAdmit(f *testing.F) {
	f.Add("vpn.corp.example", "\x7f\x00\x00\x01")
	f.Add("corp.example.", "0123456789abcdef")
	l := parse(f, ".corp.example")
	f.Fuzz(func(t *testing.T, host, bytes string) {
		addr, ok := netip.AddrFromSlice([]byte(bytes))
		if !ok {
			return
		}
		for _, admitted := range l.Admit(host, []netip.Addr{addr}) {
			if admitted.IsLoopback() || admitted.IsLinkLocalUnicast() || admitted.IsUnspecified() || !l.MayAdmit(host) {
				t.Fatalf("%q at %s", host, admitted)
			}
		}
	})
}
