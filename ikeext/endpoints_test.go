package ikeext_test

import (
	"context"
	"io"
	"net"
	"regexp"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// TestEndpointsRemembered asks a host twice in a run, connection by connection as
// TestTrips has it.
func TestEndpointsRemembered(t *testing.T) {
	for _, c := range []struct {
		name          string
		profile       ikeexttest.Profile
		engine        ikeext.EngineMode
		first, second []int
		state         ikeext.EngineState
	}{
		{"skip", ikeexttest.Permissive, ikeext.EngineSkip, []int{3, 3}, []int{3}, ikeext.EngineSkipped},
		{"auto", ikeexttest.Permissive, ikeext.EngineAuto, []int{3, 4, 3}, []int{4, 3}, ikeext.EngineOpened},
		{"require", ikeexttest.Permissive, ikeext.EngineRequire, []int{3, 4, 3}, []int{4, 3}, ikeext.EngineOpened},
		{"no engine", ikeexttest.Windows7, ikeext.EngineAuto, []int{3, 3}, []int{3}, ikeext.EngineNotRegistered},
	} {
		t.Run(c.name, func(t *testing.T) {
			host := start(t, ikeexttest.Config{Profile: c.profile})
			r := newRelay(t)
			cfg := config(host)
			cfg.Auth, cfg.Engine, cfg.DialContext, cfg.Endpoints = ikeext.AuthNTLM, c.engine, r.dial, &ikeext.Endpoints{}
			for _, want := range [][]int{c.first, append(c.first, c.second...)} {
				s, err := query(t, cfg)
				require.NoError(t, err)
				assert.Equal(t, c.state, s.Engine)
				assert.Equal(t, want, r.trips())
			}
		})
	}
}

// TestEndpointsOfAnotherMode are not enough where the engine is wanted and nobody
// asked for it before, or it was not there.
func TestEndpointsOfAnotherMode(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	cfg := config(host)
	cfg.Engine, cfg.Endpoints = ikeext.EngineSkip, &ikeext.Endpoints{}
	_, err := query(t, cfg)
	require.NoError(t, err)
	cfg.Engine = ikeext.EngineAuto
	s, err := query(t, cfg)
	require.NoError(t, err)
	assert.Equal(t, ikeext.EngineOpened, s.Engine)

	old := start(t, ikeexttest.Config{Profile: ikeexttest.Windows7})
	cfg = config(old)
	cfg.Endpoints = &ikeext.Endpoints{}
	_, err = query(t, cfg)
	require.NoError(t, err)
	cfg.Engine = ikeext.EngineRequire
	_, err = query(t, cfg)
	require.ErrorIs(t, err, ikeext.ErrNotRegistered)
	assert.Equal(t, 4, mapped(old), "for both, twice")
}

// mapped counts the questions to a host's mapper.
func mapped(host *ikeexttest.Host) (n int) {
	for _, c := range host.Calls() {
		if c.Interface == "epm" {
			n++
		}
	}
	return n
}

// portIn returns the port in a string binding.
func portIn(t *testing.T, binding string) string {
	found := regexp.MustCompile(`\[(\d+)\]$`).FindStringSubmatch(binding)
	require.NotNil(t, found, binding)
	return found[1]
}

// TestEndpointsStale has a host restart, which gives its services other ports, and
// something else on one of the ports that are remembered.
func TestEndpointsStale(t *testing.T) {
	for name, move := range map[string]func(t *testing.T, address string){
		"nothing": nil,
		"another RPC service": func(t *testing.T, address string) {
			start(t, ikeexttest.Config{Addr: address})
		},
		"a web server": func(t *testing.T, address string) {
			occupy(t, address, func(c net.Conn) {
				_, _ = io.WriteString(c, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
			})
		},
		"a service that hangs up": func(t *testing.T, address string) { occupy(t, address, func(net.Conn) {}) },
	} {
		for _, service := range []string{"ikeext", "engine"} {
			t.Run(name+"/"+service, func(t *testing.T) {
				before, err := ikeexttest.Start(ikeexttest.Config{})
				require.NoError(t, err)
				mapper := net.JoinHostPort("127.0.0.1", strconv.Itoa(before.EPMPort()))
				ports := map[string]string{"ikeext": portIn(t, before.Endpoint()), "engine": portIn(t, before.EngineEndpoint())}
				cfg := config(before)
				cfg.Endpoints = &ikeext.Endpoints{}
				state, questions := ikeext.EngineOpened, 2
				if service == "ikeext" { // so that its port alone is met
					cfg.Engine, state, questions = ikeext.EngineSkip, ikeext.EngineSkipped, 1
				}
				_, err = query(t, cfg)
				require.NoError(t, err)
				require.NoError(t, before.Close())

				if move != nil {
					move(t, net.JoinHostPort("127.0.0.1", ports[service]))
				}
				after := start(t, ikeexttest.Config{Addr: mapper})
				for range 2 {
					s, err := query(t, cfg)
					require.NoError(t, err)
					assert.Equal(t, after.Endpoint(), s.Endpoint)
					assert.Equal(t, state, s.Engine)
					assert.Equal(t, questions, mapped(after), "once, and then remembered")
				}
			})
		}
	}
}

// occupy has something listen at an address that answers whatever comes with talk.
func occupy(t *testing.T, address string, talk func(net.Conn)) {
	l, err := net.Listen("tcp", address)
	require.NoError(t, err)
	var wait sync.WaitGroup
	wait.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = c.Read(make([]byte, 4096))
			talk(c)
			_ = c.Close()
		}
	})
	t.Cleanup(func() { assert.NoError(t, l.Close()); wait.Wait() })
}

// TestEndpointsAfterARefusal does not go on to the mapper, which would sign in a
// second time.
func TestEndpointsAfterARefusal(t *testing.T) {
	for _, auth := range []ikeext.Auth{ikeext.AuthNTLM, ikeext.AuthNegotiate} {
		t.Run(string(auth), func(t *testing.T) {
			host := start(t, ikeexttest.Config{})
			cfg := config(host)
			cfg.Auth, cfg.Engine, cfg.Endpoints = auth, ikeext.EngineSkip, &ikeext.Endpoints{}
			_, err := query(t, cfg)
			require.NoError(t, err)
			asked := mapped(host)

			var dialled []string
			cfg.Password = ikeext.NewSecret("wrong")
			cfg.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
				dialled = append(dialled, address)
				return new(net.Dialer).DialContext(ctx, network, address)
			}
			_, err = query(t, cfg)
			require.ErrorIs(t, err, ikeext.ErrAuthenticationFailed)
			assert.Len(t, dialled, 1)
			assert.Equal(t, asked, mapped(host))
		})
	}
}

// TestEndpointsAfterANak takes a bind_nak for what it may be: the refusal of a
// sign-in that came with the bind.
func TestEndpointsAfterANak(t *testing.T) {
	before, err := ikeexttest.Start(ikeexttest.Config{})
	require.NoError(t, err)
	mapper := net.JoinHostPort("127.0.0.1", strconv.Itoa(before.EPMPort()))
	cfg := config(before)
	cfg.Engine, cfg.Endpoints = ikeext.EngineSkip, &ikeext.Endpoints{}
	_, err = query(t, cfg)
	require.NoError(t, err)
	require.NoError(t, before.Close())
	occupy(t, net.JoinHostPort("127.0.0.1", portIn(t, before.Endpoint())), func(c net.Conn) {
		_, _ = c.Write([]byte{5, 0, 13, 3, 0x10, 0, 0, 0, 18, 0, 0, 0, 1, 0, 0, 0, 9, 0}) // invalid checksum
	})
	after := start(t, ikeexttest.Config{Addr: mapper})
	_, err = query(t, cfg)
	require.ErrorIs(t, err, ikeext.ErrAuthenticationFailed)
	assert.Zero(t, mapped(after))
	_, err = query(t, cfg)
	require.NoError(t, err, "forgotten all the same")
}

// TestEndpointsOfASweep shares them among hosts that are asked at the same time.
func TestEndpointsOfASweep(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	known := &ikeext.Endpoints{}
	targets := fleet(host, 40, func(_ int, cfg *ikeext.Config) { cfg.Endpoints, cfg.Engine = known, ikeext.EngineSkip })
	for range 2 {
		for _, r := range collect(t, t.Context(), targets, nil) {
			require.NoError(t, r.Err)
		}
		assert.Equal(t, 40, mapped(host))
	}
}
