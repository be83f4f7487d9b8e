package ikeext_test

import (
	"bufio"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// property is a line of testdata/performance.txt and a number of its own.
type property struct {
	class, name string
	is          string // a path of Statistics, "wmi" or "twin"
	value       uint32
}

// properties are all 143, each with a number that no other has, twins included.
func properties(t testing.TB) (list []property) {
	file, err := os.Open("testdata/performance.txt")
	require.NoError(t, err)
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		words := strings.Fields(lines.Text())
		if words[0] == "#" {
			continue
		}
		require.Len(t, words, 3)
		list = append(list, property{words[0], words[1], words[2], uint32(len(list))*2654435761 + 7})
	}
	require.Len(t, list, 143)
	return list
}

// objects are the instances of the classes with these properties.
func objects(list []property) (objects []ikeexttest.PerformanceObject) {
	for _, p := range list {
		if len(objects) == 0 || objects[len(objects)-1].Set != p.class {
			objects = append(objects, ikeexttest.PerformanceObject{Set: p.class})
		}
		last := &objects[len(objects)-1]
		last.Counters = append(last.Counters, ikeexttest.PerformanceCounter{Name: p.name, Value: p.value})
	}
	return objects
}

// wmiConfig returns what signs in at host, and knows WMI alone.
func wmiConfig(host *ikeexttest.Host) *ikeext.Config {
	cfg := config(host)
	cfg.Doors = []ikeext.Door{ikeext.DoorWMI}
	return cfg
}

// performing starts a host whose WMI has these properties.
func performing(t *testing.T, list []property) *ikeexttest.Host {
	return start(t, ikeexttest.Config{Profile: ikeexttest.WMIOpenSplit, Performance: func() []ikeexttest.PerformanceObject {
		return objects(list)
	}})
}

func wmiField(t *testing.T, class, name string) ikeext.WMIField {
	for f := range ikeext.WMIField(ikeext.WMIFieldCount) {
		if f.Class() == class && f.Property() == name {
			return f
		}
	}
	require.Fail(t, "no such field", "%s.%s", class, name)
	return 0
}

// assertProperties holds that a snapshot has what the properties say, and that
// every other value is absent.
func assertProperties(t *testing.T, list []property, s *ikeext.Snapshot) {
	t.Helper()
	fields, own := map[ikeext.Field]uint32{}, map[ikeext.WMIField]uint32{}
	for _, p := range list {
		switch p.is {
		case "twin":
		case "wmi":
			own[wmiField(t, p.class, p.name)] = p.value
		default:
			f, ok := ikeext.ParseField(p.is)
			require.True(t, ok, p.is)
			fields[f] = p.value
		}
	}
	for f := range ikeext.Field(ikeext.FieldCount) {
		want, has := fields[f]
		got, ok := s.Lookup(f)
		require.Equal(t, has, ok, f)
		require.Equal(t, want, got, f)
	}
	for f := range ikeext.WMIField(ikeext.WMIFieldCount) {
		want, has := own[f]
		got, ok := s.LookupWMI(f)
		require.Equal(t, has, ok, f)
		require.Equal(t, want, got, f)
	}
}

// TestEveryPropertyArrives holds the mapping: 75 fields and 16 values of WMI's
// own, from numbers of which no two are equal, and nothing of the other 340.
func TestEveryPropertyArrives(t *testing.T) {
	list := properties(t)
	before := time.Now().Truncate(time.Microsecond)
	s, err := query(t, wmiConfig(performing(t, list)))
	require.NoError(t, err)
	assertProperties(t, list, s)
	assert.Empty(t, s.Unknown)
	assert.WithinRange(t, s.MeasuredAt, before, time.Now())
	assert.Equal(t, time.UTC, s.MeasuredAt.Location())

	fields, own := 0, 0
	for range s.Fields() {
		fields++
	}
	for range s.WMIFields() {
		own++
	}
	assert.Equal(t, 75, fields)
	assert.Equal(t, 16, own)
}

func TestWMIIsNeverFull(t *testing.T) {
	s, err := query(t, wmiConfig(start(t, ikeexttest.Config{Profile: ikeexttest.WMIOpen2016})))
	require.NoError(t, err)
	full, ok := s.Full()
	assert.False(t, ok)
	assert.Nil(t, full)
	failures, ok := s.Failures()
	assert.False(t, ok)
	assert.Nil(t, failures)
}

// TestZerosAreRead tells a zero that WMI has from a value that it does not have.
func TestZerosAreRead(t *testing.T) {
	list := properties(t)
	for i := range list {
		list[i].value = 0
	}
	s, err := query(t, wmiConfig(performing(t, list)))
	require.NoError(t, err)
	assertProperties(t, list, s)
}

// TestTwinsAddNothing takes away all but the twins, and then the twins.
func TestTwinsAddNothing(t *testing.T) {
	var twins, others []property
	for _, p := range properties(t) {
		if p.is == "twin" {
			twins = append(twins, p)
		} else {
			others = append(others, p)
		}
	}
	for name, list := range map[string][]property{"alone": twins, "missing": others} {
		t.Run(name, func(t *testing.T) {
			s, err := query(t, wmiConfig(performing(t, list)))
			require.NoError(t, err)
			assertProperties(t, list, s)
			assert.Empty(t, s.Unknown)
		})
	}
}

// TestPropertiesInAnyCase writes every name in capitals, as WMI may.
func TestPropertiesInAnyCase(t *testing.T) {
	list := properties(t)
	loud := make([]property, len(list))
	for i, p := range list {
		loud[i] = property{p.class, strings.ToUpper(p.name), p.is, p.value}
	}
	s, err := query(t, wmiConfig(performing(t, loud)))
	require.NoError(t, err)
	assertProperties(t, list, s)
	assert.Empty(t, s.Unknown)
}

// TestOnePropertyMissing leaves each property out in turn: it is absent, and moves
// no other.
func TestOnePropertyMissing(t *testing.T) {
	list := properties(t)
	var now []property
	host := start(t, ikeexttest.Config{Profile: ikeexttest.WMIOpenSplit, Performance: func() []ikeexttest.PerformanceObject {
		return objects(now)
	}})
	now = list
	client, err := ikeext.Dial(t.Context(), "127.0.0.1", wmiConfig(host))
	require.NoError(t, err)
	defer client.Close()
	for i := range list {
		now = append(append([]property{}, list[:i]...), list[i+1:]...)
		s, err := client.Statistics(t.Context())
		require.NoError(t, err, list[i].name)
		assertProperties(t, now, s)
	}
}

func TestUnknownPropertiesAreKept(t *testing.T) {
	list := properties(t)
	more := append(list[:len(list):len(list)],
		property{"IPsecAuthIPIPv6", "RetransmittedPackets", "wmi", 41}, property{"IPsecAuthIPIPv6", "Retransmitted_Base", "wmi", 0})
	s, err := query(t, wmiConfig(performing(t, more)))
	require.NoError(t, err)
	assertProperties(t, list, s)
	assert.Equal(t, []ikeext.WMIProperty{
		{Class: "IPsecAuthIPIPv6", Name: "RetransmittedPackets", Value: uint32(41)},
		{Class: "IPsecAuthIPIPv6", Name: "Retransmitted_Base", Value: uint32(0)},
	}, s.Unknown)
}

// TestClassWithoutInstance leaves each class empty in turn.
func TestClassWithoutInstance(t *testing.T) {
	list := properties(t)
	for _, o := range objects(list) {
		var left []property
		for _, p := range list {
			if p.class != o.Set {
				left = append(left, p)
			}
		}
		s, err := query(t, wmiConfig(performing(t, left)))
		require.NoError(t, err, o.Set)
		assertProperties(t, left, s)
	}
}
