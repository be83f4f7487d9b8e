package ikeext

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/cim"
)

// ikev2Class is the performance class of IKEv2 over IPv4.
func ikev2Class(t *testing.T) *performanceClass {
	for _, c := range performanceClasses() {
		if c.name == "IPsecIKEv2IPv4" {
			return c
		}
	}
	require.Fail(t, "no such class")
	return nil
}

func filled(t *testing.T, name string, properties ...cim.Property) (*Snapshot, error) {
	var s Snapshot
	err := s.fillPerformance(ikev2Class(t), &cim.Instance{Class: name, Properties: properties})
	return &s, err
}

const ikev2Name = "Win32_PerfRawData_Counters_IPsecIKEv2IPv4"

func TestPerformanceOfAnotherClass(t *testing.T) {
	for _, name := range []string{"", "IPsecIKEv2IPv4", ikev2Name + "x", "Win32_PerfRawData_Counters_IPsecIKEv2IPv6"} {
		s, err := filled(t, name, cim.Property{Name: "ActiveMainModeSAs", Value: uint32(7)})
		var decode *association.DecodeError
		require.ErrorAs(t, err, &decode, name)
		for range s.Fields() {
			assert.Fail(t, "a value was read", name)
		}
	}
}

func TestPerformanceClassInAnyCase(t *testing.T) {
	s, err := filled(t, "win32_perfrawdata_COUNTERS_ipsecikev2ipv4", cim.Property{Name: "activemainmodesas", Value: uint32(7)})
	require.NoError(t, err)
	f, _ := ParseField("ikeV2Statistics.v4Statistics.currentActiveMainModes")
	v, ok := s.Lookup(f)
	assert.True(t, ok)
	assert.EqualValues(t, 7, v)
}

// TestPerformanceOfOtherTypes refuses what is no number of 32 bits, in place of
// bending it into one.
func TestPerformanceOfOtherTypes(t *testing.T) {
	for _, value := range []any{
		int32(1), int64(1), uint8(1), uint16(1), uint64(1), uint64(1) << 32, "", "x", "-1", "4294967296", " 1", true, float64(1), []uint32{1}, &cim.Instance{},
	} {
		for _, name := range []string{"ActiveMainModeSAs", "PendingMainModeNegotiations"} {
			s, err := filled(t, ikev2Name, cim.Property{Name: name, Value: value})
			var decode *association.DecodeError
			require.ErrorAs(t, err, &decode, "%T", value)
			assert.ErrorContains(t, err, name)
			for range s.Fields() {
				assert.Fail(t, "a value was read", "%T", value)
			}
		}
	}
}

// TestPerformanceOfTexts takes a number from XML, which has no other way.
func TestPerformanceOfTexts(t *testing.T) {
	s, err := filled(t, ikev2Name, cim.Property{Name: "ActiveMainModeSAs", Value: "4294967295"})
	require.NoError(t, err)
	f, _ := ParseField("ikeV2Statistics.v4Statistics.currentActiveMainModes")
	v, ok := s.Lookup(f)
	assert.True(t, ok)
	assert.EqualValues(t, 4294967295, v)
}

func TestPerformanceNullIsAbsent(t *testing.T) {
	s, err := filled(t, ikev2Name,
		cim.Property{Name: "ActiveMainModeSAs"}, cim.Property{Name: "PendingMainModeNegotiations"}, cim.Property{Name: "Name"})
	require.NoError(t, err)
	for f := range s.Fields() {
		assert.Fail(t, "a value was read", f)
	}
	for f := range s.WMIFields() {
		assert.Fail(t, "a value was read", f)
	}
	assert.Empty(t, s.Unknown)
}

func TestPerformanceNullOfUnknownIsKept(t *testing.T) {
	s, err := filled(t, ikev2Name, cim.Property{Name: "Odd"})
	require.NoError(t, err)
	assert.Equal(t, []WMIProperty{{Class: "IPsecIKEv2IPv4", Name: "Odd"}}, s.Unknown)
}

// TestPerformanceLeavesOutObjects keeps to the types that WMIProperty has.
func TestPerformanceLeavesOutObjects(t *testing.T) {
	s, err := filled(t, ikev2Name,
		cim.Property{Name: "One", Value: &cim.Instance{}}, cim.Property{Name: "Many", Value: []*cim.Instance{{}}})
	require.NoError(t, err)
	assert.Empty(t, s.Unknown)
}

// TestPerformanceInheritedIsNotUnknown passes what every performance class has.
func TestPerformanceInheritedIsNotUnknown(t *testing.T) {
	var list []cim.Property
	for _, name := range []string{
		"Caption", "Description", "Name", "Frequency_Object", "Frequency_PerfTime", "Frequency_Sys100NS",
		"Timestamp_Object", "Timestamp_PerfTime", "TIMESTAMP_Sys100NS",
	} {
		list = append(list, cim.Property{Name: name, Value: uint64(1)})
	}
	s, err := filled(t, ikev2Name, list...)
	require.NoError(t, err)
	assert.Empty(t, s.Unknown)
}

func TestMeasuredAt(t *testing.T) {
	for name, c := range map[string]struct {
		stamp any
		want  time.Time
	}{
		// From [MS-DTYP]'s zero of FILETIME, reckoned with a calendar.
		"a time":        {uint64(133485408001234567), time.Date(2024, 1, 1, 0, 0, 0, 123456700, time.UTC)},
		"as a text":     {"133485408000000000", time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)},
		"before 1970":   {uint64(116444735999999999), time.Time{}},
		"zero":          {uint64(0), time.Time{}},
		"out of bounds": {uint64(1<<64 - 1), time.Time{}},
		"NULL":          {nil, time.Time{}},
		"no number":     {"now", time.Time{}},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := filled(t, ikev2Name, cim.Property{Name: "Timestamp_Sys100NS", Value: c.stamp})
			require.NoError(t, err)
			assert.Equal(t, c.want, s.MeasuredAt)
		})
	}
}

// TestMeasuredAtIsTheEarliest takes the time of the first of several objects.
func TestMeasuredAtIsTheEarliest(t *testing.T) {
	var s Snapshot
	for _, stamp := range []uint64{133485408020000000, 133485408010000000, 133485408030000000} {
		require.NoError(t, s.fillPerformance(ikev2Class(t), &cim.Instance{
			Class: ikev2Name, Properties: []cim.Property{{Name: "Timestamp_Sys100NS", Value: stamp}},
		}))
	}
	assert.Equal(t, time.Date(2024, 1, 1, 0, 0, 1, 0, time.UTC), s.MeasuredAt)
}

// TestSeveralInstancesAreRefused mixes no two services.
func TestSeveralInstancesAreRefused(t *testing.T) {
	s, err := check("vpn01", withUser(nil))
	require.NoError(t, err)
	err = new(Snapshot).readPerformance(newSession(s, &Config{}, nil), func(c *performanceClass) ([]*cim.Instance, error) {
		one := &cim.Instance{Class: performancePrefix + c.name}
		return []*cim.Instance{one, one}, nil
	})
	assert.ErrorIs(t, err, ErrProtocol)
}
