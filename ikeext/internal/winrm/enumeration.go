package winrm

import (
	"context"

	"github.com/remoteike/remoteike/ikeext/internal/cim"
)

// Enumeration is a query whose instances come as they are asked for. No other query
// may be under way at the same moment, but may come in between.
type Enumeration struct {
	client         *Client
	namespace, wql string
	maxElements    int
	// context is what the host knows the enumeration by. Empty before the first
	// answer, and after the last.
	context      string
	begun, ended bool
	empty        int // answers without instances, one after the other
	size         int // of the last answer
}

// Enumerate prepares a query of a namespace such as "root/cimv2", of whose instances
// the host may send so many at once. It sends nothing.
func (c *Client) Enumerate(namespace, wql string, maxElements int) *Enumeration {
	return &Enumeration{client: c, namespace: namespace, wql: wql, maxElements: maxElements}
}

// Next returns the next instances, of which there may be none, and whether they are the
// last. Its error is as that of Query.
func (e *Enumeration) Next(ctx context.Context) (instances []cim.Instance, end bool, err error) {
	if e.ended {
		return nil, true, nil
	}
	r := e.client.newRequest(ctx, e.namespace)
	r.maxElements = e.maxElements
	action, body := "Pull", r.pull(e.context)
	if !e.begun {
		action, body = "Enumerate", r.enumerate(e.wql)
	}
	answer, size, err := e.client.ask(ctx, action, r.messageID, body)
	if err != nil {
		e.ended = true
		return nil, false, err
	}
	e.begun, e.ended, e.size = true, answer.end, size
	if answer.enumeration != "" {
		e.context = answer.enumeration
	}
	if e.empty++; len(answer.instances) > 0 {
		e.empty = 0
	}
	if !answer.end && e.empty > maxEmptyPulls {
		e.ended = true
		return nil, false, e.client.give(StageQuery, ErrEndless)
	}
	return answer.instances, answer.end, nil
}

// Release tells the host to forget the rest. After the last instance, or an error, there
// is none. Its error is as that of Query.
func (e *Enumeration) Release(ctx context.Context) error {
	if !e.begun || e.ended {
		return nil
	}
	e.ended = true
	r := e.client.newRequest(ctx, e.namespace)
	_, _, err := e.client.ask(ctx, actionRelease, r.messageID, r.release(e.context))
	return err
}
