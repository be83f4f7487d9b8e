package ikeext_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
)

// slot returns the entry of an error table for a code.
func slot(t *testing.T, structure string, code int) ikeext.Field {
	t.Helper()
	first, ok := ikeext.ParseField(structure + ".errorFrequencyTable[0]")
	require.True(t, ok)
	return first + ikeext.Field(code-13800)
}

// readTable records a whole error table of zeros.
func readTable(t *testing.T, s *ikeext.Snapshot, structure string) {
	t.Helper()
	for code := 13800; code <= 13896; code++ {
		s.Set(slot(t, structure, code), 0)
	}
}

func TestFailuresOfNothingRead(t *testing.T) {
	list, ok := new(ikeext.Snapshot).Failures()
	assert.False(t, ok)
	assert.Nil(t, list)
}

func TestFailuresWantsAWholeTable(t *testing.T) {
	for missing := 13800; missing <= 13896; missing++ {
		var s ikeext.Snapshot
		for code := 13800; code <= 13896; code++ {
			if code != missing {
				s.Set(slot(t, "authipStatistics", code), 1)
			}
		}
		list, ok := s.Failures()
		assert.False(t, ok, missing)
		assert.Nil(t, list, missing)
	}
}

func TestFailuresOfZerosIsEmptyNotNil(t *testing.T) {
	var s ikeext.Snapshot
	readTable(t, &s, "ikeV2Statistics")
	list, ok := s.Failures()
	assert.True(t, ok)
	assert.Equal(t, []ikeext.Failure{}, list)
}

func TestFailuresLeavesOutATableReadInPart(t *testing.T) {
	var s ikeext.Snapshot
	s.Set(slot(t, "ikeStatistics", 13801), 9)
	readTable(t, &s, "ikeV2Statistics")
	s.Set(slot(t, "ikeV2Statistics", 13868), 2)
	list, ok := s.Failures()
	assert.True(t, ok)
	assert.Equal(t, []ikeext.Failure{{Module: "ikev2", Code: 13868, Count: 2}}, list)
}

func TestFailuresOrder(t *testing.T) {
	var s ikeext.Snapshot
	for _, structure := range []string{"ikeStatistics", "authipStatistics", "ikeV2Statistics"} {
		readTable(t, &s, structure)
		s.Set(slot(t, structure, 13805), 5)
	}
	s.Set(slot(t, "ikeStatistics", 13896), 4294967295)
	s.Set(slot(t, "authipStatistics", 13800), 1)
	s.Set(slot(t, "ikeV2Statistics", 13801), 5)
	list, ok := s.Failures()
	assert.True(t, ok)
	assert.Equal(t, []ikeext.Failure{
		{Module: "ike", Code: 13896, Count: 4294967295},
		{Module: "ikev2", Code: 13801, Count: 5},
		{Module: "ike", Code: 13805, Count: 5},
		{Module: "authip", Code: 13805, Count: 5},
		{Module: "ikev2", Code: 13805, Count: 5},
		{Module: "authip", Code: 13800, Count: 1},
	}, list)
}

func TestFailuresIgnoresTheOtherValues(t *testing.T) {
	var s ikeext.Snapshot
	for f := range ikeext.Field(ikeext.FieldCount) {
		if _, inTable := f.Code(); inTable {
			s.Set(f, 0)
			continue
		}
		s.Set(f, 3)
	}
	list, ok := s.Failures()
	assert.True(t, ok)
	assert.Empty(t, list)
}

func TestFailureJSON(t *testing.T) {
	text, err := json.Marshal(ikeext.Failure{Module: "ike", Code: 13801, Count: 3})
	require.NoError(t, err)
	assert.JSONEq(t, `{"module": "ike", "code": 13801, "count": 3}`, string(text))
}
