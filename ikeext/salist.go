package ikeext

import (
	"context"
	"errors"
	"iter"
)

// pages are the pages of an enumeration that is under way.
type pages[T any] interface {
	// next returns the next page and whether it is the last. After an error there is
	// none.
	next(ctx context.Context) (page []*T, last bool, err error)
	// close ends the enumeration on the host. It is not called when the connection is
	// gone, with which the enumeration ends.
	close(ctx context.Context) error
}

// list lists what fits a template, by the first door that has pages of it.
func list[T any](ctx context.Context, c *Client, t *SATemplate, open func(context.Context, door) (pages[T], error)) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		if err := t.Check(); err != nil {
			yield(nil, err)
			return
		}
		l := listing[T]{Client: c}
		defer l.abandon(ctx) // whichever way the loop is left
		err := c.do(ctx, func(ctx context.Context) error { return l.begin(ctx, open) })
		for err == nil {
			if !l.yield(yield) || !l.open {
				return
			}
			if ctx.Err() != nil {
				err = c.failWaiting(ctx)
				break
			}
			err = c.do(ctx, l.next)
		}
		yield(nil, err)
	}
}

// listing is a listing under way.
type listing[T any] struct {
	*Client
	pages pages[T]
	page  []*T
	open  bool // on the host
}

// begin begins the listing by the first door that does it, and reads a page.
func (l *listing[T]) begin(ctx context.Context, open func(context.Context, door) (pages[T], error)) error {
	return l.byAnyDoor(ctx, func(d door) (err error) {
		if l.pages, err = open(ctx, d); err != nil {
			return err
		}
		l.open = true
		return l.next(ctx)
	})
}

// next reads a page. It ends the enumeration after the last, and when the host
// answered what cannot be used.
func (l *listing[T]) next(ctx context.Context) (err error) {
	var last bool
	l.page, last, err = l.pages.next(ctx)
	if err == nil && !last {
		return nil
	}
	l.open = false
	var e *Error
	switch {
	case err == nil:
		if l.end(ctx) != nil {
			l.shut(false) // which takes nothing from what was read
		}
	case errors.As(err, &e) && (e.Stage == stageDecode || e.Code != 0):
		_ = l.end(ctx)
	}
	return err
}

// yield hands out the page, and reports whether more is wanted.
func (l *listing[T]) yield(yield func(*T, error) bool) bool {
	for i, sa := range l.page {
		l.page[i] = nil // the caller's alone from here on
		if !yield(sa, nil) {
			return false
		}
	}
	return true
}

// end ends the enumeration, even when the caller's context has ended.
func (l *listing[T]) end(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), courtesy)
	defer cancel()
	return l.pages.close(ctx)
}

// abandon ends an enumeration that nobody wants to go on with.
func (l *listing[T]) abandon(ctx context.Context) {
	if !l.open {
		return
	}
	waiting, cancel := context.WithTimeout(context.WithoutCancel(ctx), courtesy)
	defer cancel()
	if err := l.do(waiting, l.end); err != nil {
		l.log.Debug("the enumeration ends with the connection", "error", err)
	}
}
