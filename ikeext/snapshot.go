package ikeext

import (
	"iter"
	"time"
)

// EngineState tells what came of the session with the Base Filtering Engine.
type EngineState string

// The engine states.
const (
	// EngineOpened: a session was opened.
	EngineOpened EngineState = "opened"
	// EngineNotRegistered: the host does not offer the engine to the network, as
	// no stock Windows does.
	EngineNotRegistered EngineState = "not_registered"
	// EngineRefused: the engine is offered and no session could be opened.
	EngineRefused EngineState = "refused"
	// EngineSkipped: Config.Engine was EngineSkip.
	EngineSkipped EngineState = "skipped"
	// EngineNotAsked: Config.Endpoint was given, so the mapper was not asked.
	EngineNotAsked EngineState = "not_asked"
)

// SignIn tells how the values were protected on their way.
type SignIn struct {
	// Mechanism is what was spoken: "kerberos", "ntlm" or "none".
	Mechanism string
	// Level is the protection level, empty when there was no sign-in.
	Level Level
	// Fallback says why negotiate took NTLM in place of Kerberos. Empty when it did
	// not.
	Fallback string
}

// Snapshot is what was read from a host at one time. It holds only values that
// were read.
type Snapshot struct {
	// Host is the host as the caller named it.
	Host string
	// CollectedAt is when the reply came, UTC.
	CollectedAt time.Time
	// Duration is how long the call took, sign-in not included.
	Duration time.Duration
	// Door is the way in that answered.
	Door Door
	// Tried is what the doors said that were tried before, in order. Nil when the
	// first one answered.
	Tried []*Error
	// Transport is what carried the question: the RPC protocol sequence
	// "ncacn_ip_tcp" or "ncacn_np", or "http" or "https". Empty by DoorLocal.
	Transport string
	// Endpoint is what answered: the string binding of IKEEXT or of the process of
	// WMI, or the URL of WinRM. Empty by DoorLocal.
	Endpoint string
	// Auth tells how the call was protected.
	Auth SignIn
	// Engine tells what came of the engine session.
	Engine EngineState
	// WindowsBuild is the version that the host named while signing in, such as
	// "10.0.17763". Empty when it named none.
	WindowsBuild string
	// MeasuredAt is when the host says that it took the values, by its own clock,
	// UTC. Zero when the door does not tell.
	MeasuredAt time.Time
	// Unknown are properties of the performance classes that have no field. Nil
	// when there were none, and by doors without WMI.
	Unknown []WMIProperty

	values     [FieldCount]uint32
	present    [FieldCount]bool
	wmi        [WMIFieldCount]uint32
	wmiPresent [WMIFieldCount]bool
}

// complete notes when the values were there, how long that took since start, and
// the version that the host told.
func (s *Snapshot) complete(start time.Time, build string) {
	s.CollectedAt, s.Duration, s.WindowsBuild = time.Now().UTC(), time.Since(start), build
}

// Set records that f was read and had value v.
func (s *Snapshot) Set(f Field, v uint32) {
	s.values[f], s.present[f] = v, true
}

// Lookup returns the value of f and whether it was read.
func (s *Snapshot) Lookup(f Field) (value uint32, ok bool) {
	return s.values[f], s.present[f]
}

// Fields walks over the values that were read, in wire order.
func (s *Snapshot) Fields() iter.Seq2[Field, uint32] {
	return func(yield func(Field, uint32) bool) {
		for f, ok := range s.present {
			if ok && !yield(Field(f), s.values[f]) {
				return
			}
		}
	}
}
