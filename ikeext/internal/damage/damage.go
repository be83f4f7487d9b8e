// Package damage spoils bytes, for tests that give decoders and guards what no
// honest peer sends.
package damage

import (
	"bytes"
	"encoding/binary"
	"iter"
	"math/rand/v2"
	"os"
)

// Scale is by how much long tests are cut down: not at all when REMOTEIKE_LONG is
// 1. It is no power of two, so that of a sweep over bits no position is missing.
func Scale() int {
	if os.Getenv("REMOTEIKE_LONG") == "1" {
		return 1
	}
	return 11
}

// Inputs makes a million inputs out of the seeds, each changed one to four times. They
// are the same each time. It makes a tenth of them when REMOTEIKE_LONG is "tenth", and
// where long tests are cut down what Scale leaves, and of these one in thin.
func Inputs(thin int, seeds ...[]byte) iter.Seq2[int, []byte] {
	n := 1_000_000
	switch {
	case os.Getenv("REMOTEIKE_LONG") == "tenth":
		n /= 10
	case Scale() > 1:
		n /= Scale() * thin
	}
	return func(yield func(int, []byte) bool) {
		for i := range n {
			r := rand.New(rand.NewPCG(1, uint64(i)))
			b := bytes.Clone(seeds[r.IntN(len(seeds))])
			for range 1 + r.IntN(4) {
				b = Mutate(r, b)
			}
			if !yield(i, b) {
				return
			}
		}
	}
}

// Mutate changes b in one way and returns it, or what has become of it.
func Mutate(r *rand.Rand, b []byte) []byte {
	if len(b) < 4 {
		return binary.LittleEndian.AppendUint64(b, r.Uint64())
	}
	at := r.IntN(len(b))
	switch r.IntN(8) {
	case 0, 1:
		b[at] ^= 1 << r.IntN(8)
	case 2:
		b[at] = byte(r.Uint32())
	case 3:
		words := []uint32{0, 1, 4, 0xff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff}
		binary.LittleEndian.PutUint32(b[min(at, len(b)-4):], words[r.IntN(len(words))])
	case 4:
		binary.BigEndian.PutUint16(b[min(at, len(b)-2):], uint16(r.Uint32()))
	case 5:
		return b[:at]
	case 6: // a part comes twice, or is left out
		from := r.IntN(len(b))
		return append(bytes.Clone(b[:at]), b[from:]...)
	case 7:
		clear(b[at:min(len(b), at+1+r.IntN(16))])
	}
	return b
}
