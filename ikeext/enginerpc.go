package ikeext

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/oiweiwei/go-msrpc/ndr"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/rpc/bfe"
	enginerpc "github.com/remoteike/remoteike/rpc/bfe/engine/v1"
)

// callEngine makes a call within the engine session. A session that the host has given
// up is closed here, too, and leaves the rest of the Client as it is. So is one whose
// security context is out of step.
func (d *rpcDoor) callEngine(ctx context.Context, p procedure, decode func([]byte) error) error {
	err := d.call(ctx, d.engine.association, p, decode)
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	if e.aborted = e.Code == codeSessionAborted; e.aborted || e.outOfStep {
		_ = d.engine.association.Close()
		d.engine = &engine{state: d.engine.state, places: d.engine.places}
	}
	if e.aborted {
		e.Class = ErrUnreachable // that is to say, it broke
		e.Hint = "the engine has ended the session, as it does when its service starts anew; the next call opens another"
	}
	return err
}

// readEngine is callEngine with a reply that is decoded into out, and the status in it.
func (d *rpcDoor) readEngine(ctx context.Context, p procedure, out ndr.Unmarshaler, status *uint32) error {
	return d.callEngine(ctx, p, func(stub []byte) error {
		if err := association.DecodeUnique(stub, out); err != nil {
			return d.fail(ctx, stageDecode, fmt.Errorf("%s: %w", p.Name, err))
		}
		return d.failStatus(p, *status)
	})
}

// engineTotals is a procedure that takes nothing but the session and returns a structure
// of numbers.
type engineTotals struct {
	name, structure string
	size            int // of the structure
	what            string
	opnum           func(engineOpnums) int
	in              func(*enginerpc.EngineHandle) ndr.Marshaler
}

// readTotals calls such a procedure and decodes its reply, which must be as long as it
// has to be, into numbers or structures of numbers that lie one behind the other.
func (d *rpcDoor) readTotals(ctx context.Context, t engineTotals, parts ...any) (source Source, err error) {
	e, err := d.engineSession(ctx, t.what)
	if err != nil {
		return source, err
	}
	opnum := t.opnum(e.opnums)
	if d.forceOpnum != 0 {
		opnum = d.forceOpnum
	}
	if opnum == 0 {
		return source, d.unverified(t)
	}
	start := time.Now()
	p := engineProcedure(opnum, t.name, t.in(e.handle), maxStatistics)
	err = d.callEngine(ctx, p, func(stub []byte) error {
		if len(stub) != t.size+4 {
			return d.fail(ctx, stageDecode, &sizeError{len(stub), t.size + 4, t.structure})
		}
		if err := d.failStatus(p, binary.LittleEndian.Uint32(stub[t.size:])); err != nil {
			return err
		}
		for _, part := range parts {
			n, err := binary.Decode(stub, binary.LittleEndian, part)
			if err != nil {
				return d.fail(ctx, stageDecode, fmt.Errorf("%s: %w", t.name, err))
			}
			stub = stub[n:]
		}
		source = d.engineSource(e, start, opnum)
		return nil
	})
	return source, err
}

// engineSource tells of a call that has been answered.
func (d *rpcDoor) engineSource(e *engine, start time.Time, opnum int) Source {
	return Source{
		Host: d.name, CollectedAt: time.Now().UTC(), Duration: time.Since(start), Door: DoorRPC,
		Transport: e.place.sequence(), Endpoint: e.place.at(d.net.address()), Auth: d.auth(),
		WindowsBuild: e.association.SignIn().Version(), Table: e.opnums.table, Opnum: opnum,
	}
}

// unverified is an *Error for a procedure whose number is not known for the host's
// build. Nothing is tried: behind another number may be anything.
func (d *rpcDoor) unverified(t engineTotals) error {
	build := d.engine.association.SignIn().Version()
	why := fmt.Errorf("the opnum of %s is not known for Windows %s: it is for 6.1, 6.3 and 10.0 up to build 19045", t.name, build)
	hint := ""
	if build == "" {
		why = fmt.Errorf("the opnum of %s depends on the build of Windows, which the host did not tell", t.name)
		hint = "with auth ntlm a host tells its build; otherwise, "
	}
	return &Error{
		Stage: stageCall, Class: ErrNotSupported, Host: d.name, Door: d.door, Auth: d.auth(), Err: why, unsent: true,
		Hint: hint + fmt.Sprintf("to find out, force the opnum (ForceOpnum): Windows 7 has %d, 8.1 to 10.0.19045 %d, and 10.0.26100 likely %d",
			t.opnum(windows7(true)), t.opnum(windows81(true)), t.opnum(windows81(true))+1),
	}
}

// ipsecStatistics calls IPsecGetStatistics.
func (d *rpcDoor) ipsecStatistics(ctx context.Context) (*IPsecStatistics, error) {
	s := &IPsecStatistics{}
	var err error
	s.Source, err = d.readTotals(ctx, engineTotals{
		name: "IPsecGetStatistics", structure: "IPSEC_STATISTICS1", size: 216, what: "read IPsec statistics",
		opnum: func(o engineOpnums) int { return o.statistics },
		in:    func(h *enginerpc.EngineHandle) ndr.Marshaler { return &enginerpc.GetIPsecStatisticsRequest{Engine: h} },
	}, &s.AggregateSA, &s.ESPDropPacket, &s.AHDropPacket, &s.AggregateDropPacket, &s.InboundTraffic, &s.OutboundTraffic)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// dosProtectionStatistics calls IPsecDospGetStatistics.
func (d *rpcDoor) dosProtectionStatistics(ctx context.Context) (*DoSProtectionStatistics, error) {
	s := &DoSProtectionStatistics{}
	var err error
	s.Source, err = d.readTotals(ctx, engineTotals{
		name: "IPsecDospGetStatistics", structure: "IPSEC_DOSP_STATISTICS0", size: 144, what: "read the statistics of DoS protection",
		opnum: func(o engineOpnums) int { return o.dospTotals },
		in: func(h *enginerpc.EngineHandle) ndr.Marshaler {
			return &enginerpc.GetIPsecDospStatisticsRequest{Engine: h}
		},
	}, s.members()...)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// engineInfo reads the security descriptor, where its number is known, and the options.
func (d *rpcDoor) engineInfo(ctx context.Context) (*EngineInfo, error) {
	e, err := d.engineSession(ctx, "read the options of the filter engine")
	if err != nil {
		return nil, err
	}
	start := time.Now()
	info := &EngineInfo{Table: e.opnums.table, Options: []EngineOptionValue{}}
	if e.opnums.getSecurity != 0 {
		if info.SecurityDescriptor, err = d.engineDescriptor(ctx, e); err != nil {
			return nil, err
		}
	}
	for option := range EngineOption(e.opnums.options) {
		value, err := d.engineOption(ctx, e, option)
		if lacksOption(err) {
			break // nor has it those behind
		}
		if err != nil {
			return nil, err
		}
		info.Options = append(info.Options, EngineOptionValue{option, value})
	}
	info.Source = d.engineSource(e, start, 0)
	return info, nil
}

// lacksOption reports whether a host has no option of that number.
func lacksOption(err error) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code {
	case codeInvalidParameter, codeInvalidEnumerator, 87, 50: // ERROR_INVALID_PARAMETER, ERROR_NOT_SUPPORTED
		return true
	}
	return false
}

func (d *rpcDoor) engineOption(ctx context.Context, e *engine, option EngineOption) (value uint32, err error) {
	p := engineProcedure(e.opnums.getOption, "EngineGetOption",
		&enginerpc.EngineGetOptionRequest{Engine: e.handle, Option: enginerpc.FwpmEngineOption(option)}, maxEngineReply)
	var answer enginerpc.EngineGetOptionResponse
	if err := d.readEngine(ctx, p, &answer, &answer.Return); err != nil {
		return 0, err
	}
	err = d.convert(ctx, p, func() error {
		if answer.Value == nil {
			return fmt.Errorf("%v: no value and no reason", option)
		}
		arm, ok := answer.Value.Value.Value.(*bfe.FwpValue0Union_Uint32)
		if !ok || answer.Value.Type != bfe.FwpDataTypeUint32 {
			return fmt.Errorf("%v: FWP_DATA_TYPE %d, not FWP_UINT32", option, answer.Value.Type)
		}
		value = arm.Uint32
		return nil
	})
	return value, err
}

func (d *rpcDoor) engineDescriptor(ctx context.Context, e *engine) (sd *SecurityDescriptor, err error) {
	const parts = OwnerSecurityInformation | GroupSecurityInformation | DACLSecurityInformation
	p := engineProcedure(e.opnums.getSecurity, "EngineGetSecurityInfo",
		&enginerpc.EngineGetSecurityInfoRequest{Engine: e.handle, SecurityInfo: uint32(parts)}, maxDescriptor)
	var answer enginerpc.EngineGetSecurityInfoResponse
	if err := d.readEngine(ctx, p, &answer, &answer.Return); err != nil {
		return nil, err
	}
	err = d.convert(ctx, p, func() error {
		b, err := newBlob(answer.SecurityDescriptor)
		if err == nil {
			sd, err = ParseSecurityDescriptor(b)
		}
		return err
	})
	return sd, err
}
