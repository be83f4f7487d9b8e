package ikeext_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// old answers with a reply of the age of Vista: each word is its number, from 1 on, and the
// status 0.
func old(words int) func(*ikeexttest.Call) *ikeexttest.Reply {
	return func(call *ikeexttest.Call) *ikeexttest.Reply {
		if call.Interface != "ikeext" || call.Opnum != 0 {
			return nil
		}
		var stub []byte
		for i := range words {
			stub = append(stub, byte(i+1), byte((i+1)>>8), 0, 0)
		}
		return &ikeexttest.Reply{Stub: append(stub, 0, 0, 0, 0)}
	}
}

// TestStatisticsOfVista reads IKEEXT_STATISTICS0 in both its lengths. What it does not have
// is not read, and never 0.
func TestStatisticsOfVista(t *testing.T) {
	for words, codes := range map[int]int{253: 84, 279: 97} {
		for build := uint16(6000); build <= 6003; build++ {
			s, err := query(t, config(start(t, ikeexttest.Config{Build: build, Intercept: old(words)})))
			require.NoError(t, err, "build %d", build)
			at := func(name string) uint32 {
				f, ok := ikeext.ParseField(name)
				require.True(t, ok, name)
				v, read := s.Lookup(f)
				require.True(t, read, name)
				return v
			}
			module := 36 + codes + 3
			assert.EqualValues(t, 1, at("ikeStatistics.v4Statistics.currentActiveMainModes"))
			assert.EqualValues(t, 19, at("ikeStatistics.v6Statistics.currentActiveMainModes"))
			assert.EqualValues(t, 37, at("ikeStatistics.errorFrequencyTable[0]"))
			assert.EqualValues(t, 120, at("ikeStatistics.errorFrequencyTable[83]"))
			assert.EqualValues(t, module-2, at("ikeStatistics.mainModeNegotiationTime"))
			assert.EqualValues(t, module+1, at("authipStatistics.v4Statistics.currentActiveMainModes"))
			assert.EqualValues(t, 2*module, at("authipStatistics.extendedModeNegotiationTime"))
			assert.EqualValues(t, 2*module+1, at("commonStatistics.v4Statistics.totalSocketReceiveFailures"))
			assert.EqualValues(t, words, at("commonStatistics.currentQueuedWorkitems"))
			read := 0
			for f := range s.Fields() {
				read++
				assert.NotEqual(t, "ikev2", f.Module(), f)
			}
			assert.Equal(t, words, read)
			_, full := s.Full()
			assert.False(t, full)
		}
	}
}

// TestStatisticsOfVistaElsewhere gives the same replies where the host is no Vista, or
// does not say so under a signature: a reply cut short like any other.
func TestStatisticsOfVistaElsewhere(t *testing.T) {
	for name, cfg := range map[string]ikeexttest.Config{
		"Windows 7":            {Build: 7601, Intercept: old(253)},
		"before Vista":         {Build: 5999, Intercept: old(253)},
		"after Server 2008":    {Build: 6004, Intercept: old(279)},
		"another length":       {Build: 6002, Intercept: old(254)},
		"nothing but a status": {Build: 6002, Intercept: old(0)},
	} {
		_, err := query(t, config(start(t, cfg)))
		require.ErrorIs(t, err, ikeext.ErrTruncated, name)
	}
	unsigned := config(start(t, ikeexttest.Config{Build: 6002, Intercept: old(253)}))
	unsigned.Level = ikeext.LevelConnect
	_, err := query(t, unsigned)
	require.ErrorIs(t, err, ikeext.ErrTruncated, "without protection nothing is proven")
}
