package ikeext

import (
	"context"
	"errors"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/dcom"
	"github.com/remoteike/remoteike/ikeext/internal/wmi"
)

// standardNamespace is where the classes of security associations are.
const standardNamespace = "root/StandardCimv2"

// mostWMIPage is how many instances are asked for at a time, whatever the caller said:
// each brings its class along, some 8 kB.
const mostWMIPage = DefaultSAPageSize

// errNoPages is a host that would have us ask for ever.
var errNoPages = &association.DecodeError{Err: errors.New("neither instances nor their end")}

func (d *wmiDoor) securityAssociations(ctx context.Context, t *SATemplate, page int) (pages[SecurityAssociation], error) {
	return openWMIPages(ctx, d, mainModeClass(), t, page)
}

func (d *wmiDoor) quickModeSAs(ctx context.Context, t *SATemplate, page int) (pages[QuickModeSA], error) {
	return openWMIPages(ctx, d, quickModeClass(), t, page)
}

// wmiPages are the instances of a class that the host has not told yet.
type wmiPages[T any] struct {
	*wmiDoor
	class       saClass[T]
	template    *SATemplate
	count       uint32
	enumeration *dcom.Reference
}

func openWMIPages[T any](ctx context.Context, d *wmiDoor, class saClass[T], t *SATemplate, page int) (pages[T], error) {
	if t.byHash() {
		return nil, d.cannotFindByHash()
	}
	d.noteTemplate(t)
	if d.standard == nil {
		namespace, err := d.enter(ctx, standardNamespace)
		if err != nil {
			return nil, d.inStandard(err)
		}
		d.standard = namespace
	}
	enumeration, err := d.execute(ctx, d.standard, class.query())
	if err != nil {
		return nil, d.inStandard(err)
	}
	return &wmiPages[T]{d, class, t, uint32(min(page, mostWMIPage)), enumeration}, nil
}

// next asks for instances. A host that had no time for all of them is asked again.
func (p *wmiPages[T]) next(ctx context.Context) ([]*T, bool, error) {
	objects, status, err := p.wmiDoor.next(ctx, p.standard, p.enumeration, p.count, maxPage)
	if err != nil {
		return nil, false, p.inStandard(err)
	}
	if len(objects) == 0 && status != wmi.StatusEnd {
		if status == wmi.StatusTimedOut {
			return nil, false, p.fail(ctx, stageQuery, &stageTimeout{p.queryTimeout(p.standard.queried)})
		}
		return nil, false, p.fail(ctx, stageDecode, errNoPages)
	}
	page, err := p.class.page(objects, p.template)
	if err != nil {
		return nil, false, p.fail(ctx, stageDecode, err)
	}
	return page, status == wmi.StatusEnd, nil
}

func (p *wmiPages[T]) close(ctx context.Context) error {
	p.release(ctx, *p.enumeration)
	return nil
}
