package ikeexttest

import (
	"context"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/msrpc/dcetypes"
	epm "github.com/oiweiwei/go-msrpc/msrpc/epm/epm/v3"
	mgmt "github.com/oiweiwei/go-msrpc/msrpc/mgmt/mgmt/v1"
	"github.com/oiweiwei/go-msrpc/ssp"
	"github.com/oiweiwei/go-msrpc/ssp/credential"
	"github.com/stretchr/testify/require"

	engine "github.com/remoteike/remoteike/rpc/bfe/engine/v1"
	ikeext "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// client is go-msrpc's own client on one connection. Whatever it leaves behind
// ends with the test.
type client struct {
	t    testing.TB
	ctx  context.Context
	conn dcerpc.Conn
	// onWrite, when set, may change what is about to be written.
	onWrite func([]byte)
	mu      sync.Mutex
	sockets []net.Conn
	binding string
	options []dcerpc.Option
}

// DialContext makes client a dialer whose connections the test can close.
func (c *client) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sockets = append(c.sockets, conn)
	return spoiling{conn, c}, nil
}

type spoiling struct {
	net.Conn
	client *client
}

func (s spoiling) Write(b []byte) (int, error) {
	if s.client.onWrite != nil {
		s.client.onWrite(b)
	}
	return s.Conn.Write(b)
}

func (c *client) closeSockets() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.sockets {
		s.Close()
	}
}

// dialClient prepares a connection to a string binding; the bind is yet to come.
func dialClient(t testing.TB, binding string, options ...dcerpc.Option) *client {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	c := &client{t: t, ctx: ctx, binding: binding, options: options}
	conn, err := dcerpc.Dial(ctx, "127.0.0.1", dcerpc.WithDialer(c))
	require.NoError(t, err)
	c.conn = conn
	t.Cleanup(func() {
		// Failing is usual here: the host may have closed the connection.
		_ = conn.Close(ctx)
		c.closeSockets()
		cancel()
	})
	return c
}

func (c *client) bindOptions() []dcerpc.Option {
	return append([]dcerpc.Option{dcerpc.WithEndpoint(c.binding), dcerpc.WithNDR20()}, c.options...)
}

func (c *client) ikeext() (ikeext.IkeextClient, error) {
	return ikeext.NewIkeextClient(c.ctx, c.conn, c.bindOptions()...)
}

func (c *client) engine() (engine.EngineClient, error) {
	return engine.NewEngineClient(c.ctx, c.conn, c.bindOptions()...)
}

func (c *client) mgmt() (mgmt.ManagementClient, error) {
	return mgmt.NewManagementClient(c.ctx, c.conn, c.bindOptions()...)
}

// statistics binds and reads, and returns the first error on the way.
func (c *client) statistics() (*ikeext.GetStatisticsResponse, error) {
	client, err := c.ikeext()
	if err != nil {
		return nil, err
	}
	return client.GetStatistics(c.ctx, &ikeext.GetStatisticsRequest{})
}

// ntlmAs signs in with NTLM. The last option is the level.
func ntlmAs(user, password string, level dcerpc.Option) []dcerpc.Option {
	return []dcerpc.Option{
		dcerpc.WithMechanism(ssp.NTLM),
		dcerpc.WithCredentials(credential.NewFromPassword(user, password, credential.Domain("TESTDOM"))),
		dcerpc.WithSecurtyProvider(dcerpc.AuthTypeWinNT),
		dcerpc.WithTargetName("host/simhost"),
		level,
	}
}

func defaultUser(level dcerpc.Option) []dcerpc.Option {
	return ntlmAs(DefaultUser, DefaultPassword, level)
}

// mapTower asks the mapper for a tower of five floors over TCP.
func mapTower(t testing.TB, h *Host, id *dcerpc.SyntaxID) *epm.MapResponse {
	t.Helper()
	c := dialClient(t, "ncacn_ip_tcp:127.0.0.1["+portOf(h)+"]", dcerpc.WithInsecure())
	client, err := epm.NewEpmClient(c.ctx, c.conn, c.bindOptions()...)
	require.NoError(t, err)
	tower := (&port{addr: h.Addr()}).tower(newService("", id, nil))
	response, err := client.Map(c.ctx, &epm.MapRequest{
		MapTower:  &dcetypes.Tower{TowerLength: uint32(len(tower)), TowerOctetString: tower},
		MaxTowers: 4,
	})
	require.NoError(t, err)
	return response
}

func portOf(h *Host) string {
	_, port, _ := net.SplitHostPort(h.Addr().String())
	return port
}

// spelled is a credential whose name go-msrpc does not take apart.
type spelled struct{ user, password string }

func (s spelled) UserName() string    { return s.user }
func (s spelled) DomainName() string  { return "" }
func (s spelled) Workstation() string { return "" }
func (s spelled) Password() string    { return s.password }
