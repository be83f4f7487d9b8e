package render_test

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
	"github.com/remoteike/remoteike/ikeext"
)

// byWMI reports whether WMI has a field, as the protocol note says and not the
// library.
func byWMI(f ikeext.Field) bool {
	if _, inTable := f.Code(); inTable {
		return false
	}
	member := f.Member()
	switch {
	case member == "totalAcquires", member == "totalReinitAcquires", member == "currentNewResponderMainModes":
		return false
	case f.Module() == "":
		return member == "totalPacketsReceived" || member == "totalInvalidPacketsReceived"
	case f.Module() == "authip":
		return true
	}
	return !strings.Contains(member, "xtendedMode") && !strings.Contains(member, "mpersonation")
}

// wmiSnapshot is what WMI brings: 75 values and 16 of its own, of which no two are
// equal.
func wmiSnapshot(t *testing.T) *ikeext.Snapshot {
	s := newSnapshot()
	s.Door, s.Engine = ikeext.DoorWMI, ikeext.EngineNotAsked
	s.MeasuredAt = time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	n := 0
	for f := range ikeext.Field(ikeext.FieldCount) {
		if byWMI(f) {
			s.Set(f, distinct(f))
			n++
		}
	}
	require.Equal(t, 75, n)
	for f := range ikeext.WMIField(ikeext.WMIFieldCount) {
		s.SetWMI(f, 80001+uint32(f))
	}
	return s
}

func TestCSVOfWMI(t *testing.T) {
	rows, _ := cells(t, answered(wmiSnapshot(t)))
	for f := range ikeext.Field(ikeext.FieldCount) {
		want := ""
		if byWMI(f) {
			want = strconv.Itoa(int(distinct(f)))
		}
		assert.Equal(t, want, rows[0][f.String()], f)
	}
	for f := range ikeext.WMIField(ikeext.WMIFieldCount) {
		assert.Equal(t, strconv.Itoa(80001+int(f)), rows[0]["wmi."+f.String()], f)
	}
	assert.Equal(t, "wmi", rows[0]["door"])
	assert.Equal(t, "2026-03-04T05:06:07.000Z", rows[0]["measured_at"])
}

// TestJSONOfWMI finds each value at its path, and no other.
func TestJSONOfWMI(t *testing.T) {
	got := decodeOne(t, answered(wmiSnapshot(t)))
	want, own := map[string]any{}, map[string]any{}
	for f := range ikeext.Field(ikeext.FieldCount) {
		if !byWMI(f) {
			continue
		}
		at := want
		names := strings.Split(f.String(), ".")
		for _, name := range names[:len(names)-1] {
			if at[name] == nil {
				at[name] = map[string]any{}
			}
			at = at[name].(map[string]any)
		}
		at[names[len(names)-1]] = float64(distinct(f))
	}
	for f := range ikeext.WMIField(ikeext.WMIFieldCount) {
		if own[f.Class()] == nil {
			own[f.Class()] = map[string]any{}
		}
		own[f.Class()].(map[string]any)[f.Property()] = float64(80001 + int(f))
	}
	assert.Equal(t, want, got["statistics"])
	assert.Equal(t, own, got["wmi"])
	assert.NotContains(t, got, "errors")
	assert.Equal(t, "2026-03-04T05:06:07.000Z", got["measured_at"])
}

// TestTableOfWMI has each of the numbers once, a sign for each of the others, and
// not one zero.
func TestTableOfWMI(t *testing.T) {
	s := wmiSnapshot(t)
	got := write(t, render.Table, render.Options{All: true}, answered(s))
	_, body, _ := strings.Cut(got, "IKE (IKEv1)")
	words := map[string]int{}
	for _, word := range strings.Fields(body) {
		words[word]++
	}
	for f, v := range s.Fields() {
		assert.Equal(t, 1, words[strconv.Itoa(int(v))], f)
	}
	for f, v := range s.WMIFields() {
		assert.Equal(t, 1, words[strconv.Itoa(int(v))], f)
	}
	assert.Zero(t, words["0"])
	// All of 415 but 75 and the error tables, a sign for each of those, and the
	// footnote's.
	assert.Equal(t, ikeext.FieldCount-75-3*97+3+1, words["-"])
	assert.Contains(t, got, "\n-  not available by this door, which has 75 values of the 415\n")
	assert.Contains(t, got, "\n*  of the last negotiation, in milliseconds\n")
}

func TestWMIZeroIsNoGap(t *testing.T) {
	s := newSnapshot()
	s.SetWMI(0, 0)
	assert.Equal(t, map[string]any{"IPsecIKEv1IPv4": map[string]any{"PendingMainModeNegotiations": 0.0}}, decodeOne(t, answered(s))["wmi"])
	rows, _ := cells(t, answered(s))
	assert.Equal(t, "0", rows[0]["wmi.IPsecIKEv1IPv4.PendingMainModeNegotiations"])
	assert.Empty(t, rows[0]["wmi.IPsecIKEv1IPv4.PendingQuickModeNegotiations"])
}

// TestJSONOfUnknownProperties keeps every kind of value that a property may have.
func TestJSONOfUnknownProperties(t *testing.T) {
	s := newSnapshot()
	want := map[string]any{}
	for name, c := range map[string]struct{ value, want any }{
		"Null": {nil, nil}, "Number": {uint32(7), 7.0}, "Text": {`a"b`, `a"b`}, "Truth": {true, true},
		"Negative": {int64(-1), -1.0}, "Half": {0.5, 0.5},
		"NotANumber": {math.NaN(), "NaN"}, "Infinite": {float32(math.Inf(-1)), "-Inf"},
		"Octets": {[]uint8{1, 2}, []any{1.0, 2.0}}, "Numbers": {[]uint32{1, 2}, []any{1.0, 2.0}},
		"Texts": {[]string{"x"}, []any{"x"}}, "Reals": {[]float64{1, math.Inf(1)}, []any{1.0, "+Inf"}},
		`Odd "name"` + "\x00\u2028": {uint32(1), 1.0},
	} {
		s.Unknown = append(s.Unknown, ikeext.WMIProperty{Class: "IPsecIKEv2IPv4", Name: name, Value: c.value})
		want[name] = c.want
	}
	assert.Equal(t, map[string]any{"IPsecIKEv2IPv4": want}, decodeOne(t, answered(s))["wmi"])
}

func TestTableTellsOfUnknownProperties(t *testing.T) {
	s := wmiSnapshot(t)
	s.Unknown = []ikeext.WMIProperty{{Class: "IPsecIKEv2IPv4", Name: "Odd", Value: uint32(90001)}}
	got := write(t, render.Table, render.Options{}, answered(s))
	assert.Contains(t, got, "\n1 more value of this host's WMI without a name here: see the JSON\n")
	assert.NotContains(t, got, "90001")
}
