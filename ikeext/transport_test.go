package ikeext_test

import (
	"context"
	"net"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// refusing is a dialer to a host on which nothing listens, and what it was asked
// for.
type refusing struct{ dialled []string }

func (r *refusing) dial(_ context.Context, _, address string) (net.Conn, error) {
	r.dialled = append(r.dialled, address)
	return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
}

func TestTransports(t *testing.T) {
	for _, c := range []struct {
		name string
		cfg  ikeext.Config
		want []string
	}{
		{"auto", ikeext.Config{}, []string{"vpn01:135", "vpn01:445", "vpn01:5985"}},
		{"tcp", ikeext.Config{Transport: ikeext.TransportTCP}, []string{"vpn01:135", "vpn01:5985"}},
		{"np", ikeext.Config{Transport: ikeext.TransportPipe}, []string{"vpn01:445"}},
		{"np, other port", ikeext.Config{Transport: ikeext.TransportPipe, SMBPort: 1445}, []string{"vpn01:1445"}},
		{"endpoint", ikeext.Config{Endpoint: "ncacn_ip_tcp:[49666]"}, []string{"vpn01:49666"}},
		{"pipe", ikeext.Config{Endpoint: `ncacn_np:[\pipe\atsvc]`}, []string{"vpn01:445"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var r refusing
			c.cfg.User, c.cfg.Password, c.cfg.DialContext = "auditor", ikeext.NewSecret("x"), r.dial
			_, err := ikeext.Dial(t.Context(), "vpn01", &c.cfg)
			var e *ikeext.Error
			require.ErrorAs(t, err, &e)
			assert.Equal(t, ikeext.ErrUnreachable, e.Class)
			assert.EqualValues(t, "connect", e.Stage)
			assert.Equal(t, c.want, r.dialled)
			assert.ErrorIs(t, err, syscall.ECONNREFUSED)
		})
	}
}

// TestNoPipesForWhoAnswers holds that auto does not go over to pipes when the
// host has answered: neither after a refusal nor when nothing is registered.
func TestNoPipesForWhoAnswers(t *testing.T) {
	for _, profile := range []ikeexttest.Profile{ikeexttest.StockSplit, ikeexttest.Stock2016} {
		host := start(t, ikeexttest.Config{Profile: profile})
		cfg := config(host)
		var dialled []string
		cfg.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
			dialled = append(dialled, address)
			return new(net.Dialer).DialContext(ctx, network, address)
		}
		_, err := query(t, cfg)
		require.Error(t, err)
		assert.NotContains(t, dialled, "127.0.0.1:445")
	}
}

// TestTargetIP dials elsewhere than the name says.
func TestTargetIP(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	cfg := config(host)
	cfg.TargetIP = "127.0.0.1"
	client, err := ikeext.Dial(t.Context(), "vpn01.invalid", cfg)
	require.NoError(t, err)
	defer client.Close()
	s, err := client.Statistics(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "vpn01.invalid", s.Host)
	assert.Equal(t, host.Endpoint(), s.Endpoint)
}
