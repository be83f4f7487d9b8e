package ikeext_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// client dials a host and closes at the end of the test.
func client(t testing.TB, cfg *ikeext.Config) *ikeext.Client {
	c, err := ikeext.Dial(t.Context(), "127.0.0.1", cfg)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, c.Close()) })
	return c
}

// list returns all that a listing yields, and its error.
func list(ctx context.Context, c *ikeext.Client, template *ikeext.SATemplate) (sas []*ikeext.SecurityAssociation, err error) {
	for sa, err := range c.SecurityAssociations(ctx, template) {
		if err != nil {
			return sas, err
		}
		sas = append(sas, sa)
	}
	return sas, nil
}

// opnums returns the calls of IKEEXT that a host has seen.
func opnums(host *ikeexttest.Host) (all []int) {
	for _, call := range host.Calls() {
		if call.Interface == "ikeext" {
			all = append(all, call.Opnum)
		}
	}
	return all
}

// assertSA compares an SA with what the host has.
func assertSA(t *testing.T, want ikeexttest.SA, got *ikeext.SecurityAssociation) {
	assert.Equal(t, want.ID, *got.ID)
	assert.EqualValues(t, want.KeyModule, got.KeyModule)
	assert.Equal(t, want.Local, got.Traffic.LocalAddress)
	assert.Equal(t, want.Remote, got.Traffic.RemoteAddress)
	assert.Equal(t, want.Remote.Is6(), got.IPVersion == ikeext.IPVersionV6)
	assert.Equal(t, want.AuthIPFilterID, *got.Traffic.AuthIPFilterID)
	if want.UDPEncapsulation == nil {
		assert.Nil(t, got.UDPEncapsulation)
	} else {
		assert.Equal(t, &ikeext.UDPEncapsulation{LocalPort: want.UDPEncapsulation.Local, RemotePort: want.UDPEncapsulation.Remote}, got.UDPEncapsulation)
	}
	assert.EqualValues(t, want.Proposal.Cipher, got.Proposal.Cipher.Type)
	assert.EqualValues(t, want.Proposal.Integrity, got.Proposal.Integrity.Type)
	assert.EqualValues(t, want.Proposal.DHGroup, got.Proposal.DHGroup)
	assert.Equal(t, time.Duration(want.Proposal.LifetimeSeconds)*time.Second, *got.Proposal.MaxLifetime)
	assert.Equal(t, want.Proposal.QuickModeLimit, *got.Proposal.QuickModeLimit)
	assert.EqualValues(t, want.InitiatorCookie, got.Cookies.Initiator)
	assert.EqualValues(t, want.ResponderCookie, got.Cookies.Responder)
	assert.Equal(t, want.VirtualIfTunnelID, *got.VirtualInterfaceTunnelID)
	assert.Equal(t, string(want.CorrelationKey), string(got.CorrelationKey))
	require.Len(t, got.Credentials, len(want.Credentials))
	for i, pair := range want.Credentials {
		assertCredential(t, pair.Local, got.Credentials[i].Local)
		assertCredential(t, pair.Peer, got.Credentials[i].Peer)
	}
}

func assertCredential(t *testing.T, want ikeexttest.Credential, got ikeext.Credential) {
	assert.EqualValues(t, want.Method, got.Method)
	assert.EqualValues(t, want.Impersonation, *got.Impersonation)
	assert.Equal(t, want.PrincipalName, got.PrincipalName)
	assert.Equal(t, want.Method == ikeexttest.MethodPresharedKey, got.PresharedKey != nil)
	if len(want.SubjectName) == 0 {
		return
	}
	assert.Equal(t, want.SubjectName, []byte(got.Certificate.RawSubject))
	assert.Equal(t, want.CertificateHash, []byte(got.Certificate.Hash))
	assert.Equal(t, want.Flags, *got.Certificate.Flags)
	assert.Regexp(t, `^CN=[a-z0-9]+\.corp\.example,O=Corp Example$`, got.Certificate.Subject)
	assert.Empty(t, got.Certificate.Unread)
	if assert.Equal(t, want.Certificate, got.Certificate.Raw); want.Certificate != nil {
		assert.Equal(t, want.Certificate, got.Certificate.Certificate.Raw)
	}
}

// TestSecurityAssociations lists all that the host has, in pages of every size: SAs of
// each key module and family, with credentials of each kind.
func TestSecurityAssociations(t *testing.T) {
	want := ikeexttest.DefaultSAs()
	for page := range len(want) + 2 {
		host := start(t, ikeexttest.Config{})
		cfg := config(host)
		cfg.SAPageSize = page
		c := client(t, cfg)
		got, err := list(t.Context(), c, nil)
		require.NoError(t, err)
		require.Len(t, got, len(want), "pages of %d", page)
		for i, sa := range got {
			assertSA(t, want[i], sa)
		}
		assert.Zero(t, host.OpenEnumerations())
		assert.EqualValues(t, 1, opnums(host)[0])
		assert.EqualValues(t, 3, opnums(host)[len(opnums(host))-1])
		size := page
		if page == 0 {
			size = ikeext.DefaultSAPageSize
		}
		assert.Len(t, opnums(host), 1+len(want)/size+1+1, "no page more than it takes, of %d", page)
		_, err = c.Statistics(t.Context())
		require.NoError(t, err, "the session goes on")
	}
}

// TestNoPresharedKey looks for the key of the simulated host in every form of what was
// listed.
func TestNoPresharedKey(t *testing.T) {
	sas, err := list(t.Context(), client(t, config(start(t, ikeexttest.Config{}))), nil)
	require.NoError(t, err)
	text, err := json.Marshal(sas)
	require.NoError(t, err)
	shown := string(text)
	for _, sa := range sas {
		shown += fmt.Sprintf("%v %+v %#v %v", sa, sa, sa.Credentials, sa.Credentials[0].Local.PresharedKey)
	}
	assert.Contains(t, string(text), `"presharedKey":{"present":true`)
	for _, key := range []string{"sim-preshared-key", "c2ltLXByZXNoYXJlZC1rZXk", "73696d2d707265736861726564", "115 105 109 45"} {
		assert.NotContains(t, shown, key)
	}
}

// TestSATemplates asks for parts of what there is.
func TestSATemplates(t *testing.T) {
	c := client(t, config(start(t, ikeexttest.Config{})))
	prefix := netip.MustParsePrefix
	for name, template := range map[string]*ikeext.SATemplate{
		"all":                {},
		"remote IPv4":        {RemoteSubNet: prefix("198.51.100.0/24")},
		"one remote address": {RemoteSubNet: prefix("203.0.113.20/32")},
		"not masked":         {RemoteSubNet: prefix("198.51.100.200/24")},
		"remote IPv6":        {RemoteSubNet: prefix("2001:db8::/35")},
		"local IPv6":         {LocalSubNet: prefix("2001:db8::1/128")},
		"all of IPv4":        {LocalSubNet: prefix("0.0.0.0/0")},
		"both":               {LocalSubNet: prefix("192.0.2.0/24"), RemoteSubNet: prefix("203.0.113.0/24")},
		"none":               {RemoteSubNet: prefix("10.0.0.0/8")},
	} {
		var want []uint64
		for _, sa := range ikeexttest.DefaultSAs() {
			fits := func(p netip.Prefix, a netip.Addr) bool { return !p.IsValid() || p.Contains(a) }
			if fits(template.LocalSubNet, sa.Local) && fits(template.RemoteSubNet, sa.Remote) {
				want = append(want, sa.ID)
			}
		}
		sas, err := list(t.Context(), c, template)
		require.NoError(t, err, name)
		var got []uint64
		for _, sa := range sas {
			got = append(got, *sa.ID)
		}
		assert.Equal(t, want, got, name)
		assert.Equal(t, name == "none", len(got) == 0, name)
	}
}

// TestSATemplateRefused holds that nothing is sent for a template that cannot be used.
func TestSATemplateRefused(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	c := client(t, config(host))
	prefix := netip.MustParsePrefix
	for field, template := range map[string]*ikeext.SATemplate{
		"LocalSubNet":  {LocalSubNet: netip.PrefixFrom(netip.MustParseAddr("::ffff:192.0.2.1"), 120)},
		"RemoteSubNet": {LocalSubNet: prefix("192.0.2.0/24"), RemoteSubNet: prefix("2001:db8::/32")},
	} {
		_, err := list(t.Context(), c, template)
		var wrong *ikeext.ConfigError
		require.ErrorAs(t, err, &wrong)
		assert.Equal(t, field, wrong.Field)
	}
	_, err := c.SecurityDescriptor(t.Context(), 0)
	require.ErrorContains(t, err, "SecurityInformation: 0x0")
	assert.Empty(t, opnums(host))
	_, err = c.Statistics(t.Context())
	require.NoError(t, err)
}

// TestListingLeft leaves a listing early: by break, by panic, and with a context that ends
// between two pages. Each time the host hears of it at once.
func TestListingLeft(t *testing.T) {
	host := start(t, ikeexttest.Config{SACount: 1000})
	cfg := config(host)
	cfg.SAPageSize = 10
	c := client(t, cfg)

	for sa, err := range c.SecurityAssociations(t.Context(), nil) {
		require.NoError(t, err)
		if *sa.ID == 25 {
			assert.EqualValues(t, 1, host.OpenEnumerations())
			_, err := c.Statistics(t.Context())
			require.NoError(t, err, "another call between two pages")
			break
		}
	}
	assert.Zero(t, host.OpenEnumerations())

	assert.PanicsWithValue(t, "elsewhere", func() {
		for range c.SecurityAssociations(t.Context(), nil) {
			panic("elsewhere")
		}
	})
	assert.Zero(t, host.OpenEnumerations())

	for range 10 { // a turn that is free may be taken with a context that has ended, or not
		ctx, cancel := context.WithCancel(t.Context())
		var last error
		n := 0
		for _, err := range c.SecurityAssociations(ctx, nil) {
			if last = err; err == nil {
				if n++; n == 15 {
					cancel()
				}
			}
		}
		cancel()
		assert.ErrorIs(t, last, ikeext.ErrCancelled)
		assert.Equal(t, 20, n, "the rest of the page")
		require.Zero(t, host.OpenEnumerations())
		calls := opnums(host)
		assert.EqualValues(t, 3, calls[len(calls)-1])
	}

	_, err := c.Statistics(t.Context())
	require.NoError(t, err, "the session goes on")
}

// TestListingCancelledMidway cancels a call: the connection goes, and the enumeration
// with it.
func TestListingCancelledMidway(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var pages atomic.Int32
	host := start(t, ikeexttest.Config{SACount: 1000, Intercept: func(call *ikeexttest.Call) *ikeexttest.Reply {
		if call.Interface == "ikeext" && call.Opnum == 2 {
			if pages.Add(1) == 3 {
				cancel()
				return &ikeexttest.Reply{Delay: time.Minute}
			}
		}
		return nil
	}})
	c := client(t, config(host))
	begin := time.Now()
	_, err := list(ctx, c, nil)
	assert.ErrorIs(t, err, ikeext.ErrCancelled)
	assert.Less(t, time.Since(begin), 30*time.Second)
	assert.Eventually(t, func() bool { return host.OpenEnumerations() == 0 }, 10*time.Second, time.Millisecond)
	_, err = c.Statistics(t.Context())
	assert.ErrorIs(t, err, ikeext.ErrClosed)
}

// TestListingRefused has the host refuse each step.
func TestListingRefused(t *testing.T) {
	for _, opnum := range []int{1, 2} {
		host := start(t, ikeexttest.Config{Intercept: func(call *ikeexttest.Call) *ikeexttest.Reply {
			if call.Interface == "ikeext" && call.Opnum == opnum {
				return &ikeexttest.Reply{Fault: 0x80320044} // FWP_E_IKEEXT_NOT_RUNNING
			}
			return nil
		}})
		_, err := list(t.Context(), client(t, config(host)), nil)
		require.ErrorIs(t, err, ikeext.ErrServiceStopped, "opnum %d", opnum)
		assert.Zero(t, host.OpenEnumerations(), "opnum %d", opnum)
	}
	host := start(t, ikeexttest.Config{DeniedRights: ikeexttest.RightEnum})
	_, err := list(t.Context(), client(t, config(host)), nil)
	require.ErrorIs(t, err, ikeext.ErrAccessDenied)
}

// TestListingHostile has the host answer with what is no page.
func TestListingHostile(t *testing.T) {
	for name, c := range map[string]struct {
		stub []byte
		says string
	}{
		"nothing":            {nil, "EOF"},
		"too many":           {words(0x20000, 11), "a page of 11 security associations, asked for 10"},
		"far too many":       {words(0x20000, 0xffffffff), "a page of 4294967295"},
		"none, announced":    {words(0, 5, 0), "a page of 0 security associations, announced as 5"},
		"with leftovers":     {words(0, 0, 0, 0), "4 bytes left over"},
		"a page that is cut": {append(words(0x20000, 1), make([]byte, 100)...), "EOF"},
	} {
		host := start(t, ikeexttest.Config{Intercept: func(call *ikeexttest.Call) *ikeexttest.Reply {
			if call.Interface == "ikeext" && call.Opnum == 2 {
				return &ikeexttest.Reply{Stub: append([]byte{}, c.stub...)}
			}
			return nil
		}})
		cfg := config(host)
		cfg.SAPageSize = 10
		sas, err := list(t.Context(), client(t, cfg), nil)
		require.ErrorIs(t, err, ikeext.ErrTruncated, name)
		require.ErrorContains(t, err, c.says, name)
		assert.Empty(t, sas, name)
		assert.Zero(t, host.OpenEnumerations(), name)
	}
}

func TestSecurityAssociation(t *testing.T) {
	want := ikeexttest.DefaultSAs()
	c := client(t, config(start(t, ikeexttest.Config{})))
	for _, sa := range want {
		got, err := c.SecurityAssociation(t.Context(), sa.ID)
		require.NoError(t, err)
		assertSA(t, sa, got)
	}
	_, err := c.SecurityAssociation(t.Context(), 424242)
	var e *ikeext.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "FWP_E_NOT_FOUND", e.Code.Name())
	assert.Equal(t, ikeext.ErrNotSupported, e.Class)
	assert.Contains(t, e.Hint, "come and go")
}

// TestRightsAreNamed has the host deny each right, and looks for it in the remedy.
func TestRightsAreNamed(t *testing.T) {
	ctx := t.Context()
	all := ikeext.OwnerSecurityInformation | ikeext.DACLSecurityInformation
	sd, err := ikeext.ParseSecurityDescriptor(ikeexttest.DefaultDescriptor())
	require.NoError(t, err)
	for _, c := range []struct {
		denied ikeexttest.Rights
		name   string
		ask    func(*ikeext.Client) error
	}{
		{ikeexttest.RightEnum, "FWPM_ACTRL_ENUM", func(c *ikeext.Client) error { _, err := list(ctx, c, nil); return err }},
		{ikeexttest.RightRead, "FWPM_ACTRL_READ", func(c *ikeext.Client) error { _, err := list(ctx, c, nil); return err }},
		{ikeexttest.RightRead, "FWPM_ACTRL_READ:", func(c *ikeext.Client) error { _, err := c.SecurityAssociation(ctx, 1); return err }},
		{ikeexttest.RightDelete, "right DELETE:", func(c *ikeext.Client) error { return c.DeleteSecurityAssociation(ctx, 1) }},
		{ikeexttest.RightReadControl, "READ_CONTROL", func(c *ikeext.Client) error { _, err := c.SecurityDescriptor(ctx, all); return err }},
		{ikeexttest.RightWriteDAC, "WRITE_OWNER or WRITE_DAC", func(c *ikeext.Client) error { return c.SetSecurityDescriptor(ctx, all, sd) }},
		{ikeexttest.RightReadStats, "FWPM_ACTRL_READ_STATS", func(c *ikeext.Client) error { _, err := c.Statistics(ctx); return err }},
	} {
		cfg := config(start(t, ikeexttest.Config{DeniedRights: c.denied}))
		cfg.AllowChanges = true
		err := c.ask(client(t, cfg))
		require.ErrorIs(t, err, ikeext.ErrAccessDenied, c.name)
		var e *ikeext.Error
		require.ErrorAs(t, err, &e)
		assert.Contains(t, e.Hint, c.name)
	}
}

// TestReadOnly holds that nothing that changes the host is sent unless it is allowed.
func TestReadOnly(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	c := client(t, config(host))
	sd, err := c.SecurityDescriptor(t.Context(), ikeext.DACLSecurityInformation)
	require.NoError(t, err)
	before := len(host.Calls())
	assert.ErrorIs(t, c.DeleteSecurityAssociation(t.Context(), 1), ikeext.ErrReadOnly)
	assert.ErrorIs(t, c.SetSecurityDescriptor(t.Context(), ikeext.DACLSecurityInformation, sd), ikeext.ErrReadOnly)
	assert.Len(t, host.Calls(), before)
	sas, err := list(t.Context(), c, nil)
	require.NoError(t, err)
	assert.Len(t, sas, len(ikeexttest.DefaultSAs()))
}

func TestDeleteSecurityAssociation(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	cfg := config(host)
	cfg.AllowChanges = true
	c := client(t, cfg)
	require.NoError(t, c.DeleteSecurityAssociation(t.Context(), 3))
	sas, err := list(t.Context(), c, nil)
	require.NoError(t, err)
	assert.Len(t, sas, len(ikeexttest.DefaultSAs())-1)
	for _, sa := range sas {
		assert.NotEqualValues(t, 3, *sa.ID)
	}
	err = c.DeleteSecurityAssociation(t.Context(), 3)
	require.ErrorIs(t, err, ikeext.ErrNotSupported)
	deletes := 0
	for _, opnum := range opnums(host) {
		if opnum == 4 {
			deletes++
		}
	}
	assert.Equal(t, 2, deletes, "never tried twice")
}

// TestDeleteIsNeverRepeated hangs up on a deletion: whether it was done is not known.
func TestDeleteIsNeverRepeated(t *testing.T) {
	var seen atomic.Int32
	host := start(t, ikeexttest.Config{Intercept: func(call *ikeexttest.Call) *ikeexttest.Reply {
		if call.Interface == "ikeext" && call.Opnum == 4 {
			seen.Add(1)
			return &ikeexttest.Reply{Hangup: true}
		}
		return nil
	}})
	cfg := config(host)
	cfg.AllowChanges = true
	cfg.Doors = []ikeext.Door{ikeext.DoorRPC, ikeext.DoorWMI}
	c := client(t, cfg)
	_, err := c.Statistics(t.Context())
	require.NoError(t, err)
	err = c.DeleteSecurityAssociation(t.Context(), 3)
	require.ErrorIs(t, err, ikeext.ErrUnreachable)
	assert.EqualValues(t, 1, seen.Load())
}

func TestSecurityDescriptor(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	cfg := config(host)
	cfg.AllowChanges = true
	c := client(t, cfg)
	all := ikeext.OwnerSecurityInformation | ikeext.GroupSecurityInformation | ikeext.DACLSecurityInformation
	sd, err := c.SecurityDescriptor(t.Context(), all)
	require.NoError(t, err)
	assert.Equal(t, ikeexttest.DefaultDescriptor(), sd.Bytes)
	assert.Equal(t, "S-1-5-18", sd.Owner)
	assert.Equal(t, "S-1-5-18", sd.Group)
	assert.Nil(t, sd.SACL)
	require.Len(t, sd.DACL.Entries, 7)
	assert.True(t, strings.HasPrefix(sd.SDDL, "O:SYG:SYD:(A;;"), sd.SDDL)
	assert.True(t, strings.HasSuffix(sd.SDDL, "(A;;DT;;;WD)"), sd.SDDL)
	assert.Equal(t, ikeext.ACE{Type: ikeext.AccessAllowed, Mask: ikeext.AccessOpen, SID: "S-1-1-0"}, sd.DACL.Entries[6])

	dacl, err := c.SecurityDescriptor(t.Context(), ikeext.DACLSecurityInformation)
	require.NoError(t, err)
	assert.Empty(t, dacl.Owner)
	require.NoError(t, c.SetSecurityDescriptor(t.Context(), ikeext.DACLSecurityInformation, dacl))

	for _, wrong := range []*ikeext.SecurityDescriptor{nil, {}, {Bytes: sd.Bytes[:40]}} {
		var config *ikeext.ConfigError
		assert.ErrorAs(t, c.SetSecurityDescriptor(t.Context(), all, wrong), &config)
	}
}

// TestOtherDoorsCannot asks by another door for what only DoorRPC has: an error that
// names the door, and a session that goes on.
func TestOtherDoorsCannot(t *testing.T) {
	host := start(t, ikeexttest.Config{Profile: ikeexttest.WMIOpenSplit})
	cfg := config(host)
	cfg.Doors, cfg.AllowChanges = []ikeext.Door{ikeext.DoorWMI}, true
	c := client(t, cfg)
	_, err := c.SecurityAssociation(t.Context(), 1)
	for _, err := range []error{err, c.DeleteSecurityAssociation(t.Context(), 1)} {
		require.ErrorIs(t, err, ikeext.ErrNotSupported)
		assert.ErrorContains(t, err, "door wmi cannot")
	}
	_, err = c.Statistics(t.Context())
	require.NoError(t, err)
}

// TestManySecurityAssociations lists 10,000, or 100,000 with REMOTEIKE_LONG=1, and logs
// what that takes. Memory does not grow with their number.
func TestManySecurityAssociations(t *testing.T) {
	count := 10_000
	if os.Getenv("REMOTEIKE_LONG") == "1" {
		count = 100_000
	}
	host := start(t, ikeexttest.Config{SACount: count})
	c := client(t, config(host))
	var (
		n           int
		first, most uint64
		stats       runtime.MemStats
	)
	begin := time.Now()
	for sa, err := range c.SecurityAssociations(t.Context(), nil) {
		require.NoError(t, err)
		n++
		require.EqualValues(t, n, *sa.ID)
		if n%(count/10) == 0 {
			runtime.GC()
			runtime.ReadMemStats(&stats)
			if most = max(most, stats.HeapAlloc); first == 0 {
				first = stats.HeapAlloc
			}
		}
	}
	assert.Equal(t, count, n)
	assert.Less(t, most, first+(16<<20), "live memory after a tenth and at most")
	assert.Zero(t, host.OpenEnumerations())
	t.Logf("%d SAs in %v; live heap %d KiB after a tenth, %d KiB at most", n, time.Since(begin).Round(time.Millisecond), first>>10, most>>10)
}

func BenchmarkSecurityAssociations(b *testing.B) {
	const count = 10_000
	host := start(b, ikeexttest.Config{SACount: count})
	c := client(b, config(host))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, err := range c.SecurityAssociations(b.Context(), nil) {
			require.NoError(b, err)
			n++
		}
		require.Equal(b, count, n)
	}
	b.ReportMetric(float64(b.N)*count/b.Elapsed().Seconds(), "SAs/s")
}
