package ikeext_test

import (
	"context"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// saDoor is a door that reads the classes of security associations.
type saDoor struct {
	profile ikeexttest.Profile
	config  func(*ikeexttest.Host) *ikeext.Config
}

// saDoors are WMI and WinRM.
func saDoors() map[string]saDoor {
	return map[string]saDoor{
		"wmi":   {ikeexttest.WMIOpenSplit, wmiConfig},
		"winrm": {ikeexttest.WinRMOnly, winrmConfig},
	}
}

// client starts a host and dials it by the door.
func (d saDoor) client(t testing.TB, cfg ikeexttest.Config, page int) (*ikeext.Client, *ikeexttest.Host) {
	cfg.Profile = d.profile
	host := start(t, cfg)
	c := d.config(host)
	c.SAPageSize = page
	return client(t, c), host
}

// listQuick returns all that a listing of quick-mode SAs yields, and its error.
func listQuick(ctx context.Context, c *ikeext.Client, template *ikeext.SATemplate) (sas []*ikeext.QuickModeSA, err error) {
	for sa, err := range c.QuickModeSecurityAssociations(ctx, template) {
		if err != nil {
			return sas, err
		}
		sas = append(sas, sa)
	}
	return sas, nil
}

// assertSAOfWMI compares an SA with what the host has, as far as WMI tells.
func assertSAOfWMI(t *testing.T, want ikeexttest.SA, got *ikeext.SecurityAssociation, ignored bool) {
	t.Helper()
	assert.Equal(t, want.ID, *got.ID)
	assert.EqualValues(t, want.KeyModule, got.KeyModule)
	assert.Equal(t, want.Local, got.Traffic.LocalAddress)
	assert.Equal(t, want.Remote, got.Traffic.RemoteAddress)
	version := ikeext.IPVersionV4
	if want.Remote.Is6() {
		version = ikeext.IPVersionV6
	}
	assert.Equal(t, version, got.IPVersion)
	assert.Equal(t, want.AuthIPFilterID, *got.Traffic.AuthIPFilterID)
	if want.UDPEncapsulation == nil {
		assert.Nil(t, got.UDPEncapsulation)
	} else {
		assert.Equal(t, &ikeext.UDPEncapsulation{LocalPort: want.UDPEncapsulation.Local, RemotePort: want.UDPEncapsulation.Remote}, got.UDPEncapsulation)
	}
	assert.Equal(t, ikeext.CipherAlgorithm{Type: ikeext.CipherType(want.Proposal.Cipher)}, got.Proposal.Cipher)
	assert.EqualValues(t, want.Proposal.Integrity, got.Proposal.Integrity.Type)
	assert.EqualValues(t, want.Proposal.DHGroup, got.Proposal.DHGroup)
	assert.Equal(t, want.Proposal.QuickModeLimit, *got.Proposal.QuickModeLimit)
	if ignored {
		assert.Equal(t, time.Duration(want.Proposal.LifetimeSeconds)*time.Second, *got.Proposal.MaxLifetime)
		assert.Equal(t, &ikeext.CookiePair{Initiator: ikeext.Cookie(want.InitiatorCookie), Responder: ikeext.Cookie(want.ResponderCookie)}, got.Cookies)
	} else {
		assert.Nil(t, got.Proposal.MaxLifetime)
		assert.Nil(t, got.Cookies)
	}
	// Its first three parts are numbers on the wire, and the low byte comes first.
	k := want.PolicyKey
	assert.Equal(t, fmt.Sprintf("%x-%x-%x-%x-%x", []byte{k[3], k[2], k[1], k[0]}, []byte{k[5], k[4]}, []byte{k[7], k[6]}, k[8:10], k[10:]), got.PolicyKey.String())
	assert.Equal(t, want.VirtualIfTunnelID, *got.VirtualInterfaceTunnelID)
	assert.Empty(t, got.CorrelationKey)
	require.Len(t, got.Credentials, len(want.Credentials))
	for i, pair := range want.Credentials {
		assertCredentialOfWMI(t, pair.Local, got.Credentials[i].Local)
		assertCredentialOfWMI(t, pair.Peer, got.Credentials[i].Peer)
	}
}

func assertCredentialOfWMI(t *testing.T, want ikeexttest.Credential, got ikeext.Credential) {
	t.Helper()
	expected := ikeext.Credential{
		Method:        ikeext.AuthenticationMethodType(want.Method),
		Impersonation: new(ikeext.AuthenticationImpersonationType),
		PrincipalName: want.PrincipalName,
	}
	*expected.Impersonation = ikeext.AuthenticationImpersonationType(want.Impersonation)
	if want.SubjectName != nil {
		var name pkix.RDNSequence
		_, err := asn1.Unmarshal(want.SubjectName, &name)
		require.NoError(t, err)
		expected.Certificate = &ikeext.CertificateCredential{Subject: name.String(), Flags: &want.Flags}
	}
	assert.Equal(t, expected, got)
}

// TestSecurityAssociationsByWMI lists all that the host has, in pages of several sizes,
// and without and with what Microsoft calls ignored.
func TestSecurityAssociationsByWMI(t *testing.T) {
	want := ikeexttest.DefaultSAs()
	for name, door := range saDoors() {
		for _, page := range []int{0, 1, 3, len(want) - 1, len(want), 1024} {
			t.Run(fmt.Sprintf("%s/%d", name, page), func(t *testing.T) {
				ignored := page%2 == 1
				c, host := door.client(t, ikeexttest.Config{IgnoredSAProperties: ignored}, page)
				_, err := c.Statistics(t.Context())
				require.NoError(t, err)
				got, err := list(t.Context(), c, nil)
				require.NoError(t, err)
				require.Len(t, got, len(want))
				for i, sa := range got {
					assertSAOfWMI(t, want[i], sa, ignored)
				}
				text, err := json.Marshal(got)
				require.NoError(t, err)
				assert.NotContains(t, string(text), "sim-preshared-key")
				var read []*ikeext.SecurityAssociation
				require.NoError(t, json.Unmarshal(text, &read))
				again, err := json.Marshal(read)
				require.NoError(t, err)
				assert.JSONEq(t, string(text), string(again))
				_, err = c.Statistics(t.Context())
				require.NoError(t, err, "the session goes on")
				assert.Empty(t, host.Violations())
				require.NoError(t, c.Close())
				assert.Zero(t, host.OpenObjects())
			})
		}
	}
}

// TestQuickModeSAsByWMI lists both directions of each, IPv6 and those behind a NAT.
func TestQuickModeSAsByWMI(t *testing.T) {
	var want []ikeexttest.QuickModeSA
	for _, sa := range ikeexttest.DefaultSAs() {
		want = append(want, ikeexttest.QuickModeSAsOf(sa)...)
	}
	for name, door := range saDoors() {
		for _, ignored := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/%t", name, ignored), func(t *testing.T) {
				c, host := door.client(t, ikeexttest.Config{IgnoredSAProperties: ignored}, 3)
				got, err := listQuick(t.Context(), c, nil)
				require.NoError(t, err)
				require.Len(t, got, len(want))
				for i, sa := range got {
					assert.Equal(t, expectedQuickMode(want[i], ignored), sa)
				}
				assert.Empty(t, host.Violations())
			})
		}
	}
}

func pointer[T any](v T) *T { return &v }

// expectedQuickMode is what a quick-mode SA of the host is to be here.
func expectedQuickMode(q ikeexttest.QuickModeSA, ignored bool) *ikeext.QuickModeSA {
	transform := func(x ikeexttest.Transform, spi uint32) *ikeext.QuickModeTransform {
		if x.Type == 0 {
			return nil
		}
		return &ikeext.QuickModeTransform{
			Type: &x.Type, SPI: &spi,
			Integrity: pointer(ikeext.QuickModeIntegrity(x.Integrity)), Cipher: pointer(ikeext.QuickModeCipher(x.Cipher)),
		}
	}
	sa := &ikeext.QuickModeSA{
		LocalEndpoint: q.Local, RemoteEndpoint: q.Remote, LocalPort: &q.LocalPort, RemotePort: &q.RemotePort, IPProtocol: &q.Protocol,
		InterfaceAlias: q.InterfaceAlias, LocalUDPEncapsulationPort: new(uint16), RemoteUDPEncapsulationPort: new(uint16),
		PeerV4PrivateAddress: q.PeerPrivateAddress, Flags: new(uint32), MainModeID: &q.MainModeID, ID: &q.ID,
		First: transform(q.First, q.SPI), Second: transform(q.Second, q.SecondSPI), PFSGroup: pointer(ikeext.QuickModePFSGroup(q.PFSGroup)),
		LifetimePackets: &q.LifetimePackets, FilterID: &q.FilterID, VirtualInterfaceTunnelID: &q.VirtualIfTunnelID,
		TrafficSelectorID: &q.TrafficSelectorID, MainModeTargetName: q.MainModeTarget, ExtendedModeTargetName: q.ExtendedModeTarget,
	}
	if q.UDPEncapsulation != nil {
		sa.LocalUDPEncapsulationPort, sa.RemoteUDPEncapsulationPort = &q.UDPEncapsulation.Local, &q.UDPEncapsulation.Remote
	}
	if ignored {
		sa.EncapsulationMode, sa.InboundDirection = &q.Mode, &q.Inbound
		sa.Lifetime, sa.LifetimeKilobytes = pointer(time.Duration(q.LifetimeSeconds)*time.Second), &q.LifetimeKilobytes
	}
	return sa
}

// TestSATemplatesByWMI asks for parts of what there is.
func TestSATemplatesByWMI(t *testing.T) {
	prefix := netip.MustParsePrefix
	templates := map[string]*ikeext.SATemplate{
		"all":                {},
		"remote IPv4":        {RemoteSubNet: prefix("198.51.100.0/24")},
		"one remote address": {RemoteSubNet: prefix("203.0.113.20/32")},
		"not masked":         {RemoteSubNet: prefix("198.51.100.200/24")},
		"remote IPv6":        {RemoteSubNet: prefix("2001:db8::/35")},
		"local IPv6":         {LocalSubNet: prefix("2001:db8::1/128")},
		"both":               {LocalSubNet: prefix("192.0.2.0/24"), RemoteSubNet: prefix("203.0.113.0/24")},
		"none":               {RemoteSubNet: prefix("10.0.0.0/8")},
	}
	byRPC := client(t, config(start(t, ikeexttest.Config{})))
	for name, door := range saDoors() {
		t.Run(name, func(t *testing.T) {
			c, _ := door.client(t, ikeexttest.Config{}, 2)
			for name, template := range templates {
				want, err := list(t.Context(), byRPC, template)
				require.NoError(t, err)
				got, err := list(t.Context(), c, template)
				require.NoError(t, err, name)
				assert.Equal(t, numbers(want), numbers(got), name)
				quick, err := listQuick(t.Context(), c, template)
				require.NoError(t, err, name)
				require.Len(t, quick, 2*len(want), name)
				for i, sa := range quick {
					assert.Equal(t, *want[i/2].ID, *sa.MainModeID, name)
				}
			}
			for _, err := range []error{
				errorOf(list(t.Context(), c, &ikeext.SATemplate{LocalMainModeCertHash: ikeext.Hex{1}})),
				errorOf(listQuick(t.Context(), c, &ikeext.SATemplate{LocalMainModeCertHash: ikeext.Hex{1}})),
			} {
				e := failure(t, err)
				assert.Equal(t, ikeext.ErrNotSupported, e.Class)
				assert.Contains(t, e.Hint, "leave the hash out")
			}
			_, err := c.Statistics(t.Context())
			require.NoError(t, err, "nothing was sent")
		})
	}
}

func numbers(sas []*ikeext.SecurityAssociation) (all []uint64) {
	for _, sa := range sas {
		all = append(all, *sa.ID)
	}
	return all
}

func errorOf[T any](_ T, err error) error { return err }

// TestNamespaceRefusedOrMissing tells a host that lets nobody in from one that is too old.
func TestNamespaceRefusedOrMissing(t *testing.T) {
	for name, door := range saDoors() {
		for _, c := range []struct {
			cfg   ikeexttest.Config
			class ikeext.Class
			hint  string
		}{
			{ikeexttest.Config{DeniedNamespaces: []string{`root\StandardCimv2`}}, ikeext.ErrAccessDenied, `Remote Enable on root\StandardCimv2`},
			{ikeexttest.Config{Build: 7601}, ikeext.ErrNotSupported, "since 8 and Server 2012"},
		} {
			t.Run(fmt.Sprintf("%s/%s", name, c.class), func(t *testing.T) {
				for _, quick := range []bool{false, true} {
					dialled, _ := door.client(t, c.cfg, 0)
					_, err := dialled.Statistics(t.Context())
					require.NoError(t, err)
					if quick {
						err = errorOf(listQuick(t.Context(), dialled, nil))
					} else {
						err = errorOf(list(t.Context(), dialled, nil))
					}
					e := failure(t, err)
					assert.Equal(t, c.class, e.Class)
					assert.ErrorContains(t, err, `root\StandardCimv2`)
					assert.Contains(t, e.Hint, c.hint)
				}
			})
		}
	}
}

// TestSAsOfAStoppedService are none.
func TestSAsOfAStoppedService(t *testing.T) {
	host := start(t, ikeexttest.Config{Profile: ikeexttest.ServiceStopped})
	sas, err := list(t.Context(), client(t, wmiConfig(host)), nil)
	require.NoError(t, err)
	assert.Empty(t, sas)
}

// TestSAsByTheNextDoor asks where RPC is refused, and for what RPC does not have.
func TestSAsByTheNextDoor(t *testing.T) {
	host := start(t, ikeexttest.Config{Profile: ikeexttest.WMIOpen2016})
	sas, err := list(t.Context(), client(t, autoConfig(host)), nil)
	require.NoError(t, err)
	assert.Len(t, sas, 10)

	quick, err := listQuick(t.Context(), client(t, autoConfig(host)), nil)
	require.NoError(t, err)
	assert.Len(t, quick, 20)

	host = start(t, ikeexttest.Config{Profile: ikeexttest.Permissive, WinRM: true})
	cfg := autoConfig(host)
	cfg.WinRMPort = host.WinRMPort()
	quick, err = listQuick(t.Context(), client(t, cfg), nil)
	require.NoError(t, err)
	assert.Len(t, quick, 20)

	c := client(t, config(host))
	e := failure(t, errorOf(listQuick(t.Context(), c, nil)))
	assert.Equal(t, ikeext.ErrNotSupported, e.Class)
	assert.Contains(t, e.Hint, "doors wmi and winrm")
	_, err = c.Statistics(t.Context())
	require.NoError(t, err, "the session goes on")
}

// TestListingByWMILeft leaves a listing early: the host hears of it, and other calls have
// their turn between two pages.
func TestListingByWMILeft(t *testing.T) {
	for name, door := range saDoors() {
		t.Run(name, func(t *testing.T) {
			c, host := door.client(t, ikeexttest.Config{SACount: 1000}, 10)
			for range 80 { // more than the host has patience for
				n := 0
				for _, err := range c.QuickModeSecurityAssociations(t.Context(), nil) {
					require.NoError(t, err)
					if n++; n == 15 {
						break
					}
				}
			}
			n := 0
			for _, err := range c.SecurityAssociations(t.Context(), nil) {
				require.NoError(t, err)
				if n++; n == 15 {
					_, err := c.Statistics(t.Context())
					require.NoError(t, err)
				}
			}
			assert.Equal(t, 1000, n)
			assert.Empty(t, host.Violations())
			if name == "wmi" {
				assert.Equal(t, 3, host.OpenObjects(), "the login and two namespaces")
			}
		})
	}
}

// TestListingByWMICancelled ends the context between two pages, and within one.
func TestListingByWMICancelled(t *testing.T) {
	for name, door := range saDoors() {
		t.Run(name, func(t *testing.T) {
			c, _ := door.client(t, ikeexttest.Config{SACount: 1000}, 10)
			ctx, cancel := context.WithCancel(t.Context())
			n := 0
			var last error
			for _, err := range c.SecurityAssociations(ctx, nil) {
				if last = err; err == nil {
					if n++; n == 15 {
						cancel()
					}
				}
			}
			assert.ErrorIs(t, last, ikeext.ErrCancelled)
			assert.Equal(t, 20, n, "the rest of the page")
			_, err := c.Statistics(t.Context())
			require.NoError(t, err, "the session goes on")

			ctx, cancel = context.WithCancel(t.Context())
			defer cancel()
			var calls atomic.Int32
			c, _ = door.client(t, ikeexttest.Config{SACount: 1000, Intercept: func(call *ikeexttest.Call) *ikeexttest.Reply {
				if call.Interface != "IEnumWbemClassObject" && call.Interface != "winrm" || calls.Add(1) < 3 {
					return nil
				}
				cancel()
				return &ikeexttest.Reply{Delay: time.Minute}
			}}, 10)
			_, err = list(ctx, c, nil)
			assert.ErrorIs(t, err, ikeext.ErrCancelled)
			_, err = c.Statistics(t.Context())
			assert.ErrorIs(t, err, ikeext.ErrClosed)
		})
	}
}

// TestListingByWMIHostile has the host answer with what is no page: nothing without an end,
// and objects of another class.
func TestListingByWMIHostile(t *testing.T) {
	for name, reply := range map[string]*ikeexttest.Reply{
		"neither instances nor their end": noObjects(0),
		"no answer within":                noObjects(0x40004), // WBEM_S_TIMEDOUT
	} {
		c, host := saDoor{ikeexttest.WMIOpenSplit, wmiConfig}.client(t, ikeexttest.Config{Intercept: on("IEnumWbemClassObject", reply)}, 0)
		sas, err := list(t.Context(), c, nil)
		assert.Empty(t, sas)
		assert.ErrorContains(t, err, name)
		assert.Eventually(t, func() bool { return host.OpenConns() == 0 }, soon, time.Millisecond, "the session is over")
	}
	var calls atomic.Int32
	c, _ := saDoor{ikeexttest.WinRMOnly, winrmConfig}.client(t, ikeexttest.Config{SACount: 100, Intercept: func(call *ikeexttest.Call) *ikeexttest.Reply {
		if call.Interface == "winrm" && calls.Add(1) == 2 {
			return &ikeexttest.Reply{Fault: 0x80041010} // in the midst of it
		}
		return nil
	}}, 10)
	sas, err := list(t.Context(), c, nil)
	assert.ErrorIs(t, err, ikeext.ErrNotSupported)
	assert.Len(t, sas, 10)
}

// TestManySAsByWMI lists 1,000, or 10,000 with REMOTEIKE_LONG=1, and logs what that takes.
// Memory does not grow with their number.
func TestManySAsByWMI(t *testing.T) {
	count := 1_000
	if os.Getenv("REMOTEIKE_LONG") == "1" {
		count = 10_000
	}
	for name, door := range saDoors() {
		t.Run(name, func(t *testing.T) {
			c, _ := door.client(t, ikeexttest.Config{SACount: count}, 0)
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
			t.Logf("%s: %d SAs in %v; live heap %d KiB after a tenth, %d KiB at most", name, n, time.Since(begin).Round(time.Millisecond), first>>10, most>>10)
		})
	}
}
