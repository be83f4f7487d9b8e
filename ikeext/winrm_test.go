package ikeext_test

import (
	"bytes"
	"context"
	"net"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// winrmConfig returns what signs in at host, and knows WinRM alone.
func winrmConfig(host *ikeexttest.Host) *ikeext.Config {
	cfg := config(host)
	cfg.Doors, cfg.WinRMPort = []ikeext.Door{ikeext.DoorWinRM}, host.WinRMPort()
	return cfg
}

// winrmHost starts a host whose one door is WinRM.
func winrmHost(t testing.TB, intercept func(*ikeexttest.Call) *ikeexttest.Reply) *ikeexttest.Host {
	return start(t, ikeexttest.Config{Profile: ikeexttest.WinRMOnly, Intercept: intercept})
}

// performingWinRM starts a host whose WinRM has these properties.
func performingWinRM(t *testing.T, list []property, oneByOne bool) *ikeexttest.Host {
	return start(t, ikeexttest.Config{
		Profile: ikeexttest.WinRMOnly, OneByOne: oneByOne,
		Performance: func() []ikeexttest.PerformanceObject { return objects(list) },
	})
}

// TestEveryPropertyArrivesByWinRM holds the mapping as TestEveryPropertyArrives does
// for WMI, whether instances come with the first answer or one with each pull.
func TestEveryPropertyArrivesByWinRM(t *testing.T) {
	for name, oneByOne := range map[string]bool{"at once": false, "one by one": true} {
		t.Run(name, func(t *testing.T) {
			list := properties(t)
			host := performingWinRM(t, list, oneByOne)
			before := time.Now().Truncate(time.Microsecond)
			s, err := query(t, winrmConfig(host))
			require.NoError(t, err)
			assertProperties(t, list, s)
			assert.Empty(t, s.Unknown)
			assert.WithinRange(t, s.MeasuredAt, before, time.Now())
			assert.Equal(t, time.UTC, s.MeasuredAt.Location())
			fields, own := 0, 0
			for range s.Fields() {
				fields++
			}
			for range s.WMIFields() {
				own++
			}
			assert.Equal(t, 75, fields)
			assert.Equal(t, 16, own)
			requests := 7
			if oneByOne {
				requests = 14
			}
			assert.Len(t, host.Calls(), requests)
		})
	}
}

func TestWinRMSnapshot(t *testing.T) {
	for _, c := range []struct {
		profile ikeexttest.Profile
		build   string
	}{{ikeexttest.WinRMOnly, "10.0.20348"}, {ikeexttest.Stock2016, "10.0.14393"}} {
		t.Run(string(c.profile), func(t *testing.T) {
			host := start(t, ikeexttest.Config{Profile: c.profile, WinRM: true})
			cfg := winrmConfig(host)
			cfg.Level = ikeext.LevelIntegrity // is of RPC: WinRM seals
			before := time.Now()
			s, err := query(t, cfg)
			require.NoError(t, err)
			assertFromWMI(t, s)
			assert.Equal(t, "127.0.0.1", s.Host)
			assert.Equal(t, ikeext.DoorWinRM, s.Door)
			assert.Nil(t, s.Tried)
			assert.Equal(t, "http", s.Transport)
			assert.Equal(t, "http://127.0.0.1:"+strconv.Itoa(host.WinRMPort())+"/wsman", s.Endpoint)
			assert.Equal(t, "ntlm", s.Auth.Mechanism)
			assert.Equal(t, ikeext.LevelPrivacy, s.Auth.Level)
			assert.Contains(t, s.Auth.Fallback, "names no domain")
			assert.Equal(t, ikeext.EngineNotAsked, s.Engine)
			assert.Equal(t, c.build, s.WindowsBuild)
			assert.Positive(t, s.Duration)
			assert.WithinRange(t, s.CollectedAt, before, time.Now())
			assert.Equal(t, time.UTC, s.CollectedAt.Location())
			assert.False(t, called(host, "epm"))
			_, full := s.Full()
			assert.False(t, full)
		})
	}
}

// TestWinRMNullAndAbsent has each property in turn be NULL, which XML says with
// xsi:nil, and be left out: neither is read, and neither is a zero.
func TestWinRMNullAndAbsent(t *testing.T) {
	list := properties(t)
	for name, in := range map[string]string{"NULL": `<p:${1} xsi:nil="true"/>`, "absent": ""} {
		t.Run(name, func(t *testing.T) {
			var now property
			edited := 0
			host := start(t, ikeexttest.Config{
				Profile:     ikeexttest.WinRMOnly,
				Performance: func() []ikeexttest.PerformanceObject { return objects(list) },
				Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
					if !strings.Contains(string(c.Stub), now.class) {
						return nil
					}
					return &ikeexttest.Reply{Edit: func(envelope []byte) []byte {
						element := regexp.MustCompile(`<p:(` + now.name + `)>\d+</p:` + now.name + `>`)
						out := element.ReplaceAll(envelope, []byte(in))
						if !bytes.Equal(out, envelope) {
							edited++
						}
						return out
					}}
				},
			})
			now = list[0]
			client, err := ikeext.Dial(t.Context(), "127.0.0.1", winrmConfig(host))
			require.NoError(t, err)
			defer client.Close()
			for i := range list {
				now = list[i]
				s, err := client.Statistics(t.Context())
				require.NoError(t, err, now.name)
				assertProperties(t, slices.Concat(list[:i], list[i+1:]), s)
				assert.Empty(t, s.Unknown)
			}
			assert.Equal(t, len(list), edited)
		})
	}
}

func TestWinRMZerosAreRead(t *testing.T) {
	list := properties(t)
	for i := range list {
		list[i].value = 0
	}
	s, err := query(t, winrmConfig(performingWinRM(t, list, false)))
	require.NoError(t, err)
	assertProperties(t, list, s)
}

func TestWinRMUnknownPropertiesAreKept(t *testing.T) {
	list := properties(t)
	more := append(list[:len(list):len(list)], property{"IPsecAuthIPIPv6", "RetransmittedPackets", "wmi", 41})
	s, err := query(t, winrmConfig(performingWinRM(t, more, false)))
	require.NoError(t, err)
	assertProperties(t, list, s)
	assert.Equal(t, []ikeext.WMIProperty{{Class: "IPsecAuthIPIPv6", Name: "RetransmittedPackets", Value: "41"}}, s.Unknown)
}

// TestWinRMNotANumber refuses what is no number of 32 bits.
func TestWinRMNotANumber(t *testing.T) {
	for _, text := range []string{"", "x", "-1", "4294967296", "0x10", "1.5", "1 2"} {
		host := winrmHost(t, func(*ikeexttest.Call) *ikeexttest.Reply {
			return &ikeexttest.Reply{Edit: func(envelope []byte) []byte {
				element := regexp.MustCompile(`<p:ActiveMainModeSAs>\d+<`)
				return element.ReplaceAll(envelope, []byte("<p:ActiveMainModeSAs>"+text+"<"))
			}}
		})
		s, err := query(t, winrmConfig(host))
		assert.Nil(t, s)
		require.ErrorIs(t, err, ikeext.ErrTruncated, text)
		assert.EqualValues(t, "decode", failure(t, err).Stage)
	}
}

// TestWinRMOneConnection reads several times on what was signed in once.
func TestWinRMOneConnection(t *testing.T) {
	host := winrmHost(t, nil)
	cfg := winrmConfig(host)
	var count counting
	cfg.DialContext = count.dial
	client, err := ikeext.Dial(t.Context(), "127.0.0.1", cfg)
	require.NoError(t, err)
	for range 5 {
		s, err := client.Statistics(t.Context())
		require.NoError(t, err)
		assertFromWMI(t, s)
	}
	require.NoError(t, client.Close())
	assert.EqualValues(t, 1, count.conns.Load())
	assert.EqualValues(t, 2+5*7, count.trips.Load())
}

// TestWinRMQueries holds the text of the seven queries.
func TestWinRMQueries(t *testing.T) {
	host := winrmHost(t, nil)
	_, err := query(t, winrmConfig(host))
	require.NoError(t, err)
	asked := regexp.MustCompile(`>SELECT \* FROM Win32_PerfRawData_Counters_(\w+)<`)
	var got []string
	for _, call := range host.Calls() {
		found := asked.FindSubmatch(call.Stub)
		require.NotNil(t, found, "%s", call.Stub)
		got = append(got, string(found[1]))
		assert.Equal(t, 6, call.AuthLevel)
	}
	assert.ElementsMatch(t, []string{
		"GenericIKEv1AuthIPandIKEv2", "IPsecIKEv1IPv4", "IPsecIKEv1IPv6", "IPsecAuthIPIPv4", "IPsecAuthIPIPv6",
		"IPsecIKEv2IPv4", "IPsecIKEv2IPv6",
	}, got)
}

func TestWinRMSignIns(t *testing.T) {
	for auth, number := range map[ikeext.Auth]int{ikeext.AuthNTLM: 10, ikeext.AuthNegotiate: 9} {
		t.Run(string(auth), func(t *testing.T) {
			host := winrmHost(t, nil)
			cfg := winrmConfig(host)
			cfg.Auth = auth
			s, err := query(t, cfg)
			require.NoError(t, err)
			assertFromWMI(t, s)
			for _, call := range host.Calls() {
				assert.Equal(t, number, call.AuthType)
			}
		})
	}
}

func TestWinRMNTHash(t *testing.T) {
	host := start(t, ikeexttest.Config{Profile: ikeexttest.WinRMOnly, Users: map[string]string{"hashed": "password"}})
	cfg := winrmConfig(host)
	cfg.User, cfg.Password = "hashed", ikeext.Secret{}
	cfg.NTHash = ikeext.NewSecret("8846f7eaee8fb117ad06bdd830b7586c") // of "password", as every list of weak hashes has it
	s, err := query(t, cfg)
	require.NoError(t, err)
	assertFromWMI(t, s)
}

// TestWinRMGoesWhereItWasAsked names the host to the dialer, and in the URL.
func TestWinRMGoesWhereItWasAsked(t *testing.T) {
	host := winrmHost(t, nil)
	cfg := winrmConfig(host)
	port := strconv.Itoa(host.WinRMPort())
	var dialled []string
	cfg.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		dialled = append(dialled, address)
		return new(net.Dialer).DialContext(ctx, network, "127.0.0.1:"+port)
	}
	client, err := ikeext.Dial(t.Context(), "vpn01.invalid", cfg)
	require.NoError(t, err)
	defer client.Close()
	s, err := client.Statistics(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []string{"vpn01.invalid:" + port}, dialled)
	assert.Equal(t, "http://vpn01.invalid:"+port+"/wsman", s.Endpoint)
}

func TestNoSecretInTheLogOfWinRM(t *testing.T) {
	var log bytes.Buffer
	cfg := winrmConfig(winrmHost(t, nil))
	cfg.Logger = debugTo(&log)
	_, err := query(t, cfg)
	require.NoError(t, err)
	for _, step := range []string{"signed in to WinRM", "Win32_PerfRawData_Counters_IPsecIKEv2IPv6", "statistics read"} {
		assert.Contains(t, log.String(), step)
	}
	assert.NotContains(t, log.String(), ikeexttest.DefaultPassword)
}
