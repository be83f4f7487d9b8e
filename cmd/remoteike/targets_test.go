package main

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hostsOf lists the hosts that arguments stand for.
func hostsOf(t *testing.T, args ...string) (hosts []string) {
	t.Helper()
	list, err := (&app{stdin: strings.NewReader("")}).targets(args, shard{})
	require.NoError(t, err)
	for _, h := range list {
		hosts = append(hosts, h.host)
	}
	return hosts
}

func TestTargets(t *testing.T) {
	for text, want := range map[string][]string{
		"vpn-01.corp.example":   {"vpn-01.corp.example"},
		"[2001:db8::1]":         {"[2001:db8::1]"},
		"192.0.2.8/32":          {"192.0.2.8"},
		"192.0.2.8/31":          {"192.0.2.8", "192.0.2.9"},
		"192.0.2.10/30":         {"192.0.2.9", "192.0.2.10"},
		"2001:db8::/126":        {"2001:db8::", "2001:db8::1", "2001:db8::2", "2001:db8::3"},
		"192.0.2.254-192.0.3.1": {"192.0.2.254", "192.0.2.255", "192.0.3.0", "192.0.3.1"},
		"192.0.2.7-9":           {"192.0.2.7", "192.0.2.8", "192.0.2.9"},
		"255.255.255.255-255":   {"255.255.255.255"},
		"10.0.0.1-x":            {"10.0.0.1-x"}, // a name, as far as that can be told
	} {
		assert.Equal(t, want, hostsOf(t, text), text)
	}
}

func TestTargetsAreTakenOnce(t *testing.T) {
	assert.Equal(t, []string{"vpn01", "192.0.2.1", "192.0.2.2"}, hostsOf(t, "vpn01", "VPN01.", "192.0.2.1", "192.0.2.1-2"))
	assert.Equal(t, []string{"[2001:DB8::1]"}, hostsOf(t, "[2001:DB8::1]", "2001:db8::1", "2001:db8:0::1"))
}

// TestTargetsOfWindows come with a mark of their encoding and two characters a line end.
func TestTargetsOfWindows(t *testing.T) {
	list, err := (&app{stdin: strings.NewReader("\ufeffvpn01\r\n# more\r\nvpn02\r\n")}).targets([]string{"-"}, shard{})
	require.NoError(t, err)
	require.Len(t, list, 2)
	assert.Equal(t, "vpn01 vpn02", list[0].host+" "+list[1].host)
}

// TestTargetsHaveNumbers where a line is wrong.
func TestTargetsHaveNumbers(t *testing.T) {
	for _, line := range []string{"vpn01 vpn02", "10.0.0.300", "10.0.0.1 - 10.0.0.9", "10.0.0.9-1", "10.0.0.0/33", "-", "vpn01:135"} {
		_, err := (&app{stdin: strings.NewReader("vpn01\n\n" + line + "\nvpn02\n")}).targets([]string{"-"}, shard{})
		assert.ErrorContains(t, err, "line 3 of standard input: ", line)
	}
}

func TestTargetsAreBounded(t *testing.T) {
	assert.Len(t, hostsOf(t, "10.0.0.0/16"), 1<<16-2)
	for _, text := range []string{"10.0.0.0/15", "2001:db8::/64", "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"} {
		_, err := (&app{}).targets([]string{text}, shard{})
		assert.ErrorContains(t, err, "more than 65536 hosts", text)
	}
}

func TestBounds(t *testing.T) {
	first, last := bounds(netip.MustParsePrefix("0.0.0.0/0"))
	assert.Equal(t, "0.0.0.1 255.255.255.254", first.String()+" "+last.String())
}

// TestShards has every host in one shard, and the same one whatever the others are.
func TestShards(t *testing.T) {
	all, err := (&app{}).targets([]string{"10.0.0.0/22"}, shard{})
	require.NoError(t, err)
	seen := map[string]int{}
	for i := uint32(1); i <= 4; i++ {
		part := shard{i, 4}.of(all)
		assert.Greater(t, len(part), len(all)/8)
		for _, h := range part {
			seen[h.host]++
			assert.Equal(t, []target{h}, shard{i, 4}.of([]target{h}))
		}
	}
	assert.Len(t, seen, len(all))

	for _, same := range [][]string{{"vpn01", "VPN01."}, {"2001:db8::1", "[2001:DB8:0::1]"}} {
		for i := uint32(1); i <= 4; i++ {
			assert.Equal(t, len(shard{i, 4}.of([]target{{host: same[0]}})), len(shard{i, 4}.of([]target{{host: same[1]}})), same)
		}
	}
	in := func(host string) (i uint32) {
		for i = 1; i <= 1000 && len(shard{i, 1000}.of([]target{{host: host}})) == 0; i++ {
		}
		return i
	}
	assert.Equal(t, []uint32{315, 334}, []uint32{in("vpn01.corp.example"), in("10.0.8.1")}, "in every version of the program")
}

// FuzzTargets reads anything as a file of targets, of one kind or the other: an error
// with its place, or hosts.
func FuzzTargets(f *testing.F) {
	f.Add("# gateways\nvpn01\n10.0.8.0/30\n10.0.0.1-9\n", false)
	f.Add("a b\n", false)
	f.Add("targets:\n  - vpn01\n  - {host: 10.0.0.1-9, user: 'CORP\\a', labels: {site: berlin}}\n", true)
	f.Add("targets: [{host: vpn01, endpoint: 'ncacn_ip_tcp:[49666]', epm_port: 135, door: wmi}]", true)
	f.Add("a: &a [*a, *a]\n? {b: c}\n: !!x |\n  d\n<<: {}\n--- e\n", true)
	f.Fuzz(func(t *testing.T, text string, yaml bool) {
		l := newTargetList()
		read := l.lines
		if yaml {
			read = l.yaml
		}
		if err := read("file", strings.NewReader(text)); err != nil {
			var usage *usageError
			require.ErrorAs(t, err, &usage)
			assert.Contains(t, usage.reason, "file")
			return
		}
		assert.LessOrEqual(t, len(l.list), maxTargets)
	})
}
