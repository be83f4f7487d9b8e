package ikeext

import (
	"fmt"
	"maps"
	"sync"
	"time"
)

// Gate keeps a credential from locking its account where hosts are dialled one by
// one and again and again, as Sweep does within one run: share one among the Configs
// with that credential. Sign-ins go through one at a time until a host has accepted
// the credential, and then too once none has for a minute. It is safe for concurrent
// use, and the zero Gate is ready.
//
// A host that refused the credential is not tried again before the pause has passed.
// When no host has accepted it before, or a second one refuses it too, no host is.
// Dial and Statistics fail then with ErrAuthenticationFailed, and nothing is sent
// but what comes before a sign-in.
type Gate struct {
	// Pause is how long a refusal counts. Zero means for good.
	Pause time.Duration

	once sync.Once
	gate *gate
}

// Format prints nothing of what the gate knows.
func (*Gate) Format(s fmt.State, _ rune) { fmt.Fprint(s, "ikeext.Gate") }

// Refused returns why the credential is not tried at any host. Nil means that it is.
func (g *Gate) Refused() error {
	shared := g.shared()
	shared.mu.Lock()
	defer shared.mu.Unlock()
	shared.lapse()
	if shared.refused == nil {
		return nil
	}
	return shared.refused
}

// shared is what stands behind the Gate.
func (g *Gate) shared() *gate {
	g.once.Do(func() {
		g.gate = newGate(false)
		g.gate.memory = &gateMemory{pause: g.Pause, now: time.Now, hosts: map[string]refusal{}}
	})
	return g.gate
}

// visit is a host that is to be dialled. Without a Gate there is none.
func (g *Gate) visit(host string) *visit {
	if g == nil {
		return nil
	}
	return &visit{gate: g.shared(), host: host}
}

// gateTrust is how long an acceptance counts: a password that was changed since is
// then tried once, not by everybody at once.
const gateTrust = time.Minute

// gateMemory is what a gate keeps for longer than a sweep.
type gateMemory struct {
	pause time.Duration
	now   func() time.Time
	// accepted is when a host last accepted the credential. Zero when none has since
	// the gate was closed.
	accepted time.Time
	// closed is when the gate was closed.
	closed time.Time
	// doubted is the host that refused the credential after others had accepted it.
	// Empty when none has since.
	doubted string
	hosts   map[string]refusal
}

// refusal is a host that refused the credential, and when.
type refusal struct {
	at  time.Time
	err *Error
}

// over reports whether what happened at a time does not count any more.
func (m *gateMemory) over(at time.Time) bool {
	return m.pause > 0 && m.now().Sub(at) >= m.pause
}

// lapse forgets what does not count any more.
func (g *gate) lapse() {
	m := g.memory
	if g.refused != nil && m.over(m.closed) {
		g.refused, m.accepted, m.doubted = nil, time.Time{}, ""
	}
	if g.open && m.now().Sub(m.accepted) >= gateTrust {
		g.open = false
	}
}

// recall returns why a host is not to be tried again.
func (g *gate) recall(host string) error {
	g.lapse()
	m := g.memory
	before, ok := m.hosts[host]
	switch {
	case !ok:
		return nil
	case m.over(before.at):
		delete(m.hosts, host)
		return nil
	}
	return &refusedBefore{m.now().Sub(before.at), before.err.Err}
}

// remember notes how a host answered. A refusal after an acceptance leaves it open
// who is to blame, so that the next sign-in goes alone, and at another host.
func (g *gate) remember(accepted bool, refused *Error) {
	m := g.memory
	if accepted {
		g.open, m.accepted, m.doubted = true, m.now(), ""
		return
	}
	if refused == nil {
		return
	}
	maps.DeleteFunc(m.hosts, func(_ string, r refusal) bool { return m.over(r.at) })
	m.hosts[refused.Host] = refusal{m.now(), refused}
	g.open = false
	if m.accepted.IsZero() || m.doubted != "" && m.doubted != refused.Host {
		g.refused, m.closed = refused, m.now()
		return
	}
	m.doubted = refused.Host
}

// refusedBefore is why a host was not asked: it had refused the credential.
type refusedBefore struct {
	ago time.Duration
	why error
}

func (e *refusedBefore) Error() string {
	return fmt.Sprintf("not asked again, because the host refused the credential %s ago: %v", e.ago.Round(time.Second), e.why)
}
