package ikeexttest

import (
	"fmt"
	"testing"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
	iactivation "github.com/oiweiwei/go-msrpc/msrpc/dcom/iactivation/v0"
	iremotescmactivator "github.com/oiweiwei/go-msrpc/msrpc/dcom/iremotescmactivator/v0"
	iremunknown "github.com/oiweiwei/go-msrpc/msrpc/dcom/iremunknown/v0"
	"github.com/oiweiwei/go-msrpc/msrpc/dcom/oaut"
	"github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi"
	ienumwbemclassobject "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/ienumwbemclassobject/v0"
	iwbemlevel1login "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/iwbemlevel1login/v0"
	iwbemservices "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/iwbemservices/v0"
	"github.com/oiweiwei/go-msrpc/msrpc/dcom/wmio"
	"github.com/stretchr/testify/require"
)

// fromActivation is what a caller learns by activating WMI.
type fromActivation struct {
	bindings *dcom.DualStringArray
	unknown  *dcom.IPID
	hint     uint32
	login    *dcom.InterfacePointer
}

// way is one of the two ways to activate, by go-msrpc's client.
type way func(c *client, class *dcom.ClassID, iid *dcom.IID) (*fromActivation, error)

func this() *dcom.ORPCThis { return &dcom.ORPCThis{Version: comVersion()} }

var loginClass = &dcom.ClassID{ // 8bc3f05e-d86b-11d0-a075-00c04fb68820
	Data1: 0x8bc3f05e, Data2: 0xd86b, Data3: 0x11d0, Data4: []byte{0xa0, 0x75, 0x00, 0xc0, 0x4f, 0xb6, 0x88, 0x20},
}

func remoteActivation(c *client, class *dcom.ClassID, iid *dcom.IID) (*fromActivation, error) {
	client, err := iactivation.NewActivationClient(c.ctx, c.conn, c.bindOptions()...)
	if err != nil {
		return nil, err
	}
	r, err := client.RemoteActivation(c.ctx, &iactivation.RemoteActivationRequest{
		ORPCThis: this(), ClassID: class.GUID(), IIDs: []*dcom.IID{iid}, RequestedProtocolSequences: []uint16{7},
	})
	switch {
	case err != nil:
		return nil, err
	case r.HResult != 0:
		return nil, fmt.Errorf("HRESULT %#x", uint32(r.HResult))
	case r.Results[0] != 0:
		return nil, fmt.Errorf("result %#x", uint32(r.Results[0]))
	}
	return &fromActivation{r.OXIDBindings, r.RemoteUnknown, r.AuthnHint, r.InterfaceData[0]}, nil
}

func createInstance(c *client, class *dcom.ClassID, iid *dcom.IID) (*fromActivation, error) {
	client, err := iremotescmactivator.NewRemoteSCMActivatorClient(c.ctx, c.conn, c.bindOptions()...)
	if err != nil {
		return nil, err
	}
	in, err := (&dcom.ActivationProperties{DestinationContext: 2, Properties: []dcom.ActivationProperty{
		&dcom.InstantiationInfoData{ClassID: class, IID: []*dcom.IID{iid}, ClientCOMVersion: comVersion()},
		&dcom.ActivationContextInfoData{},
		&dcom.LocationInfoData{},
		&dcom.SCMRequestInfoData{RemoteRequest: &dcom.CustomRemoteRequestSCMInfo{RequestedProtocolSequences: []uint16{7}}},
	}}).ActivationPropertiesIn()
	if err != nil {
		return nil, err
	}
	r, err := client.RemoteCreateInstance(c.ctx, &iremotescmactivator.RemoteCreateInstanceRequest{
		ORPCThis: this(), ActPropertiesIn: in,
	})
	if err != nil {
		return nil, err
	}
	out := &dcom.ActivationProperties{}
	if err := out.Parse(r.ActPropertiesOut); err != nil {
		return nil, err
	}
	info, reply := out.PropertiesOutInfo(), out.SCMReplyInfoData().RemoteReply
	if info.HResults[0] != 0 {
		return nil, fmt.Errorf("result %#x", uint32(info.HResults[0]))
	}
	return &fromActivation{reply.OXIDBindings, reply.IPIDRemoteUnknown, reply.AuthnHint, info.InterfaceData[0]}, nil
}

// activate activates WMI on a connection of its own.
func activate(t *testing.T, h *Host, by way, options ...dcerpc.Option) (*fromActivation, error) {
	t.Helper()
	c := dialClient(t, "ncacn_ip_tcp:127.0.0.1["+portOf(h)+"]", options...)
	return by(c, loginClass, iwbemlevel1login.Level1LoginIID)
}

// wmiSession is go-msrpc's client of a namespace.
type wmiSession struct {
	*client
	bound     dcerpc.Conn // further interfaces share its security context
	activated *fromActivation
	services  iwbemservices.ServicesClient
	given     []*dcom.IPID // every interface that was received
}

// openWMI activates WMI and opens a namespace.
func openWMI(t *testing.T, h *Host, by way, namespace string, options ...dcerpc.Option) (*wmiSession, error) {
	t.Helper()
	activated, err := activate(t, h, by, options...)
	if err != nil {
		return nil, err
	}
	s := &wmiSession{client: dialClient(t, h.WMIEndpoint(), options...), activated: activated}
	s.given = append(s.given, activated.login.IPID())
	login, err := iwbemlevel1login.NewLevel1LoginClient(s.ctx, s.conn, append(s.bindOptions(), dcom.WithIPID(activated.login.IPID()))...)
	if err != nil {
		return nil, err
	}
	s.bound = login.Conn()
	opened, err := login.NTLMLogin(s.ctx, &iwbemlevel1login.NTLMLoginRequest{This: this(), NetworkResource: namespace})
	if err != nil {
		return nil, err
	}
	ipid := opened.Namespace.InterfacePointer().IPID()
	s.given = append(s.given, ipid)
	s.services, err = iwbemservices.NewServicesClient(s.bound.Context(), s.bound, dcerpc.WithNDR20(), dcom.WithIPID(ipid))
	return s, err
}

// query runs a query and returns what the first Next brings.
func (s *wmiSession) query(text string, flags int32, count uint32) (*ienumwbemclassobject.NextResponse, error) {
	r, err := s.services.ExecQuery(s.ctx, &iwbemservices.ExecQueryRequest{
		This: this(), QueryLanguage: &oaut.String{Data: "WQL"}, Query: &oaut.String{Data: text}, Flags: flags,
	})
	if err != nil {
		return nil, fmt.Errorf("ExecQuery: %w", err)
	}
	ipid := r.Enum.InterfacePointer().IPID()
	s.given = append(s.given, ipid)
	client, err := ienumwbemclassobject.NewEnumClassObjectClient(s.bound.Context(), s.bound, dcerpc.WithNDR20(), dcom.WithIPID(ipid))
	if err != nil {
		return nil, err
	}
	next, err := client.Next(s.ctx, &ienumwbemclassobject.NextRequest{This: this(), Timeout: -1, Count: count})
	if next != nil && next.Return == wbemFalse {
		return next, nil // the library takes every result but 0 for an error
	}
	if err != nil {
		return nil, fmt.Errorf("Next: %w", err)
	}
	return next, nil
}

// release gives everything back in one call.
func (s *wmiSession) release() error {
	client, err := iremunknown.NewRemoteUnknownClient(s.bound.Context(), s.bound, dcerpc.WithNDR20(), dcom.WithIPID(s.activated.unknown))
	if err != nil {
		return err
	}
	request := &iremunknown.RemoteReleaseRequest{This: this()}
	for _, ipid := range s.given {
		request.InterfaceReferences = append(request.InterfaceReferences,
			&dcom.RemoteInterfaceReference{IPID: ipid, PublicReferencesCount: publicRefs})
	}
	_, err = client.RemoteRelease(s.ctx, request)
	return err
}

// unmarshal reads an object with go-msrpc's reader.
func unmarshal(t *testing.T, object *wmi.ClassObject) *wmio.Object {
	t.Helper()
	custom := object.InterfacePointer().GetCustomObjectReference()
	require.Equal(t, wmi.ClassObjectUnmarshalClassID.GUID().String(), custom.ClassID.GUID().String())
	decoded, err := wmio.Unmarshal(custom.ObjectData)
	require.NoError(t, err)
	return decoded
}
