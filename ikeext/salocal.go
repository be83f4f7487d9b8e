package ikeext

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/local"
	ikerpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// localPages are the SAs of this very host that were not told yet.
type localPages struct {
	*localDoor
	enumeration *local.Enumeration
	count       int
}

// securityAssociations opens an enumeration with a session of its own.
func (d *localDoor) securityAssociations(ctx context.Context, t *SATemplate, page int) (pages[SecurityAssociation], error) {
	var template local.SATemplate
	if t != nil {
		template = local.SATemplate{Local: t.LocalSubNet, Remote: t.RemoteSubNet, CertHash: t.LocalMainModeCertHash}
	}
	p := &localPages{localDoor: d, count: page}
	err := d.stage(ctx, func(ctx context.Context) (err error) {
		p.enumeration, err = local.OpenSAs(ctx, template)
		return err
	})
	if err != nil {
		return nil, d.failLocal(ctx, err)
	}
	d.enumerations = append(d.enumerations, p.enumeration)
	return p, nil
}

// next asks for a page. A page that is not full is the last.
func (p *localPages) next(ctx context.Context) (page []*SecurityAssociation, last bool, err error) {
	var entries []*ikerpc.IkeextSADetails1
	err = p.stage(ctx, func(ctx context.Context) (err error) {
		entries, err = p.enumeration.Next(ctx, p.count)
		return err
	})
	if err != nil {
		return nil, false, p.failLocal(ctx, err)
	}
	for _, entry := range entries {
		sa, err := p.convert(ctx, entry)
		if err != nil {
			return nil, false, err
		}
		page = append(page, sa)
	}
	return page, len(entries) < p.count, nil
}

func (p *localPages) close(ctx context.Context) error {
	p.enumerations = slices.DeleteFunc(p.enumerations, func(e *local.Enumeration) bool { return e == p.enumeration })
	return p.stage(ctx, p.enumeration.Close)
}

// convert makes an SA of what has the form that it has on the wire.
func (d *localDoor) convert(ctx context.Context, entry *ikerpc.IkeextSADetails1) (sa *SecurityAssociation, err error) {
	err = association.Checked(func() (err error) {
		if sa, err = newSecurityAssociation(entry); err != nil {
			return fmt.Errorf("security association %d: %w", entry.ID, err)
		}
		return nil
	})
	if err != nil {
		return nil, d.fail(ctx, stageDecode, err)
	}
	return sa, nil
}

func (d *localDoor) securityAssociation(ctx context.Context, id uint64) (*SecurityAssociation, error) {
	var entry *ikerpc.IkeextSADetails1
	err := d.stage(ctx, func(ctx context.Context) (err error) {
		entry, err = local.SA(ctx, id)
		return err
	})
	if err != nil {
		return nil, notFound(d.failLocal(ctx, err))
	}
	return d.convert(ctx, entry)
}

// ipsecStatistics reads the counters of this very host's IPsec traffic.
func (d *localDoor) ipsecStatistics(ctx context.Context) (*IPsecStatistics, error) {
	start := time.Now()
	var reading *local.IPsecReading
	err := d.stage(ctx, func(ctx context.Context) (err error) {
		reading, err = local.IPsecStatistics(ctx)
		return err
	})
	if err != nil {
		return nil, d.failLocal(ctx, err)
	}
	s := &IPsecStatistics{Source: Source{
		Host: d.name, CollectedAt: time.Now().UTC(), Duration: time.Since(start), Door: DoorLocal, WindowsBuild: reading.Build,
	}}
	if err := s.fill(&reading.IPsec); err != nil {
		return nil, d.fail(ctx, stageDecode, err)
	}
	return s, nil
}

// fill sets the members of s, which are those of the structure and in its order.
func (s *IPsecStatistics) fill(in *local.IPsec) error {
	stub, err := binary.Append(nil, binary.LittleEndian, in)
	for _, part := range []any{
		&s.AggregateSA, &s.ESPDropPacket, &s.AHDropPacket, &s.AggregateDropPacket, &s.InboundTraffic, &s.OutboundTraffic,
	} {
		if err != nil {
			return err
		}
		var n int
		n, err = binary.Decode(stub, binary.LittleEndian, part)
		stub = stub[n:]
	}
	return err
}
