package wmio

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
)

// maxGrowth is how many octets may be allocated for one octet of an object.
const maxGrowth = 32

// manyMembers returns n members of a type with a value.
func manyMembers(n int, t cimType, slot []byte) (m []member) {
	for i := range n {
		m = append(m, member{name: strconv.Itoa(i), typ: t, slot: slot})
	}
	return m
}

// hostile are objects of about 64 KiB that are made to grow.
func hostile() map[string][]byte {
	units := map[string][]byte{}
	add := func(name string, t cimType, n int, item []byte) {
		var h items
		ref := u32(h.put(item))
		units[name] = unit(anInstance("C", items{}, h, manyMembers(n, t, ref)))
	}
	long := latin(string(bytes.Repeat([]byte{'x'}, 40000)))
	add("one long string", cimString, 1, long)
	add("one long string for many", cimString, 600, long)
	add("one short string for many", cimString, 1900, latin("\xff\xff\xff"))
	add("8-bit letters", cimString, 1, latin(string(bytes.Repeat([]byte{0xFF}, 64000))))
	add("8-bit letters for five", cimString, 5, latin(string(bytes.Repeat([]byte{0xFF}, 64000))))
	add("wide letters for four", cimString, 4, wide(slices.Repeat([]uint16{0x20AC}, 32000)...))
	add("one array for four", cimUint8|array, 4, append(u32(64000), make([]byte, 64000)...))
	add("array that is too long", cimString|array, 1, append(u32(15999), make([]byte, 64000)...))
	units["array of the same string"] = stringArray(16000, "")
	units["array of the same long string"] = stringArray(8000, string(bytes.Repeat([]byte{'x'}, 30000)))
	units["many numbers"] = unit(anInstance("C", items{}, items{}, manyMembers(1900, cimUint32, u32(0xFFFFFFFF))))
	units["the same object"] = objectArray(16000, anInstance("C", items{}, items{}, nil))
	units["the same large object"] = objectArray(4000, anInstance("C", items{}, items{}, manyMembers(1000, cimUint64, u64(1<<63))))
	deep := anInstance("C", items{}, items{}, manyMembers(1500, cimUint64, u64(1<<63)))
	for range maxDepth {
		deep = objectArray(2, deep)[8:]
	}
	units["objects in objects"] = unit(deep)
	units["twice the next object"] = twice(anInstance("C", items{}, items{}, manyMembers(300, cimUint64, u64(1<<63))))
	return units
}

// stringArray is an object with an array whose elements are the same string.
func stringArray(n int, s string) []byte {
	var h items
	text := u32(h.put(latin(s)))
	ref := u32(h.put(arrayOf(bytes.Repeat(text, n))))
	copy(h.b[le.Uint32(ref):], u32(uint32(n)))
	return unit(anInstance("C", items{}, h, manyMembers(1, cimString|array, ref)))
}

// objectArray is an object with an array whose elements are the same object.
func objectArray(n int, block []byte) []byte {
	var h items
	object := u32(h.put(append(u32(uint32(len(block))), block...)))
	ref := u32(h.put(arrayOf(bytes.Repeat(object, n))))
	copy(h.b[le.Uint32(ref):], u32(uint32(n)))
	return unit(anInstance("C", items{}, h, manyMembers(1, cimObject|array, ref)))
}

// twice is an object that refers to the next twice, and so on to the last.
func twice(block []byte) []byte {
	for range maxDepth {
		var h items
		ref := u32(h.put(append(u32(uint32(len(block))), block...)))
		block = anInstance("C", items{}, h, manyMembers(2, cimObject, ref))
	}
	return unit(block)
}

// allocated returns the octets that f allocates.
func allocated(f func()) int {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return int(after.TotalAlloc - before.TotalAlloc)
}

func TestMemoryIsBoundedByTheInput(t *testing.T) {
	for name, b := range hostile() {
		var err error
		got := allocated(func() { _, err = Decode(b) })
		t.Logf("%s: %d octets, %.1f times as many allocated, %v", name, len(b), float64(got)/float64(len(b)), err)
		assert.LessOrEqual(t, got, maxGrowth*len(b), name)
	}
}

func TestOneStringForMany(t *testing.T) {
	var h items
	ref := u32(h.put(latin(string(bytes.Repeat([]byte{'x'}, 40000)))))
	_, err := Decode(unit(anInstance("C", items{}, h, manyMembers(3, cimString, ref))))
	assert.NoError(t, err)
	_, err = Decode(unit(anInstance("C", items{}, h, manyMembers(600, cimString, ref))))
	fails(t, err, "the object refers to its octets too often")
}

func BenchmarkDecode(b *testing.B) {
	// As large as the largest of the sets of counters, of 29 and nine properties.
	counters := unit(anInstance("Win32_PerfRawData_Counters_IPsecAuthIPIPv4", items{}, items{}, manyMembers(38, cimUint32, u32(7))))
	for name, object := range map[string][]byte{"standard": vector(b, "myinstance"), "counters": counters} {
		b.Run(fmt.Sprintf("%s/%d", name, len(object)), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(object)))
			for b.Loop() {
				if _, err := Decode(object); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
