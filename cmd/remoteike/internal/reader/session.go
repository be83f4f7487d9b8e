package reader

import (
	"container/list"
	"time"

	"github.com/remoteike/remoteike/ikeext"
)

// session is a host that was signed in to.
type session struct {
	key    key
	client *ikeext.Client
	since  time.Time // when it was put back
	place  *list.Element
}

// sessions are those that nobody uses now. The zero sessions is not ready.
type sessions struct {
	limit int
	idle  time.Duration
	byKey map[key]*session
	// order has the one that was used last in front.
	order *list.List
}

func newSessions(l Limits) *sessions {
	return &sessions{limit: l.Sessions, idle: l.Idle, byKey: map[key]*session{}, order: list.New()}
}

// take takes out the session of a host. Nil when there is none.
func (s *sessions) take(k key) *session {
	found := s.byKey[k]
	if found != nil {
		s.remove(found)
	}
	return found
}

// put keeps a session, and returns the one that has to go for it, nil when none has.
func (s *sessions) put(back *session, now time.Time) (gone *session) {
	back.since = now
	if s.order.Len() >= s.limit {
		gone = s.order.Back().Value.(*session)
		s.remove(gone)
	}
	back.place = s.order.PushFront(back)
	s.byKey[back.key] = back
	return gone
}

// expired takes out those that were not used for too long, or all.
func (s *sessions) expired(now time.Time, all bool) (gone []*session) {
	for e := s.order.Back(); e != nil; e = s.order.Back() {
		last := e.Value.(*session)
		if !all && now.Sub(last.since) < s.idle {
			break
		}
		s.remove(last)
		gone = append(gone, last)
	}
	return gone
}

func (s *sessions) remove(x *session) {
	s.order.Remove(x.place)
	delete(s.byKey, x.key)
}
