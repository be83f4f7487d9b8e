package ikeext

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"github.com/oiweiwei/go-msrpc/ndr"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/rpc/bfe"
	ikerpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// Procedures of IKEEXT that deal with security associations.
const (
	opCreateSAEnum    = 1
	opEnumSAs         = 2
	opDestroySAEnum   = 3
	opDeleteSAByID    = 4
	opGetSAByID       = 5
	opGetSecurityInfo = 6
	opSetSecurityInfo = 7

	// mostSAPage is the largest page that may be asked for.
	mostSAPage = 1024
	// maxPage bounds a page of SAs, and maxSA a single one: certificates make them long.
	maxPage = 1 << 20
	maxSA   = 1 << 18
	// maxDescriptor is what a descriptor can have, whose lists count in 16 bits, with
	// room for what stands around it.
	maxDescriptor = 1 << 18
	// maxShort bounds replies that have a handle and a status at most.
	maxShort = 256
)

// saCall is a call of IKEEXT and the right that it takes.
type saCall struct {
	procedure
	right string
}

func newSACall(opnum int, name string, in ndr.Marshaler, limit int, right string) saCall {
	return saCall{procedure{
		Request: association.Request{Opnum: opnum, Name: name, In: in}, stage: stageCall, limit: limit,
	}, right}
}

// explain says what is known of the refusal of such a call and not of that of
// statistics.
func (p saCall) explain(err error) error {
	var e *Error
	if errors.As(err, &e) {
		e.Hint = strings.ReplaceAll(e.Hint, "FWPM_ACTRL_READ_STATS", p.right)
	}
	return notFound(err)
}

// notFound explains the status for a number that no SA has. No class is nearer than
// that the host cannot do what was asked.
func notFound(err error) error {
	const codeNotFound = 0x80320008 // FWP_E_NOT_FOUND
	var e *Error
	if errors.As(err, &e) && e.Code == codeNotFound {
		e.Class = ErrNotSupported
		e.Hint = "security associations come and go: list them for those that the host has now"
	}
	return err
}

// callIKE makes a call of IKEEXT, decodes the reply into out and looks at the status that
// it returned.
func (d *rpcDoor) callIKE(ctx context.Context, p saCall, out ndr.Unmarshaler, status *uint32) error {
	return p.explain(d.call(ctx, d.ike, p.procedure, func(stub []byte) error {
		// Keys may have been in it.
		defer clear(stub)
		if err := association.DecodeUnique(stub, out); err != nil {
			return d.fail(ctx, stageDecode, fmt.Errorf("%s: %w", p.Name, err))
		}
		return d.failStatus(p.procedure, *status)
	}))
}

// convert runs f, which makes something of a reply, and gives an *Error for what it
// finds wrong.
func (d *rpcDoor) convert(ctx context.Context, p procedure, f func() error) error {
	if err := association.Checked(f); err != nil {
		return d.fail(ctx, stageDecode, fmt.Errorf("%s: %w", p.Name, err))
	}
	return nil
}

// saEnumeration is an enumeration handle of a host.
type saEnumeration struct {
	*rpcDoor
	handle *ikerpc.Enumeration
	page   int
}

// securityAssociations opens an enumeration.
func (d *rpcDoor) securityAssociations(ctx context.Context, t *SATemplate, page int) (pages[SecurityAssociation], error) {
	p := newSACall(opCreateSAEnum, "IkeSACreateEnumHandle", &ikerpc.CreateSAEnumRequest{EnumTemplate: t.wire()}, maxShort, "FWPM_ACTRL_ENUM or FWPM_ACTRL_READ")
	var answer ikerpc.CreateSAEnumResponse
	if err := d.callIKE(ctx, p, &answer, &answer.Return); err != nil {
		return nil, err
	}
	return &saEnumeration{d, answer.Enumeration, page}, nil
}

// next asks for a page. A page that is not full is the last.
func (e *saEnumeration) next(ctx context.Context) ([]*SecurityAssociation, bool, error) {
	p := newSACall(opEnumSAs, "IkeSAEnum", &ikerpc.EnumSAsRequest{Enumeration: e.handle, EntriesRequestedLength: uint32(e.page)}, maxPage, "FWPM_ACTRL_ENUM or FWPM_ACTRL_READ")
	var sas []*SecurityAssociation
	err := e.call(ctx, e.ike, p.procedure, func(stub []byte) error {
		defer clear(stub)
		var answer ikerpc.EnumSAsResponse
		err := e.convert(ctx, p.procedure, func() (err error) {
			if err := checkPage(stub, e.page); err != nil {
				return err
			}
			if err := association.DecodeUnique(stub, &answer); err != nil {
				return err
			}
			if answer.Return != 0 {
				return nil
			}
			sas, err = newPage(&answer)
			return err
		})
		if err != nil {
			return err
		}
		return e.failStatus(p.procedure, answer.Return)
	})
	return sas, len(sas) < e.page, p.explain(err)
}

// checkPage refuses a page with more SAs than were asked for before memory is made for
// them.
func checkPage(stub []byte, most int) error {
	if len(stub) < 8 || binary.LittleEndian.Uint32(stub) == 0 {
		return nil
	}
	if n := binary.LittleEndian.Uint32(stub[4:]); uint64(n) > uint64(most) {
		return fmt.Errorf("a page of %d security associations, asked for %d", n, most)
	}
	return nil
}

func newPage(answer *ikerpc.EnumSAsResponse) ([]*SecurityAssociation, error) {
	if uint64(answer.EntriesReturnedLength) != uint64(len(answer.Entries)) {
		return nil, fmt.Errorf("a page of %d security associations, announced as %d", len(answer.Entries), answer.EntriesReturnedLength)
	}
	sas := make([]*SecurityAssociation, len(answer.Entries))
	for i, entry := range answer.Entries {
		var err error
		if sas[i], err = newSecurityAssociation(entry); err != nil {
			return nil, fmt.Errorf("security association %d: %w", entry.ID, err)
		}
	}
	return sas, nil
}

// close destroys the handle.
func (e *saEnumeration) close(ctx context.Context) error {
	p := newSACall(opDestroySAEnum, "IkeSADestroyEnumHandle", &ikerpc.DestroySAEnumRequest{Enumeration: e.handle}, maxShort, "FWPM_ACTRL_ENUM")
	var answer ikerpc.DestroySAEnumResponse
	return e.callIKE(ctx, p, &answer, &answer.Return)
}

func (d *rpcDoor) securityAssociation(ctx context.Context, id uint64) (sa *SecurityAssociation, err error) {
	p := newSACall(opGetSAByID, "IkeSAGetById", &ikerpc.GetSAByIDRequest{ID: id}, maxSA, "FWPM_ACTRL_READ")
	var answer ikerpc.GetSAByIDResponse
	if err := d.callIKE(ctx, p, &answer, &answer.Return); err != nil {
		return nil, err
	}
	err = d.convert(ctx, p.procedure, func() error {
		if answer.SA == nil {
			return errors.New("no security association and no reason")
		}
		sa, err = newSecurityAssociation(answer.SA)
		return err
	})
	return sa, err
}

func (d *rpcDoor) deleteSecurityAssociation(ctx context.Context, id uint64) error {
	p := newSACall(opDeleteSAByID, "IkeSADeleteById", &ikerpc.DeleteSAByIDRequest{ID: id}, maxShort, "DELETE")
	var answer ikerpc.DeleteSAByIDResponse
	return d.callIKE(ctx, p, &answer, &answer.Return)
}

func (d *rpcDoor) securityDescriptor(ctx context.Context, what SecurityInformation) (sd *SecurityDescriptor, err error) {
	p := newSACall(opGetSecurityInfo, "IkeSaDbGetSecurityInfo", &ikerpc.GetSecurityInfoRequest{SecurityInfo: uint32(what)}, maxDescriptor, what.rightToRead())
	var answer ikerpc.GetSecurityInfoResponse
	if err := d.callIKE(ctx, p, &answer, &answer.Return); err != nil {
		return nil, err
	}
	err = d.convert(ctx, p.procedure, func() error {
		b, err := newBlob(answer.SecurityDescriptor)
		if err == nil {
			sd, err = ParseSecurityDescriptor(b)
		}
		return err
	})
	return sd, err
}

func (d *rpcDoor) setSecurityDescriptor(ctx context.Context, what SecurityInformation, sd *SecurityDescriptor) error {
	p := newSACall(opSetSecurityInfo, "IkeSaDbSetSecurityInfo", &ikerpc.SetSecurityInfoRequest{
		SecurityInfo:       uint32(what),
		SecurityDescriptor: &bfe.FwpByteBlob{Size: uint32(len(sd.Bytes)), Data: sd.Bytes},
	}, maxShort, what.rightToSet())
	var answer ikerpc.SetSecurityInfoResponse
	return d.callIKE(ctx, p, &answer, &answer.Return)
}
