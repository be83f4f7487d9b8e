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
// When no host has accepted it before, or within the pause a second one refuses it
// too, no host is. Dial and Statistics fail then with ErrAuthenticationFailed, and
// nothing is sent but what comes before a sign-in.
//
// Hosts that go on refusing what others accept do not keep these from being dialled:
// of several such hosts one is tried in a pause, and when no host was tried for a pause,
// the others go first after it.
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

// Recheck has the next sign-in go alone, as the first did. Refusals count on.
func (g *Gate) Recheck() {
	shared := g.shared()
	shared.mu.Lock()
	defer shared.mu.Unlock()
	shared.open = false
}

// shared is what stands behind the Gate.
func (g *Gate) shared() *gate {
	g.once.Do(func() {
		g.gate = newGate(false)
		g.gate.memory = &gateMemory{pause: g.Pause, now: time.Now, hosts: map[string]*refusal{}}
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
	// Empty when none has since, or not within the pause.
	doubted string
	// hosts are those that refused the credential and have not accepted it since.
	hosts map[string]*refusal
}

// refusal is a host that refused the credential.
type refusal struct {
	at  time.Time
	err *Error
	// again says that it was not the first time.
	again bool
	// wanted is when somebody last wanted to try the host, turn when it last could be.
	wanted, turn time.Time
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
	if r := m.hosts[m.doubted]; r != nil && m.over(r.at) {
		m.doubted = ""
	}
}

// recall returns why a host is not to be tried again.
func (g *gate) recall(host string) error {
	g.lapse()
	m := g.memory
	before := m.hosts[host]
	if before == nil {
		return nil
	}
	before.wanted = m.now()
	if m.over(before.at) && !m.othersFirst(host, before) {
		before.turn = m.now()
		return nil
	}
	return &refusedBefore{m.now().Sub(before.at), before.err.Err}
}

// othersFirst reports whether a host that refused the credential would do harm by
// refusing it once more: hosts that always do must not use up, between them, what is
// left of refusals, nor be the first each time that the gate is no longer closed.
func (m *gateMemory) othersFirst(host string, before *refusal) bool {
	if m.doubted != "" && m.doubted != host {
		return true
	}
	for _, other := range m.hosts {
		if other.turn.Before(before.turn) && !m.over(other.wanted) {
			return true
		}
	}
	return before.again && m.accepted.IsZero() && m.now().Sub(m.closed) < 2*m.pause
}

// remember notes how a host answered. A refusal after an acceptance leaves it open
// who is to blame, so that the next sign-in goes alone, and at another host.
func (g *gate) remember(host string, accepted bool, refused *Error) {
	m := g.memory
	if accepted {
		g.open, m.accepted, m.doubted = true, m.now(), ""
		delete(m.hosts, host)
		return
	}
	if refused == nil {
		return
	}
	maps.DeleteFunc(m.hosts, func(_ string, r *refusal) bool { return m.pause > 0 && m.now().Sub(r.wanted) >= 2*m.pause })
	_, again := m.hosts[host]
	m.hosts[host] = &refusal{at: m.now(), err: refused, again: again, wanted: m.now(), turn: m.now()}
	g.open = false
	if m.accepted.IsZero() || m.doubted != "" && m.doubted != host && !again {
		g.refused, m.closed = refused, m.now()
		return
	}
	m.doubted = host
}

// refusedBefore is why a host was not asked: it had refused the credential.
type refusedBefore struct {
	ago time.Duration
	why error
}

func (e *refusedBefore) Error() string {
	return fmt.Sprintf("not asked again, because the host refused the credential %s ago: %v", e.ago.Round(time.Second), e.why)
}
