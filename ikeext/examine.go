package ikeext

import (
	"context"
	"net/netip"
	"time"
)

// Examination is what Examine found out about a host. It holds no secret, so that it
// can be handed on.
type Examination struct {
	// Host is the host as the caller named it.
	Host string
	// StartedAt is when the examination began, UTC, and Duration how long it took.
	StartedAt time.Time
	Duration  time.Duration
	// Names tells what the host's name stands for.
	Names NameCheck
	// Ports tells which TCP ports take connections.
	Ports []PortCheck
	// Mapper tells what the endpoint mapper lists.
	Mapper MapperCheck
	// Doors tells what came of each door, in the order of trying.
	Doors []DoorCheck
	// WindowsBuild is the version that the host named while signing in, such as
	// "10.0.17763". Empty when it named none.
	WindowsBuild string
	// Comparisons are those of doors that gave values. Nil unless two did.
	Comparisons []Comparison
	// Next is the one thing to change next. Empty when nothing has to be.
	Next string
}

// NameCheck is what a host's name, or address, stands for.
type NameCheck struct {
	// Addresses are those of the name. Nil when there are none.
	Addresses []netip.Addr
	// Names are those of the address, when the host was given as one. Nil when there
	// are none, which is no failure.
	Names []string
	// Err is why there are no addresses. Nil when there are.
	Err *Error
	// Duration is how long it took.
	Duration time.Duration
}

// PortCheck is an attempt to connect to a TCP port. Nothing was sent over it.
type PortCheck struct {
	// Port is the port and Service what is expected there, such as "endpoint mapper".
	Port    uint16
	Service string
	// Err is why no connection could be made. Nil when one could.
	Err *Error
	// Duration is how long it took.
	Duration time.Duration
}

// MapperCheck is what the endpoint mapper lists of the interfaces that matter here:
// ept_lookup, without a sign-in.
type MapperCheck struct {
	// Endpoints are the entries of IKEEXT, of the Base Filtering Engine and of the
	// firewall's interfaces.
	Endpoints []MappedEndpoint
	// Entries is how many entries the mapper has in all, as far as they were read.
	Entries int
	// Cut reports whether there may be more.
	Cut bool
	// Err is why there is no list, or no complete one. Nil when it is complete.
	Err *Error
	// Duration is how long it took.
	Duration time.Duration
}

// MappedEndpoint is an entry of the endpoint mapper. That Windows lists a port there
// does not mean that the interface may be called by it: ports belong to processes, and
// processes hold interfaces for local callers beside others.
type MappedEndpoint struct {
	// Interface is what it is called here: "IKEEXT", "BFE", "Fw APIs" or "Remote Fw
	// APIs". UUID and Version identify it.
	Interface string
	UUID      GUID
	Version   string
	// Annotation is what the process calls it. Empty when it has no name for it.
	Annotation string
	// Protocol is the protocol sequence, such as "ncacn_ip_tcp", "ncacn_np" or
	// "ncalrpc", which is for callers on the host alone. Empty when it is not known
	// here.
	Protocol string
	// Endpoint is the port or the name there.
	Endpoint string
}

// SignInVerdict tells what a host made of the credential.
type SignInVerdict string

// The verdicts.
const (
	// SignInNone: nobody signed in, as asked for.
	SignInNone SignInVerdict = "none"
	// SignInNotTried: it did not come to a sign-in.
	SignInNotTried SignInVerdict = "not_tried"
	// SignInAccepted: the host accepted it.
	SignInAccepted SignInVerdict = "accepted"
	// SignInRefused: the host, or a KDC, refused it. It is not tried again.
	SignInRefused SignInVerdict = "refused"
	// SignInUnproven: it was tried, and nothing shows what the host made of it.
	SignInUnproven SignInVerdict = "unproven"
)

// DoorCheck is what came of a door.
type DoorCheck struct {
	// Door is the door.
	Door Door
	// SignIn is what came of the credential there.
	SignIn SignInVerdict
	// Snapshot is what was read. Nil when nothing was.
	Snapshot *Snapshot
	// Err is why nothing was read. Nil when Snapshot is not, and when the door was not
	// tried.
	Err *Error
	// NotTried says why the door was not tried. Empty when it was.
	NotTried string
	// Calls are the calls of DCE/RPC that were made, in order, faults among them. Nil
	// by doors without.
	Calls []CallRecord
	// Duration is how long it took.
	Duration time.Duration
}

// CallRecord is what came of a call of DCE/RPC.
type CallRecord struct {
	// Procedure and Opnum are what was called.
	Procedure string
	Opnum     int
	// ReplyLength is the length of the reply's stub in bytes. Zero when there was none.
	ReplyLength int
	// Fault is the status of the fault that came instead. Zero when none did.
	Fault Code
	// DidNotExecute is the flag of the fault by which the host says that it did not
	// begin the call, Protected whether the fault carried a verifier, which nobody
	// checked.
	DidNotExecute, Protected bool
	// Duration is how long the call took.
	Duration time.Duration
}

// stagesOfDoor is how many times that of a stage a door may take in all.
const stagesOfDoor = 12

// Examine finds out what can be had of a host, and why not more: what its name stands
// for, which ports answer, what the endpoint mapper lists, and what comes of each door
// of cfg.Doors, all that cfg allows unless it names some. Every check has a limit of
// its own, and what fails does not stop the rest: it stands in the Examination.
//
// A credential that a door refused, or may have refused, is not tried at another. The
// error is a *ConfigError for a configuration that cannot be used, when nothing was
// sent, and nil otherwise.
func Examine(ctx context.Context, host string, cfg *Config) (*Examination, error) {
	if cfg == nil {
		cfg = &Config{}
	}
	s, err := check(host, cfg)
	if err != nil {
		return nil, err
	}
	x := &examiner{settings: s, cfg: cfg, Examination: &Examination{Host: host, StartedAt: time.Now().UTC()}}
	if s.isLocal() {
		x.doorByDoor(ctx)
	} else {
		x.session().warn()
		x.names(ctx)
		x.mapper(ctx)
		x.ports(ctx)
		x.doorByDoor(ctx)
	}
	x.Next = x.next()
	x.Duration = time.Since(x.StartedAt)
	return x.Examination, nil
}

// examiner is an examination under way.
type examiner struct {
	*Examination
	settings *settings
	cfg      *Config
	// closed are the ports that could not be reached, for the doors not to wait for
	// them again.
	closed map[uint16]error
	// pinned is the address that answered first.
	pinned string
}

// session returns a fresh session with what is known already.
func (x *examiner) session() *session {
	s := newSession(x.settings, x.cfg, nil)
	for port, err := range x.closed {
		s.closed[port] = err
	}
	if s.net.pinned == "" {
		s.net.pinned = x.pinned
	}
	return s
}
