package ikeext_test

import (
	"context"
	"net"
	"regexp"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// words are the 32-bit numbers of a stub.
func words(numbers ...uint32) (stub []byte) {
	for _, n := range numbers {
		stub = append(stub, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
	}
	return stub
}

// refusal is the reply of a method that returns an object: ORPCTHAT, a null
// pointer, the status.
func refusal(status uint32) *ikeexttest.Reply { return &ikeexttest.Reply{Stub: words(0, 0, 0, status)} }

// noObjects is the reply of Next without objects: ORPCTHAT, an array with room for
// two, how many there are, the status.
func noObjects(status uint32) *ikeexttest.Reply {
	return &ikeexttest.Reply{Stub: words(0, 0, 2, 0, 0, 0, status)}
}

// on answers the calls of one interface.
func on(name string, reply *ikeexttest.Reply) func(*ikeexttest.Call) *ikeexttest.Reply {
	return func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == name {
			return reply
		}
		return nil
	}
}

// wmiHost starts a host whose one door is WMI.
func wmiHost(t testing.TB, intercept func(*ikeexttest.Call) *ikeexttest.Reply) *ikeexttest.Host {
	host := start(t, ikeexttest.Config{Profile: ikeexttest.WMIOpenSplit, Intercept: intercept})
	t.Cleanup(func() {
		// The connection's end releases what was not given back.
		assert.Eventually(t, func() bool { return host.OpenConns() == 0 }, 10*soon, time.Millisecond)
	})
	return host
}

// TestWhatIsSentToWMI holds the order of calls: 4 and 2 a class, on two
// connections, every one of them sealed.
func TestWhatIsSentToWMI(t *testing.T) {
	host := wmiHost(t, nil)
	cfg := wmiConfig(host)
	var count counting
	cfg.DialContext = count.dial
	_, err := query(t, cfg)
	require.NoError(t, err)
	want := []string{"IRemoteSCMActivator", "IWbemLevel1Login"}
	for range 7 {
		want = append(want, "IWbemServices", "IEnumWbemClassObject")
	}
	want = append(want, "IRemUnknown", "IRemUnknown") // after the snapshot and in the end
	var got []string
	for _, call := range host.Calls() {
		got = append(got, call.Interface)
		assert.Equal(t, 6, call.AuthLevel)
	}
	assert.Equal(t, want, got)
	assert.EqualValues(t, 2, count.conns.Load())
	assert.Zero(t, host.OpenObjects())
}

// TestWMIQueries holds the text of the seven queries.
func TestWMIQueries(t *testing.T) {
	host := wmiHost(t, nil)
	_, err := query(t, wmiConfig(host))
	require.NoError(t, err)
	var got []string
	for _, call := range host.Calls() {
		if call.Interface == "IWbemServices" {
			got = append(got, classAsked(call.Stub))
		}
	}
	assert.ElementsMatch(t, []string{
		"GenericIKEv1AuthIPandIKEv2", "IPsecIKEv1IPv4", "IPsecIKEv1IPv6", "IPsecAuthIPIPv4", "IPsecAuthIPIPv6",
		"IPsecIKEv2IPv4", "IPsecIKEv2IPv6",
	}, got)
}

// classAsked returns the class that the stub of ExecQuery asks for. What stands
// behind the text may look like more of it.
func classAsked(stub []byte) string {
	var units []uint16
	for i := 0; i+1 < len(stub); i += 2 {
		units = append(units, uint16(stub[i])|uint16(stub[i+1])<<8)
	}
	query := regexp.MustCompile(`SELECT \* FROM Win32_PerfRawData_Counters_(Generic\w+?IKEv2|IPsec\w+?IPv[46])`)
	if found := query.FindStringSubmatch(string(utf16.Decode(units))); found != nil {
		return found[1]
	}
	return ""
}

func TestWMISignIns(t *testing.T) {
	for _, auth := range []ikeext.Auth{ikeext.AuthNTLM, ikeext.AuthNegotiate} {
		for level, number := range map[ikeext.Level]int{ikeext.LevelIntegrity: 5, ikeext.LevelPrivacy: 6} {
			for name, raw := range map[string]bool{"spnego": false, "without spnego": true} {
				t.Run(string(auth)+"/"+string(level)+"/"+name, func(t *testing.T) {
					host := start(t, ikeexttest.Config{Profile: ikeexttest.WMIOpenSplit, NoNegotiate: raw})
					cfg := wmiConfig(host)
					cfg.Auth, cfg.Level = auth, level
					s, err := query(t, cfg)
					require.NoError(t, err)
					assertFromWMI(t, s)
					assert.Equal(t, level, s.Auth.Level)
					assert.Equal(t, "10.0.17763", s.WindowsBuild)
					authType := 10
					if auth == ikeext.AuthNegotiate && !raw {
						authType = 9
					}
					for _, call := range host.Calls() {
						assert.Equal(t, number, call.AuthLevel)
						assert.Equal(t, authType, call.AuthType)
					}
				})
			}
		}
	}
}

func TestWMINTHash(t *testing.T) {
	host := start(t, ikeexttest.Config{Profile: ikeexttest.WMIOpenSplit, Users: map[string]string{"hashed": "password"}})
	cfg := wmiConfig(host)
	cfg.User, cfg.Password = "hashed", ikeext.Secret{}
	cfg.NTHash = ikeext.NewSecret("8846f7eaee8fb117ad06bdd830b7586c") // of "password", as every list of weak hashes has it
	s, err := query(t, cfg)
	require.NoError(t, err)
	assertFromWMI(t, s)
}

// TestWMIReleasesReferences counts what the host keeps for us: the login and the
// namespace while the session lives, enumerations during a snapshot only.
func TestWMIReleasesReferences(t *testing.T) {
	host := wmiHost(t, nil)
	client, err := ikeext.Dial(t.Context(), "127.0.0.1", wmiConfig(host))
	require.NoError(t, err)
	for range 5 {
		s, err := client.Statistics(t.Context())
		require.NoError(t, err)
		assertFromWMI(t, s)
		assert.Equal(t, 2, host.OpenObjects())
	}
	require.NoError(t, client.Close())
	assert.Zero(t, host.OpenObjects())
	signedIn := 0
	for _, call := range host.Calls() {
		if call.Interface == "IWbemLevel1Login" || call.Interface == "IRemoteSCMActivator" {
			signedIn++
		}
	}
	assert.Equal(t, 2, signedIn, "one session for all snapshots")
}

// TestWMIByRemoteActivation goes the older way where there is no other.
func TestWMIByRemoteActivation(t *testing.T) {
	for _, auth := range []ikeext.Auth{ikeext.AuthNTLM, ikeext.AuthNegotiate} {
		t.Run(string(auth), func(t *testing.T) {
			host := start(t, ikeexttest.Config{Profile: ikeexttest.WMIOpen2016, NoCreateInstance: true})
			cfg := wmiConfig(host)
			cfg.Auth = auth
			s, err := query(t, cfg)
			require.NoError(t, err)
			assertFromWMI(t, s)
			assert.True(t, called(host, "IActivation"))
			assert.False(t, called(host, "IRemoteSCMActivator"))
		})
	}
}

// TestWMIRefusals names what each step may answer.
func TestWMIRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		intercept func(*ikeexttest.Call) *ikeexttest.Reply
		stage     ikeext.Stage
		class     ikeext.Class
		code      ikeext.Code
		text      string
		hint      string
	}{
		"activation, fault": {on("IRemoteSCMActivator", &ikeexttest.Reply{Fault: 5}),
			"activate", ikeext.ErrAccessDenied, 5, "RemoteCreateInstance refused: ERROR_ACCESS_DENIED (5)", "Distributed COM Users"},
		"activation, HRESULT": {on("IRemoteSCMActivator", refusal(0x80070005)),
			"activate", ikeext.ErrAccessDenied, 0x80070005, "RemoteCreateInstance refused: ", "Distributed COM Users"},
		"activation, no such class": {on("IRemoteSCMActivator", refusal(0x80040154)),
			"activate", ikeext.ErrNotRegistered, 0x80040154, "REGDB_E_CLASSNOTREG", ""},
		"login": {on("IWbemLevel1Login", refusal(0x80041003)),
			"login", ikeext.ErrAccessDenied, 0x80041003, "NTLMLogin refused: WBEM_E_ACCESS_DENIED", "Remote Enable"},
		"login, fault": {on("IWbemLevel1Login", &ikeexttest.Reply{Fault: 0x80070005}),
			"login", ikeext.ErrAccessDenied, 0x80070005, "NTLMLogin refused: ", "Remote Enable"},
		"login, no such namespace": {on("IWbemLevel1Login", refusal(0x8004100E)),
			"login", ikeext.ErrNotSupported, 0x8004100E, "WBEM_E_INVALID_NAMESPACE", ""},
		"query": {on("IWbemServices", refusal(0x80041003)),
			"query", ikeext.ErrAccessDenied, 0x80041003, "ExecQuery refused: WBEM_E_ACCESS_DENIED", "Performance Monitor Users"},
		"query, quota": {on("IWbemServices", refusal(0x8004106C)),
			"query", ikeext.ErrProtocol, 0x8004106C, "ExecQuery refused: WBEM_E_QUOTA_VIOLATION", ""},
		"next": {on("IEnumWbemClassObject", noObjects(0x80041003)),
			"query", ikeext.ErrAccessDenied, 0x80041003, "Next refused: WBEM_E_ACCESS_DENIED", "Performance Monitor Users"},
		"next, provider": {on("IEnumWbemClassObject", noObjects(0x80041013)),
			"query", ikeext.ErrProtocol, 0x80041013, "Next refused: WBEM_E_PROVIDER_LOAD_FAILURE", ""},
		"next, timed out there": {on("IEnumWbemClassObject", noObjects(0x40004)),
			"query", ikeext.ErrTimeout, 0, "no answer within", "slow or stuck"},
		"no class at all": {on("IEnumWbemClassObject", noObjects(0x80041010)),
			"query", ikeext.ErrNotSupported, 0x80041010, "WBEM_E_INVALID_CLASS", "lodctr /R"},
		"no class at all, at once": {on("IWbemServices", refusal(0x80041010)),
			"query", ikeext.ErrNotSupported, 0x80041010, "WBEM_E_INVALID_CLASS", "winmgmt /resyncperf"},
		"no instance at all": {on("IEnumWbemClassObject", noObjects(1)),
			"query", ikeext.ErrServiceStopped, 0, "the IKE service is not running there", "Start-Service IKEEXT"},
	} {
		t.Run(name, func(t *testing.T) {
			host := wmiHost(t, c.intercept)
			s, err := query(t, wmiConfig(host))
			require.Nil(t, s)
			require.ErrorIs(t, err, c.class)
			e := failure(t, err)
			assert.Equal(t, ikeext.DoorWMI, e.Door)
			assert.Equal(t, c.stage, e.Stage)
			assert.Equal(t, c.code, e.Code)
			assert.ErrorContains(t, err, c.text)
			assert.Contains(t, e.Hint, c.hint)
		})
	}
}

// TestWMIRemoteActivationRefused reads the status of the older interface, which
// has two.
func TestWMIRemoteActivationRefused(t *testing.T) {
	// ORPCTHAT, OXID, bindings, IRemUnknown, hint, version, HRESULT, array of
	// interfaces, of results, status.
	stub := func(hresult, status uint32) []byte {
		head := words(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7<<16|5)
		return append(head, words(hresult, 1, 0, 1, 0x80070005, status)...)
	}
	for name, reply := range map[string][]byte{"HRESULT": stub(0x80070005, 0), "status": stub(0, 5)} {
		t.Run(name, func(t *testing.T) {
			host := start(t, ikeexttest.Config{Profile: ikeexttest.WMIOpenSplit, NoCreateInstance: true,
				Intercept: on("IActivation", &ikeexttest.Reply{Stub: reply})})
			_, err := query(t, wmiConfig(host))
			require.ErrorIs(t, err, ikeext.ErrAccessDenied)
			assert.ErrorContains(t, err, "RemoteActivation refused: ")
		})
	}
}

// TestWMIClassMissing leaves out each class that a host might not have: its values
// are absent and those of the others are there.
func TestWMIClassMissing(t *testing.T) {
	list := properties(t)
	for _, o := range objects(list) {
		for name, late := range map[string]bool{"with the query": false, "with the objects": true} {
			t.Run(o.Set+"/"+name, func(t *testing.T) {
				host := start(t, ikeexttest.Config{
					Profile:     ikeexttest.WMIOpenSplit,
					Performance: func() []ikeexttest.PerformanceObject { return objects(list) },
					Intercept:   without(o.Set, late),
				})
				s, err := query(t, wmiConfig(host))
				require.NoError(t, err)
				var left []property
				for _, p := range list {
					if p.class != o.Set {
						left = append(left, p)
					}
				}
				assertProperties(t, left, s)
				assert.Zero(t, host.OpenObjects())
			})
		}
	}
}

// without answers queries for a class with WBEM_E_INVALID_CLASS, at once or when
// the objects are asked for.
func without(class string, late bool) func(*ikeexttest.Call) *ikeexttest.Reply {
	var mu sync.Mutex
	asked := ""
	return func(c *ikeexttest.Call) *ikeexttest.Reply {
		mu.Lock()
		defer mu.Unlock()
		switch {
		case c.Interface == "IWbemServices":
			if asked = classAsked(c.Stub); asked == class && !late {
				return refusal(0x80041010)
			}
		case c.Interface == "IEnumWbemClassObject" && asked == class && late:
			return noObjects(0x80041010)
		}
		return nil
	}
}

// TestWMIFirstQueryHasTimeOfItsOwn waits longer than a stage for the providers to
// load, and no longer than a stage once they are.
func TestWMIFirstQueryHasTimeOfItsOwn(t *testing.T) {
	const stage = time.Second // the others need some of it on a busy machine
	for _, step := range []string{"IWbemServices", "IEnumWbemClassObject"} {
		for name, nth := range map[string]int{"first": 1, "second": 2} {
			t.Run(step+"/"+name, func(t *testing.T) {
				var mu sync.Mutex
				seen := 0
				host := wmiHost(t, func(c *ikeexttest.Call) *ikeexttest.Reply {
					mu.Lock()
					defer mu.Unlock()
					if c.Interface != step {
						return nil
					}
					if seen++; seen == nth {
						return &ikeexttest.Reply{Delay: 2 * stage}
					}
					return nil
				})
				cfg := wmiConfig(host)
				cfg.StageTimeout = stage
				s, err := query(t, cfg)
				if nth == 1 {
					require.NoError(t, err)
					assertFromWMI(t, s)
					return
				}
				require.ErrorIs(t, err, ikeext.ErrTimeout)
				assert.EqualValues(t, "query", failure(t, err).Stage)
			})
		}
	}
}

func TestWMICancelMidway(t *testing.T) {
	for _, step := range []string{"IWbemServices", "IEnumWbemClassObject", "IRemUnknown"} {
		t.Run(step, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			host := wmiHost(t, func(c *ikeexttest.Call) *ikeexttest.Reply {
				if c.Interface == step {
					cancel()
					return &ikeexttest.Reply{Delay: time.Minute}
				}
				return nil
			})
			client, err := ikeext.Dial(t.Context(), "127.0.0.1", wmiConfig(host))
			require.NoError(t, err)
			begin := time.Now()
			s, err := client.Statistics(ctx)
			if step == "IRemUnknown" { // everything is read by then
				require.NoError(t, err)
				assertFromWMI(t, s)
			} else {
				require.ErrorIs(t, err, ikeext.ErrCancelled)
				_, err = client.Statistics(t.Context())
				assert.ErrorIs(t, err, ikeext.ErrClosed)
			}
			require.NoError(t, client.Close())
			assert.Less(t, time.Since(begin), soon)
		})
	}
}

func TestWMIDialCancelled(t *testing.T) {
	for _, step := range []string{"IRemoteSCMActivator", "IWbemLevel1Login"} {
		t.Run(step, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			host := wmiHost(t, func(c *ikeexttest.Call) *ikeexttest.Reply {
				if c.Interface == step {
					cancel()
					return &ikeexttest.Reply{Delay: time.Minute}
				}
				return nil
			})
			begin := time.Now()
			_, err := ikeext.Dial(ctx, "127.0.0.1", wmiConfig(host))
			assert.ErrorIs(t, err, ikeext.ErrCancelled)
			assert.Less(t, time.Since(begin), soon)
		})
	}
}

func TestWMICloseWhileQuerying(t *testing.T) {
	host := wmiHost(t, slow("IEnumWbemClassObject"))
	client, err := ikeext.Dial(t.Context(), "127.0.0.1", wmiConfig(host))
	require.NoError(t, err)
	done := make(chan error, 1)
	go func() {
		_, err := client.Statistics(context.Background())
		done <- err
	}()
	require.Eventually(t, func() bool { return called(host, "IEnumWbemClassObject") }, 10*soon, time.Millisecond)
	begin := time.Now()
	require.NoError(t, client.Close())
	assert.ErrorIs(t, <-done, ikeext.ErrClosed)
	assert.Less(t, time.Since(begin), soon)
}

// TestWMIGoesWhereItWasAsked connects to no address that the host names.
func TestWMIGoesWhereItWasAsked(t *testing.T) {
	host := wmiHost(t, nil)
	cfg := wmiConfig(host)
	var dialled []string
	cfg.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		dialled = append(dialled, address)
		_, port, err := net.SplitHostPort(address)
		require.NoError(t, err)
		return new(net.Dialer).DialContext(ctx, network, net.JoinHostPort("127.0.0.1", port))
	}
	client, err := ikeext.Dial(t.Context(), "vpn01.invalid", cfg)
	require.NoError(t, err)
	defer client.Close()
	s, err := client.Statistics(t.Context())
	require.NoError(t, err)
	assertFromWMI(t, s)
	require.Len(t, dialled, 2)
	for _, address := range dialled {
		assert.Contains(t, address, "vpn01.invalid:")
	}
}
