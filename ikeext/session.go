package ikeext

import (
	"context"
	"time"
)

// session is what the doors to one host share.
type session struct {
	*settings
	net     *network
	tickets tickets
	// door is the one that is being tried, for errors to name.
	door Door
	// at is where the last connection was to lead.
	at binding
	// closed are the ports that could not be reached, and why.
	closed map[uint16]error
	// visit is nil unless the host is one of a sweep, or has a Gate; begun says that
	// it had its turn in its subnet.
	visit *visit
	begun bool
	// record keeps what calls came to, for an examination. Nil otherwise.
	record *[]CallRecord
	// build is the version that the host named while signing in, empty before.
	build string
}

func newSession(s *settings, cfg *Config, v *visit) *session {
	return &session{
		visit:    v,
		settings: s,
		net:      newNetwork(s.host, s.targetIP, cfg.DialContext),
		closed:   map[uint16]error{},
	}
}

// stage runs f under the stage's own deadline.
func (s *session) stage(ctx context.Context, f func(context.Context) error) error {
	return within(ctx, s.stageTimeout, f)
}

// within runs f for no longer than limit.
func within(ctx context.Context, limit time.Duration, f func(context.Context) error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, &stageTimeout{limit})
	defer cancel()
	err := f(ctx)
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// stageTimeout is the cause of a stage that took too long.
type stageTimeout struct{ after time.Duration }

func (e *stageTimeout) Error() string { return "no answer within " + e.after.String() }

// Is makes it a context.DeadlineExceeded.
func (e *stageTimeout) Is(target error) bool { return target == context.DeadlineExceeded }
