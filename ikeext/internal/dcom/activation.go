package dcom

import (
	"errors"
	"fmt"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
	activation "github.com/oiweiwei/go-msrpc/msrpc/dcom/iactivation/v0"
	activator "github.com/oiweiwei/go-msrpc/msrpc/dcom/iremotescmactivator/v0"
	"github.com/oiweiwei/go-msrpc/ndr"

	"github.com/remoteike/remoteike/ikeext/internal/association"
)

// Activated is an object that the host made at our request.
type Activated struct {
	// Port is the TCP port of the process that the object lives in.
	Port uint16
	// Object is the interface that was asked for.
	Object Reference
	// RemoteUnknown is the object of that process by which references are released.
	RemoteUnknown *dcom.IPID
	// Version is what both sides speak.
	Version Version
}

// RefusedError is an activation that the host refused.
type RefusedError struct{ HResult uint32 }

func (e *RefusedError) Error() string { return fmt.Sprintf("activation refused: 0x%08X", e.HResult) }

// Way is one of the interfaces by which objects are made, both of them at the
// endpoint mapper's port.
type Way struct {
	// Syntax is the interface.
	Syntax *dcerpc.SyntaxID
	// Request asks for an object of a class and one interface of it.
	Request func(class *dcom.ClassID, iid *dcom.IID) (association.Request, error)
	// Decode reads the reply to a request for that interface. A host that refused
	// gives a *RefusedError, a malformed reply an *association.DecodeError.
	Decode func(stub []byte, iid *dcom.IID) (*Activated, error)
}

// CreateInstance is IRemoteSCMActivator, as Windows itself asks since 2000.
func CreateInstance() Way {
	return Way{activator.RemoteSCMActivatorSyntaxV0_0, createInstance, decodeCreateInstance}
}

// RemoteActivation is IActivation, the older interface.
func RemoteActivation() Way {
	return Way{activation.ActivationSyntaxV0_0, remoteActivation, decodeRemoteActivation}
}

const (
	// contextRemoteServer is CLSCTX_REMOTE_SERVER.
	contextRemoteServer = 0x10
	// impersonate is RPC_C_IMP_LEVEL_IMPERSONATE: WMI reads as the caller.
	impersonate = 3
	// differentMachine is MSHCTX_DIFFERENTMACHINE.
	differentMachine = 2
)

func createInstance(class *dcom.ClassID, iid *dcom.IID) (association.Request, error) {
	v := Latest()
	what := &dcom.InstantiationInfoData{
		ClassID: class, ClassContext: contextRemoteServer, IIDCount: 1, IID: []*dcom.IID{iid},
		ClientCOMVersion: &dcom.COMVersion{MajorVersion: v.Major, MinorVersion: v.Minor},
	}
	whole, err := ndr.MarshalWithTypeSerializationV1(what, ndr.Pad(8))
	if err != nil {
		return association.Request{}, err
	}
	what.ThisSize = uint32(len(whole))
	// No more than impacket sends, which Windows is known to take.
	properties, err := (&dcom.ActivationProperties{
		DestinationContext: differentMachine,
		Properties: []dcom.ActivationProperty{
			what,
			&dcom.ActivationContextInfoData{},
			&dcom.LocationInfoData{},
			&dcom.SCMRequestInfoData{RemoteRequest: &dcom.CustomRemoteRequestSCMInfo{
				ClientImpLevel: impersonate, RequestedProtocolSequencesCount: 1, RequestedProtocolSequences: []uint16{towerTCP},
			}},
		},
	}).ActivationPropertiesIn()
	if err != nil {
		return association.Request{}, err
	}
	return association.Request{Opnum: 4, Name: "RemoteCreateInstance", In: &activator.RemoteCreateInstanceRequest{
		ORPCThis: v.This(), ActPropertiesIn: properties,
	}}, nil
}

func decodeCreateInstance(stub []byte, iid *dcom.IID) (*Activated, error) {
	var answer activator.RemoteCreateInstanceResponse
	if err := association.Decode(stub, &answer); err != nil {
		return nil, err
	}
	if answer.Return != 0 {
		return nil, &RefusedError{uint32(answer.Return)}
	}
	var o *outcome
	err := association.Checked(func() error {
		data, err := ParseCustom(answer.ActPropertiesOut, dcom.ActivationPropertiesOutClassID)
		if err != nil {
			return err
		}
		o, err = parseOutcome(data)
		return err
	})
	if err != nil {
		return nil, err
	}
	return activated(iid, o)
}

func remoteActivation(class *dcom.ClassID, iid *dcom.IID) (association.Request, error) {
	return association.Request{Opnum: 0, Name: "RemoteActivation", In: &activation.RemoteActivationRequest{
		ORPCThis: Latest().This(), ClassID: class.GUID(), ClientImpLevel: impersonate,
		Interfaces: 1, IIDs: []*dcom.IID{iid},
		RequestedProtocolSequencesCount: 1, RequestedProtocolSequences: []uint16{towerTCP},
	}}, nil
}

func decodeRemoteActivation(stub []byte, iid *dcom.IID) (*Activated, error) {
	answer := activation.RemoteActivationResponse{Interfaces: 1}
	if err := association.Decode(stub, &answer); err != nil {
		return nil, err
	}
	for _, status := range []uint32{answer.Return, uint32(answer.HResult)} {
		if status != 0 {
			return nil, &RefusedError{status}
		}
	}
	return activated(iid, &outcome{
		bindings: answer.OXIDBindings, unknown: answer.RemoteUnknown, version: answer.ServerVersion,
		results: answer.Results, interfaces: answer.InterfaceData,
	})
}

// activated puts together what either way answers.
func activated(iid *dcom.IID, o *outcome) (*Activated, error) {
	if len(o.results) == 1 && o.results[0] != 0 {
		return nil, &RefusedError{uint32(o.results[0])}
	}
	var a Activated
	err := func() (err error) {
		if len(o.results) != 1 || len(o.interfaces) != 1 || o.unknown == nil {
			return errors.New("not the one interface that was asked for")
		}
		if a.Port, err = port(o.bindings); err != nil {
			return err
		}
		if a.Version, err = Latest().negotiate(o.version); err != nil {
			return err
		}
		object, err := ParseReference(o.interfaces[0], iid)
		if err != nil {
			return err
		}
		a.Object, a.RemoteUnknown = *object, o.unknown
		return nil
	}()
	if err != nil {
		return nil, &association.DecodeError{Err: fmt.Errorf("reply to the activation: %w", err)}
	}
	return &a, nil
}
