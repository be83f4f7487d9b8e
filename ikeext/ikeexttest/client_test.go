package ikeexttest

import (
	"testing"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	mgmt "github.com/oiweiwei/go-msrpc/msrpc/mgmt/mgmt/v1"
	"github.com/oiweiwei/go-msrpc/ndr"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	engine "github.com/remoteike/remoteike/rpc/bfe/engine/v1"
	ikeext "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

const denied = "0x00000005"

func TestRefusedSignIns(t *testing.T) {
	tests := []struct {
		name    string
		options []dcerpc.Option
	}{
		{"wrong password", ntlmAs(DefaultUser, "wrong", dcerpc.WithSeal())},
		{"unknown user", ntlmAs("nobody", DefaultPassword, dcerpc.WithSeal())},
		{"wrong password, signed", ntlmAs(DefaultUser, "wrong", dcerpc.WithSign())},
		{"wrong password, connect", ntlmAs(DefaultUser, "wrong", dcerpc.WithConnect())},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := start(t, Config{AllowUnauthenticated: true})
			_, err := dialClient(t, h.Endpoint(), test.options...).statistics()
			require.ErrorContains(t, err, denied)
			require.Len(t, h.Calls(), 1)
			assert.Empty(t, h.Calls()[0].User)
			assert.Empty(t, h.Violations())
		})
	}
}

func TestRefusedSignInIsDeniedManagementToo(t *testing.T) {
	h := start(t, Config{})
	c := dialClient(t, h.Endpoint(), ntlmAs(DefaultUser, "wrong", dcerpc.WithSeal())...)
	client, err := c.mgmt()
	require.NoError(t, err, "the third token is not answered, so nothing tells yet")
	_, err = client.InquireInterfaceIDs(c.ctx, &mgmt.InquireInterfaceIDsRequest{})
	require.ErrorContains(t, err, denied)
}

func TestNobodyCanSignInWithoutUsers(t *testing.T) {
	h := start(t, Config{Users: map[string]string{}})
	_, err := dialClient(t, h.Endpoint(), defaultUser(dcerpc.WithSeal())...).statistics()
	require.ErrorContains(t, err, denied)
}

func TestUnauthenticatedCallersAreDenied(t *testing.T) {
	h := start(t, Config{})
	_, err := dialClient(t, h.Endpoint(), dcerpc.WithInsecure()).statistics()
	require.ErrorContains(t, err, denied)

	c := dialClient(t, h.EngineEndpoint(), dcerpc.WithInsecure())
	client, err := c.engine()
	require.NoError(t, err)
	_, err = client.EngineOpen(c.ctx, &engine.EngineOpenRequest{})
	require.ErrorContains(t, err, denied)
	assert.Zero(t, h.OpenEngines())
	assert.Empty(t, h.Violations())
}

func TestStatisticsAtEachLevel(t *testing.T) {
	tests := []struct {
		name  string
		level dcerpc.Option
		want  int
	}{
		{"connect", dcerpc.WithConnect(), levelConnect},
		{"packet", dcerpc.WithSecurityLevel(dcerpc.AuthLevelPkt), levelPacket},
		{"integrity", dcerpc.WithSign(), levelIntegrity},
		{"privacy", dcerpc.WithSeal(), levelPrivacy},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := start(t, Config{})
			response, err := dialClient(t, h.Endpoint(), defaultUser(test.level)...).statistics()
			require.NoError(t, err)
			assert.EqualValues(t, 1000, response.Statistics.IKEStatistics.StatisticsV4.CurrentActiveMainModes)
			assert.EqualValues(t, 1414, response.Statistics.CommonStatistics.CurrentQueuedWorkitems)
			assert.Equal(t, []Call{{
				Interface: "ikeext", Opnum: 0, Stub: []byte{}, User: `TESTDOM\` + DefaultUser,
				AuthType: authNTLM, AuthLevel: test.want,
			}}, h.Calls())
			assert.Empty(t, h.Violations())
		})
	}
}

func TestSealedBodiesAreNotReadable(t *testing.T) {
	var sealed []byte
	h := start(t, Config{Damage: func(p PDU) [][]byte {
		if p.Type == typeResponse {
			sealed = append(sealed, p.Bytes[p.StubOffset:p.StubOffset+p.StubLen]...)
		}
		return nil
	}})
	_, err := dialClient(t, h.Endpoint(), defaultUser(dcerpc.WithSeal())...).statistics()
	require.NoError(t, err)
	plain, err := ndr.Marshal(statisticsResponse(DefaultStatistics()))
	require.NoError(t, err)
	require.Len(t, sealed, len(plain))
	same := 0
	for i := range plain {
		if plain[i] == sealed[i] {
			same++
		}
	}
	assert.Less(t, same, len(plain)/16, "bytes that are the same")
}

func TestManySignedCallsOnAConnection(t *testing.T) {
	h := start(t, Config{})
	c := dialClient(t, h.Endpoint(), defaultUser(dcerpc.WithSeal())...)
	client, err := c.ikeext()
	require.NoError(t, err)
	for range 20 {
		_, err := client.GetStatistics(c.ctx, &ikeext.GetStatisticsRequest{})
		require.NoError(t, err)
	}
	assert.Len(t, h.Calls(), 20)
}

func TestUserNamesIgnoreCaseAndRealm(t *testing.T) {
	h := start(t, Config{Users: map[string]string{"Alice": "secret"}})
	for _, name := range []string{"ALICE", "alice", "alice@lab.example"} {
		options := append(defaultUser(dcerpc.WithSeal()), dcerpc.WithCredentials(spelled{name, "secret"}))
		options = append(options[:1], options[2:]...) // without the default user
		_, err := dialClient(t, h.Endpoint(), options...).statistics()
		require.NoError(t, err, name)
		calls := h.Calls()
		assert.Equal(t, `\`+name, calls[len(calls)-1].User)
	}
}

func TestEngineOpenAndCloseSealed(t *testing.T) {
	h := start(t, Config{})
	c := dialClient(t, h.EngineEndpoint(), defaultUser(dcerpc.WithSeal())...)
	client, err := c.engine()
	require.NoError(t, err)
	opened, err := client.EngineOpen(c.ctx, &engine.EngineOpenRequest{})
	require.NoError(t, err)
	require.Len(t, opened.NotifyEvent.Name, 62)
	require.Equal(t, 1, h.OpenEngines())
	closed, err := client.EngineClose(c.ctx, &engine.EngineCloseRequest{Engine: opened.Engine})
	require.NoError(t, err)
	assert.True(t, closed.Engine.ContextHandle().IsZero())
	assert.Zero(t, h.OpenEngines())
	assert.Empty(t, h.Violations())
}

// The management interface is bound beside IKEEXT in the same security context.
func TestManagementBesideStock2016(t *testing.T) {
	h := start(t, Config{Profile: Stock2016})
	c := dialClient(t, h.Endpoint(), defaultUser(dcerpc.WithSeal())...)
	_, err := c.ikeext()
	require.NoError(t, err)
	client, err := mgmt.NewManagementClient(c.ctx, c.conn, c.bindOptions()...)
	require.NoError(t, err)
	response, err := client.InquireInterfaceIDs(c.ctx, &mgmt.InquireInterfaceIDsRequest{})
	require.NoError(t, err)
	require.Len(t, response.InterfaceIDVector.InterfaceID, 1)
	id := response.InterfaceIDVector.InterfaceID[0]
	assert.Equal(t, ikeext.IkeextSyntaxUUID.String(), id.UUID.UUID().String())
	assert.Empty(t, h.Violations())
}

func TestVerificationTrailers(t *testing.T) {
	options := append(defaultUser(dcerpc.WithSeal()),
		dcerpc.WithVerifyBitMask(true), dcerpc.WithVerifyHeader2(true), dcerpc.WithVerifyPresentation(true))
	h := start(t, Config{})
	_, err := dialClient(t, h.Endpoint(), options...).statistics()
	require.NoError(t, err)
	assert.Equal(t, []byte{}, h.Calls()[0].Stub, "the trailer is no part of the stub")
	assert.Empty(t, h.Violations())
}
