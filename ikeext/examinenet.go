package ikeext

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/midl/uuid"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/epm"
	"github.com/remoteike/remoteike/ikeext/internal/guard"
	"github.com/remoteike/remoteike/ikeext/internal/winrm"
)

// asError returns the *Error in err, nil for none.
func asError(err error) *Error {
	var e *Error
	errors.As(err, &e)
	return e
}

// names asks the system's resolver. A caller's dialer may ask another.
func (x *examiner) names(ctx context.Context) {
	start, s := time.Now(), x.session()
	defer func() { x.Names.Duration = time.Since(start) }()
	if addr, err := netip.ParseAddr(x.settings.host); err == nil {
		x.Names.Addresses = []netip.Addr{addr}
		_ = s.stage(ctx, func(ctx context.Context) (err error) {
			x.Names.Names, err = net.DefaultResolver.LookupAddr(ctx, addr.String())
			return err
		})
		return
	}
	err := s.stage(ctx, func(ctx context.Context) (err error) {
		x.Names.Addresses, err = net.DefaultResolver.LookupNetIP(ctx, "ip", x.settings.host)
		return err
	})
	for i, addr := range x.Names.Addresses {
		x.Names.Addresses[i] = addr.Unmap()
	}
	if err != nil {
		x.Names.Err = asError(s.fail(ctx, stageResolve, err))
	}
}

// mapper asks the endpoint mapper for its list.
func (x *examiner) mapper(ctx context.Context) {
	start, s := time.Now(), x.session()
	defer func() { x.Mapper.Duration = time.Since(start) }()
	x.Mapper.Err = asError(x.lookUp(ctx, s))
	x.pinned, x.closed = s.net.pinned, s.closed
}

func (x *examiner) lookUp(ctx context.Context, s *session) error {
	socket, err := s.dial(ctx, s.epmPort)
	if err != nil {
		return err
	}
	var mapper *association.Association
	err = s.stage(ctx, func(ctx context.Context) (err error) {
		mapper, err = association.Bind(ctx, socket, epm.Syntax(), nil)
		return err
	})
	if err != nil {
		return s.fail(ctx, stageEPM, err)
	}
	defer mapper.Close()
	var entries []epm.Entry
	err = s.stage(ctx, func(ctx context.Context) (err error) {
		entries, x.Mapper.Cut, err = epm.Lookup(ctx, mapper, epm.LookupPage)
		return err
	})
	x.Mapper.Entries = len(entries)
	for _, e := range entries {
		if name := examined(&e); name != "" {
			x.Mapper.Endpoints = append(x.Mapper.Endpoints, newMappedEndpoint(name, &e))
		}
	}
	var fault *guard.Fault
	switch {
	case errors.As(err, &fault): // without a sign-in there is nothing to ask about it
		return s.failFault(ctx, nil, procedure{Request: association.Request{Name: "ept_lookup"}, stage: stageEPM}, fault)
	case err != nil:
		return s.fail(ctx, stageEPM, fmt.Errorf("ept_lookup: %w", err))
	}
	return nil
}

// examined is what an interface is called that an examination looks for, nothing for
// others.
func examined(e *epm.Entry) string {
	for _, known := range []struct {
		syntax *dcerpc.SyntaxID
		name   string
	}{
		{ikeSyntax(), "IKEEXT"},
		{engineSyntax(), "BFE"},
		{firewall("2fb92682-6599-42dc-ae13-bd2ca89bd11c"), "Fw APIs"},
		{firewall("7f9d11bf-7fb9-436b-a812-b2d50c5d4c03"), "Fw APIs"},
		{firewall("f47433c3-3e9d-4157-aad4-83aa1f5c2d4c"), "Fw APIs"},
		{firewall("6b5bdd1e-528c-422c-af8c-a4079be4fe48"), "Remote Fw APIs"},
	} {
		if e.Is(known.syntax) {
			return known.name
		}
	}
	return ""
}

func firewall(id string) *dcerpc.SyntaxID {
	return &dcerpc.SyntaxID{IfUUID: uuid.MustParse(id), IfVersionMajor: 1}
}

func newMappedEndpoint(name string, e *epm.Entry) MappedEndpoint {
	m := MappedEndpoint{
		Interface: name, Version: strconv.Itoa(int(e.Major)) + "." + strconv.Itoa(int(e.Minor)),
		Annotation: e.Annotation, Protocol: e.Protocol, Endpoint: e.Endpoint,
	}
	_ = m.UUID.UnmarshalText([]byte(e.Interface.String())) // which is one
	return m
}

// ports connects to the ports that doors lead through, all at once, and hangs up.
func (x *examiner) ports(ctx context.Context) {
	x.Ports = x.portsToCheck()
	closed := make([]error, len(x.Ports))
	var wait sync.WaitGroup
	for i := range x.Ports {
		wait.Go(func() {
			p, s, start := &x.Ports[i], x.session(), time.Now()
			socket, err := s.dial(ctx, p.Port)
			p.Duration = time.Since(start)
			if err != nil {
				p.Err, closed[i] = asError(err), s.closed[p.Port]
				return
			}
			_ = socket.Close()
		})
	}
	wait.Wait()
	if x.closed == nil {
		x.closed = map[uint16]error{}
	}
	for i, err := range closed {
		if err != nil {
			x.closed[x.Ports[i].Port] = err
		}
	}
}

// portsToCheck are the usual ports, those that the configuration has in their place,
// and those that the mapper lists.
func (x *examiner) portsToCheck() (ports []PortCheck) {
	add := func(port uint16, service string) {
		if port != 0 && !slices.ContainsFunc(ports, func(p PortCheck) bool { return p.Port == port }) {
			ports = append(ports, PortCheck{Port: port, Service: service})
		}
	}
	s := x.settings
	add(s.epmPort, "endpoint mapper")
	add(s.smbPort, "SMB")
	if x.cfg.WinRMPort != 0 {
		add(s.winrmPort, "WinRM")
	} else {
		add(winrm.PortHTTP, "WinRM, HTTP")
		add(winrm.PortHTTPS, "WinRM, HTTPS")
	}
	if s.endpoint != nil {
		add(s.endpoint.port, "IKEEXT, as given")
	}
	if s.engineEndpoint != nil {
		add(s.engineEndpoint.port, "BFE, as given")
	}
	for _, e := range x.Mapper.Endpoints {
		if port, err := strconv.ParseUint(e.Endpoint, 10, 16); err == nil && e.Protocol == tcpSequence {
			add(uint16(port), e.Interface+", as the mapper lists it")
		}
	}
	return ports
}
