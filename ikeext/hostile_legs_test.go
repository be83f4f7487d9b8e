package ikeext_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// PDU types, as they are on the wire.
const (
	response  = 2
	shutdown  = 17
	alterResp = 15
)

// misdeed is something that a host does in place of sending one PDU, and what may
// come of it.
type misdeed struct {
	name string
	do   ikeexttest.Misbehaviour
	want []ikeext.Class
}

func edited(edit func(pdu []byte) []byte) ikeexttest.Misbehaviour {
	return func(w *ikeexttest.Wire, p ikeexttest.PDU) { w.Write(edit(bytes.Clone(p.Bytes))) }
}

func misdeeds() []misdeed {
	late := []ikeext.Class{ikeext.ErrTimeout}
	wrong := []ikeext.Class{ikeext.ErrProtocol}
	short := []ikeext.Class{ikeext.ErrTruncated}
	// A hang-up on the first protected call may be for the sign-in.
	gone := []ikeext.Class{ikeext.ErrUnreachable, ikeext.ErrSignInUnproven}
	// Which bound is met first is a matter of how fast both ends are.
	long := []ikeext.Class{ikeext.ErrProtocol, ikeext.ErrTruncated, ikeext.ErrTimeout}
	noise := make([]byte, 4096)
	for i, r := 0, rand.New(rand.NewPCG(1, 2)); i < len(noise); i++ {
		noise[i] = byte(r.Uint32())
	}
	return []misdeed{
		{"silence", ikeexttest.Silence(), late},
		{"a byte a second", ikeexttest.Drip(time.Second), late},
		{"ten bytes a second", ikeexttest.Drip(100 * time.Millisecond), late},
		{"silence after half", func(w *ikeexttest.Wire, p ikeexttest.PDU) {
			w.Write(p.Bytes[:len(p.Bytes)/2])
			w.Wait(time.Minute) // so that no other answer makes up for the rest
		}, late},
		{"hang-up", ikeexttest.CutOff(0), gone},
		{"hang-up half-way", func(w *ikeexttest.Wire, p ikeexttest.PDU) { ikeexttest.CutOff(len(p.Bytes)/2)(w, p) }, short},
		{"hang-up in the header", ikeexttest.CutOff(9), short},
		{"endless empty fragments", ikeexttest.Endless(0), long},
		{"endless small fragments", ikeexttest.Endless(8), long},
		{"endless large fragments", ikeexttest.Endless(5816), long},
		{"wrong call id", edited(func(b []byte) []byte { b[12] ^= 0x40; return b }), wrong},
		{"other type", edited(func(b []byte) []byte { b[2] = 20; return b }), wrong},
		{"shutdown", edited(func(b []byte) []byte { b[2] = shutdown; return b }), gone},
		{"big-endian", edited(func(b []byte) []byte { b[4] = 0; return b }), wrong},
		{"noise", edited(func([]byte) []byte { return noise }), wrong},
		{"a web server", edited(func([]byte) []byte { return []byte("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n") }), wrong},
		{"unasked PDU before", edited(func(b []byte) []byte { return append(unasked(b), b...) }), wrong},
	}
}

// unasked is a response to a call that is yet to be made.
func unasked(pdu []byte) []byte {
	b := slices.Concat([]byte{5, 0, response, 3, 0x10, 0, 0, 0, 24, 0, 0, 0}, pdu[12:16], make([]byte, 8))
	b[12]++
	return b
}

// conversations are the ways to ask in which every PDU is spoiled.
func conversations() map[string]struct {
	host ikeexttest.Config
	edit func(*ikeexttest.Host, *ikeext.Config)
} {
	type way = struct {
		host ikeexttest.Config
		edit func(*ikeexttest.Host, *ikeext.Config)
	}
	with := func(auth ikeext.Auth, level ikeext.Level) func(*ikeexttest.Host, *ikeext.Config) {
		return func(_ *ikeexttest.Host, cfg *ikeext.Config) {
			cfg.Auth, cfg.Level, cfg.Engine = auth, level, ikeext.EngineRequire
		}
	}
	return map[string]way{
		"rpc, nobody":             {ikeexttest.Config{AllowUnauthenticated: true}, unprotected},
		"rpc, ntlm, integrity":    {ikeexttest.Config{}, with(ikeext.AuthNTLM, ikeext.LevelIntegrity)},
		"rpc, negotiate, privacy": {ikeexttest.Config{}, with(ikeext.AuthNegotiate, ikeext.LevelPrivacy)},
		"wmi":                     {ikeexttest.Config{Profile: ikeexttest.WMIOpenSplit}, overWMI},
		"wmi, RemoteActivation": {ikeexttest.Config{Profile: ikeexttest.WMIOpenSplit, NoCreateInstance: true},
			overWMI},
	}
}

// stages are those in which what answers with a PDU may fail.
func stages(p ikeexttest.PDU) []ikeext.Stage {
	switch p.Interface {
	case "": // a bind of the mapper's, of a door, or of a further interface of WMI
		return []ikeext.Stage{"epm", "bind", "login", "query", "decode"}
	case "epm":
		return []ikeext.Stage{"epm"}
	case "IRemoteSCMActivator", "IActivation":
		return []ikeext.Stage{"activate", "decode"}
	case "IWbemLevel1Login":
		return []ikeext.Stage{"login", "decode"}
	case "IWbemServices", "IEnumWbemClassObject":
		return []ikeext.Stage{"query", "decode"}
	}
	return []ikeext.Stage{"call", "decode"}
}

// courteous reports whether nothing depends on a PDU: it answers a call that gives
// something back, or the bind before that.
func courteous(conversation []ikeexttest.PDU, i int) bool {
	if p := conversation[i]; p.Type == alterResp && i+1 < len(conversation) {
		return conversation[i+1].Interface == "IRemUnknown"
	}
	p := conversation[i]
	return p.Interface == "IRemUnknown" || p.Interface == "engine" && p.Opnum == 3
}

// split parts the PDUs of a conversation into those that matter and the others.
func split(conversation []ikeexttest.PDU) (matter, farewells []int) {
	for i := range conversation {
		if courteous(conversation, i) {
			farewells = append(farewells, i)
		} else {
			matter = append(matter, i)
		}
	}
	return matter, farewells
}

// TestHostileLegs has the host do every misdeed at every PDU that it sends, the
// sign-in legs among them.
func TestHostileLegs(t *testing.T) {
	for name, c := range conversations() {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			prepare := func() *damaged { return b.newDamaged(c.host, c.edit) }
			conversation, deeds := prepare().conversation(b), misdeeds()
			matter, _ := split(conversation)
			each(len(matter)*len(deeds), prepare, func(d *damaged, i int) {
				deed, which := deeds[i%len(deeds)], matter[i/len(deeds)]
				p := conversation[which]
				what := fmt.Sprintf("%s at PDU %d, type %d of %q", deed.name, which, p.Type, p.Interface)
				// Where a wait has to come to an end it is short. On a busy machine an honest
				// stage before may take as long, and then all are given more time.
				stage := time.Duration(0)
				if slices.Contains(deed.want, ikeext.ErrTimeout) {
					stage = patience
				}
				s, err := d.askWithin(b, what, stage, as(which, deed.do))
				for range 4 {
					if err == nil || err.Class != ikeext.ErrTimeout || slices.Contains(stages(p), err.Stage) {
						break
					}
					stage *= 2
					s, err = d.askWithin(b, what, stage, as(which, deed.do))
				}
				switch {
				case s != nil:
					b.errorf("%s: passed", what)
				case !slices.Contains(deed.want, err.Class), !slices.Contains(stages(p), err.Stage):
					b.errorf("%s: %s, %v: %v", what, err.Stage, err.Class, err)
				}
			})
		})
	}
}

// TestHostileFarewells has the host do every misdeed at answers on which nothing
// depends: the values stay, and closing does not hang.
func TestHostileFarewells(t *testing.T) {
	for name, c := range conversations() {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			prepare := func() *damaged { return b.newDamaged(c.host, c.edit) }
			_, last := split(prepare().conversation(b))
			deeds := misdeeds()
			each(len(last)*len(deeds), prepare, func(d *damaged, i int) {
				deed, which := deeds[i%len(deeds)], last[i/len(deeds)]
				what := fmt.Sprintf("%s at PDU %d", deed.name, which)
				if s, err := d.askPatiently(b, what, as(which, deed.do)); err == nil {
					b.expectTrue(what, s)
				} else {
					b.errorf("%s: %v", what, err)
				}
			})
		})
	}
}
