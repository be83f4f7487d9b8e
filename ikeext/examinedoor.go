package ikeext

import (
	"context"
	"slices"
	"time"
)

// doorByDoor tries the doors, and compares what they gave.
func (x *examiner) doorByDoor(ctx context.Context) {
	var open []*reading
	defer func() {
		for _, r := range open {
			_ = r.client.Close()
		}
	}()
	stop := ""
	for _, name := range x.settings.doors {
		if stop != "" {
			x.Doors = append(x.Doors, DoorCheck{Door: name, SignIn: SignInNotTried, NotTried: stop})
			continue
		}
		check, client := x.door(ctx, name)
		x.Doors = append(x.Doors, check)
		if client != nil {
			open = append(open, &reading{client: client, first: check.Snapshot})
		}
		stop = x.stop(&check)
	}
	x.compare(ctx, open)
}

// door tries one door. The client is nil when it gave nothing.
func (x *examiner) door(ctx context.Context, name Door) (check DoorCheck, client *Client) {
	ctx, cancel := x.limited(ctx)
	defer cancel()
	start := time.Now()
	one := *x.settings
	one.doors = []Door{name}
	s := x.session()
	s.settings, s.record = &one, &check.Calls
	client = newClient(ctx, s)
	snapshot, err := x.read(ctx, client)
	check.Door, check.Snapshot, check.Err, check.Duration = name, snapshot, asError(err), time.Since(start)
	check.SignIn = signInVerdict(&one, check.Err)
	if x.WindowsBuild == "" {
		x.WindowsBuild = s.build
		if snapshot != nil && s.build == "" {
			x.WindowsBuild = snapshot.WindowsBuild
		}
	}
	if err != nil {
		_ = client.Close()
		return check, nil
	}
	return check, client
}

// limited bounds what is done by one door, whose stages have limits of their own.
func (x *examiner) limited(ctx context.Context) (context.Context, context.CancelFunc) {
	limit := stagesOfDoor * x.settings.stageTimeout
	return context.WithTimeoutCause(ctx, limit, &stageTimeout{limit})
}

// read opens a client and reads the statistics.
func (x *examiner) read(ctx context.Context, client *Client) (*Snapshot, error) {
	if err := client.open(ctx); err != nil {
		return nil, err
	}
	return client.Statistics(ctx)
}

// signInVerdict tells what a host made of the credential, as far as its answer shows.
func signInVerdict(s *settings, e *Error) SignInVerdict {
	switch {
	case s.isLocal() || s.way.none():
		return SignInNone
	case e == nil, e.Class == ErrAccessDenied, e.Class == ErrServiceStopped, e.Stage == stageDecode:
		return SignInAccepted
	case e.Class == ErrAuthenticationFailed:
		return SignInRefused
	case e.Stage == stageSMB && e.Class == ErrNotRegistered:
		return SignInAccepted // pipes are opened by whom the host let in
	case e.Stage == stageResolve, e.Stage == stageConnect, e.Stage == stageEPM, e.Stage == stageKerberos:
		return SignInNotTried
	case e.Stage == stageBind && e.Class == ErrNotRegistered:
		return SignInNotTried // the interface was refused before the credential was looked at
	}
	return SignInUnproven
}

// stop says why no further door may be tried after this one. Empty when one may: a
// credential is tried again only where the last attempt cannot have counted as a
// failure, or where the host is known to accept it.
func (x *examiner) stop(check *DoorCheck) string {
	switch {
	case check.SignIn == SignInRefused:
		return "the credential was refused, and failures count towards a lockout"
	case check.Err != nil && check.Err.Class == ErrSignInUnproven:
		return "the credential may have been refused, and failures count towards a lockout"
	case check.Err != nil && check.Err.Stage == stageKerberos:
		return "there is no ticket, by no door"
	case check.SignIn != SignInUnproven || x.accepted():
		return ""
	}
	if check.Err != nil && elsewhere(check.Err) {
		return ""
	}
	return "nothing shows what the host made of the credential, and failures count towards a lockout"
}

// accepted reports whether a door accepted the credential.
func (x *examiner) accepted() bool {
	for _, d := range x.Doors {
		if d.SignIn == SignInAccepted {
			return true
		}
	}
	return false
}

// reached reports whether a port of the host took a connection.
func (x *examiner) reached() bool {
	return slices.ContainsFunc(x.Ports, func(p PortCheck) bool { return p.Err == nil })
}

// gave returns the doors that gave values.
func (x *examiner) gave() (list []DoorCheck) {
	for _, d := range x.Doors {
		if d.Snapshot != nil {
			list = append(list, d)
		}
	}
	return list
}

// next is the one thing to change.
func (x *examiner) next() string {
	if gave := x.gave(); len(gave) > 0 {
		if gave[0].Door == DoorRPC || gave[0].Door == DoorLocal {
			return ""
		}
		return "nothing, for the values that performance counters have; for all of them run remoteike on the host, door local"
	}
	if x.Names.Err != nil && !x.reached() {
		return x.Names.Err.Hint
	}
	for _, d := range x.Doors {
		if d.SignIn == SignInRefused || d.Err != nil && (d.Err.Class == ErrSignInUnproven || d.Err.Stage == stageKerberos) {
			return d.Err.Hint
		}
	}
	return x.nearest()
}

// nearest is what opens the door that is nearest to being open: of those that Windows
// lets anybody open, the one that got furthest.
func (x *examiner) nearest() (hint string) {
	furthest := -1
	for _, d := range x.Doors {
		if d.Err == nil || d.Err.Hint == "" {
			continue
		}
		rank := 1 + stageRank(d.Err.Stage)
		if d.Door == DoorRPC {
			rank = 0 // registered for local callers, as a rule, which nobody can change
		}
		if rank > furthest {
			furthest, hint = rank, d.Err.Hint
		}
	}
	return hint
}

// stageRank orders the stages by how far they are from the beginning.
func stageRank(s Stage) int {
	for i, stage := range []Stage{
		stageResolve, stageConnect, stageEPM, stageKerberos, stageSMB, stageBind, stageActivate, stageLogin, stageCall, stageQuery,
		stageLocal, stageDecode,
	} {
		if s == stage {
			return i
		}
	}
	return 0
}
