package ikeext

import (
	"context"

	"github.com/remoteike/remoteike/ikeext/internal/cim"
	"github.com/remoteike/remoteike/ikeext/internal/winrm"
)

func (d *winrmDoor) securityAssociations(_ context.Context, t *SATemplate, page int) (pages[SecurityAssociation], error) {
	return openWinRMPages(d, mainModeClass(), t, page)
}

func (d *winrmDoor) quickModeSAs(_ context.Context, t *SATemplate, page int) (pages[QuickModeSA], error) {
	return openWinRMPages(d, quickModeClass(), t, page)
}

// winrmPages are the instances of a class that the host has not told yet.
type winrmPages[T any] struct {
	*winrmDoor
	class       saClass[T]
	template    *SATemplate
	enumeration *winrm.Enumeration
}

func openWinRMPages[T any](d *winrmDoor, class saClass[T], t *SATemplate, page int) (pages[T], error) {
	if t.byHash() {
		return nil, d.cannotFindByHash()
	}
	d.noteTemplate(t)
	return &winrmPages[T]{d, class, t, d.client.Enumerate(standardNamespace, class.query(), min(page, mostWMIPage))}, nil
}

func (p *winrmPages[T]) next(ctx context.Context) ([]*T, bool, error) {
	var (
		found []*cim.Instance
		end   bool
		met   error
	)
	err := within(ctx, p.queryTimeout(p.queried), func(ctx context.Context) error {
		var instances []cim.Instance
		instances, end, met = p.enumeration.Next(ctx)
		for i := range instances {
			found = append(found, &instances[i])
		}
		return met
	})
	if err != nil {
		return nil, false, p.inStandard(p.failWinRM(ctx, met, err))
	}
	p.queried = true
	page, err := p.class.page(found, p.template)
	if err != nil {
		return nil, false, p.fail(ctx, stageDecode, err)
	}
	return page, end, nil
}

func (p *winrmPages[T]) close(ctx context.Context) error {
	return p.stage(ctx, p.enumeration.Release)
}
