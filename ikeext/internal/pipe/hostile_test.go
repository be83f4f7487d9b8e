package pipe

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"math/rand/v2"
	"net"
	"slices"
	"testing"
	"time"

	"github.com/remoteike/remoteike/ikeext/internal/damage"
)

// atFrame is a host that sends one frame as misdeed does.
func atFrame(which int, misdeed func(h *host, frame []byte) bool) func(*host, int, []byte) bool {
	return func(h *host, number int, frame []byte) bool {
		if number == which {
			return misdeed(h, frame)
		}
		_, err := h.conn.Write(frame)
		return err == nil
	}
}

// sends sends other bytes in place of a frame.
func sends(edit func(frame []byte) []byte) func(*host, []byte) bool {
	return func(h *host, frame []byte) bool {
		_, err := h.conn.Write(edit(bytes.Clone(frame)))
		return err == nil
	}
}

// endless sends bytes again and again.
func endless(what func(frame []byte) []byte) func(*host, []byte) bool {
	return func(h *host, frame []byte) bool {
		for b := what(bytes.Clone(frame)); ; {
			if _, err := h.conn.Write(b); err != nil {
				return false
			}
		}
	}
}

// drip sends a frame one byte after the other.
func drip(pause time.Duration) func(*host, []byte) bool {
	return func(h *host, frame []byte) bool {
		for i := range frame {
			time.Sleep(pause)
			if _, err := h.conn.Write(frame[i : i+1]); err != nil {
				return false
			}
		}
		return true
	}
}

// misdeeds are what a host may do in place of sending a frame, none of which may
// end well.
func misdeeds() map[string]func(*host, []byte) bool {
	return map[string]func(*host, []byte) bool{
		"silence":              func(*host, []byte) bool { return true },
		"a byte a second":      drip(time.Second),
		"a byte in ten ms":     drip(10 * time.Millisecond),
		"silence after half":   sends(func(b []byte) []byte { return b[:len(b)/2] }),
		"silence after length": sends(func(b []byte) []byte { return b[:4] }),
		"hang-up":              func(*host, []byte) bool { return false },
		"half-closed":          func(h *host, _ []byte) bool { return h.conn.(*net.TCPConn).CloseWrite() == nil },
		"half-closed half-way": func(h *host, b []byte) bool {
			_, err := h.conn.Write(b[:len(b)/2])
			return err == nil && h.conn.(*net.TCPConn).CloseWrite() == nil
		},
		"keep-alives for ever":      endless(func([]byte) []byte { return []byte{0x85, 0, 0, 0} }),
		"empty frames for ever":     endless(func([]byte) []byte { return []byte{0, 0, 0, 0} }),
		"interim replies for ever":  endless(interim),
		"other messages for ever":   endless(func(b []byte) []byte { return put(b, 4+24, 0xee) }),
		"the frame twice for ever":  endless(func(b []byte) []byte { return append(put(b, 4+24, 0xee), b...) }),
		"a frame of 16 MiB":         endless(func(b []byte) []byte { return append([]byte{0, 0xff, 0xff, 0xff}, b[4:]...) }),
		"a frame as long as may be": endless(func(b []byte) []byte { return append(binary.BigEndian.AppendUint32(nil, maxFrame), b[4:]...) }),
		"noise":                     sends(func([]byte) []byte { return bytes.Repeat([]byte{0x5a, 0xa5, 7}, 100) }),
		"a web server":              sends(func([]byte) []byte { return []byte("HTTP/1.1 400 Bad Request\r\n\r\n") }),
	}
}

// interim makes a frame an interim reply, of which there may be one.
func interim(frame []byte) []byte {
	b := put(frame, 4+8, 3, 1, 0, 0)
	b = put(b, 4+16, flagResponse|flagAsync)
	return b
}

// TestHostileFrames has the host do every misdeed in place of each frame.
func TestHostileFrames(t *testing.T) {
	for name, fresh := range dialects() {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			frames, deeds, over := b.frames(fresh()), misdeeds(), tcp(t)
			names := slices.Sorted(maps.Keys(deeds))
			several(len(frames)*len(names), func(i int) {
				which, deed := i/len(names), names[i%len(names)]
				what := fmt.Sprintf("%s in place of frame %d", deed, which)
				if b.converse(what, fresh(), over, atFrame(which, deeds[deed])) == nil {
					b.t.Errorf("%s: passed", what)
				}
			})
		})
	}
}

// place is a byte or a bit of a frame.
type place struct{ frame, at int }

// some takes what the scale leaves of all places of frames.
func some(frames [][]byte, per int) (list []place) {
	for i, frame := range frames {
		for at := range per * len(frame) {
			list = append(list, place{i, at})
		}
	}
	kept := list[:0]
	for i := 0; i < len(list); i += damage.Scale() {
		kept = append(kept, list[i])
	}
	return kept
}

// TestHostileFramesCut ends the connection at each offset of each frame.
func TestHostileFramesCut(t *testing.T) {
	for name, fresh := range dialects() {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			list := some(b.frames(fresh()), 1)
			several(len(list), func(i int) {
				what := fmt.Sprintf("frame %d cut at %d", list[i].frame, list[i].at)
				err := b.converse(what, fresh(), net.Pipe, atFrame(list[i].frame, func(h *host, frame []byte) bool {
					_, _ = h.conn.Write(frame[:list[i].at])
					return false
				}))
				if err == nil {
					b.t.Errorf("%s: passed", what)
				}
			})
		})
	}
}

// TestHostileFramesFlipped flips each bit of each frame after it was signed or
// encrypted. None of those after the sign-in passes; before it nothing comes of it
// but an error or the greeting.
func TestHostileFramesFlipped(t *testing.T) {
	const signedFrom = 3
	for name, fresh := range dialects() {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			list := some(b.frames(fresh()), 8)
			several(len(list), func(i int) {
				at := list[i]
				what := fmt.Sprintf("bit %d of frame %d", at.at, at.frame)
				err := b.converse(what, fresh(), net.Pipe, atFrame(at.frame, sends(func(frame []byte) []byte {
					frame[at.at/8] ^= 1 << (at.at % 8)
					return frame
				})))
				if err == nil && at.frame >= signedFrom {
					b.t.Errorf("%s was not noticed", what)
				}
			})
		})
	}
}

// TestHostileFramesMutated changes frames at random before they are signed: the
// host has the key and means it. What is read is what it sent.
func TestHostileFramesMutated(t *testing.T) {
	for name, fresh := range dialects() {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			several(10000/damage.Scale(), func(i int) {
				r := rand.New(rand.NewPCG(445, uint64(i)))
				number, which := 0, r.IntN(7)
				h := fresh()
				h.inner = func(command uint16, reply []byte) []byte {
					if number++; number-1 != which || command == cmdRead {
						return reply // what is read would be other than the greeting
					}
					return damage.Mutate(r, bytes.Clone(reply))
				}
				_ = b.converse(fmt.Sprintf("mutation %d of frame %d", i, which), h, net.Pipe, func(h *host, _ int, frame []byte) bool {
					_, err := h.conn.Write(frame)
					return err == nil
				})
			})
		})
	}
}
