package metrics

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
)

// TestEveryValueHasOneMetric has no value left out and none told twice.
func TestEveryValueHasOneMetric(t *testing.T) {
	claims := map[string]int{}
	for _, r := range rows() {
		for _, s := range r.from {
			claims[s.member]++
		}
	}
	members := map[string]bool{}
	for f := range ikeext.Field(ikeext.FieldCount) {
		members[f.Member()] = true
		assert.Equal(t, 1, claims[f.Member()], f.Member())
	}
	for f := range ikeext.WMIField(ikeext.WMIFieldCount) {
		members[f.Property()] = true
		assert.Equal(t, 1, claims[f.Property()], f.Property())
	}
	for member := range claims {
		assert.True(t, members[member], "%s is no value of a host", member)
	}
}

// TestSeriesAreDistinct tells every value from every other by metric and labels.
func TestSeriesAreDistinct(t *testing.T) {
	seen := map[string]bool{}
	series := 0
	for _, f := range full().Families(Options{AllErrors: true}) {
		assert.False(t, seen[f.Name], f.Name)
		seen[f.Name] = true
		for _, s := range f.Samples {
			key := fmt.Sprint(f.Name, s.Labels)
			assert.False(t, seen[key], key)
			seen[key] = true
			series++
		}
	}
	about := 3 // up, duration, info
	assert.Equal(t, ikeext.FieldCount+ikeext.WMIFieldCount+about, series)
}

// full is a reading with every value there is, each of its own and none zero.
func full() Reading {
	s := &ikeext.Snapshot{Door: ikeext.DoorRPC}
	for f := range ikeext.Field(ikeext.FieldCount) {
		s.Set(f, 1000+uint32(f))
	}
	for f := range ikeext.WMIField(ikeext.WMIFieldCount) {
		s.SetWMI(f, 9000+uint32(f))
	}
	return Reading{Snapshot: s, Duration: time.Second}
}

// find returns a sample by its metric and its labels, name=value.
func find(t *testing.T, list []Family, name string, want ...string) float64 {
	t.Helper()
	for _, f := range list {
		for _, s := range f.Samples {
			if f.Name == name && strings.Join(texts(s.Labels), " ") == strings.Join(want, " ") {
				return s.Value
			}
		}
	}
	require.Fail(t, "no such sample", "%s %v", name, want)
	return 0
}

func texts(labels []Label) (list []string) {
	for _, l := range labels {
		list = append(list, l.Name+"="+l.Value)
	}
	return list
}

func TestFamilies(t *testing.T) {
	list := full().Families(Options{})
	value := func(path string) float64 {
		f, ok := ikeext.ParseField(path)
		require.True(t, ok, path)
		return 1000 + float64(f)
	}
	assert.Equal(t, 1.0, find(t, list, "ikeext_up"))
	assert.Equal(t, 1.0, find(t, list, "ikeext_scrape_duration_seconds"))
	assert.Equal(t, value("ikeV2Statistics.v4Statistics.totalSuccessfulMainModes"),
		find(t, list, "ikeext_main_modes_total", "family=ipv4", "module=ikev2", "result=success"))
	assert.Equal(t, value("authipStatistics.v6Statistics.totalFailedExtendedModes"),
		find(t, list, "ikeext_extended_modes_total", "family=ipv6", "module=authip", "result=failure"))
	assert.Equal(t, value("ikeStatistics.v6Statistics.totalImpersonationMainModes"),
		find(t, list, "ikeext_impersonation_total", "family=ipv6", "mode=main", "module=ike"))
	assert.Equal(t, value("ikeV2Statistics.errorFrequencyTable[1]"), find(t, list, "ikeext_negotiation_errors_total",
		"code=13801", "module=ikev2", "name=ERROR_IPSEC_IKE_AUTH_FAIL"))
	assert.Equal(t, value("ikeV2Statistics.quickModeNegotiationTime")/1000,
		find(t, list, "ikeext_last_negotiation_seconds", "mode=quick", "module=ikev2"))
	assert.Equal(t, value("commonStatistics.v4Statistics.totalSocketSendFailures"),
		find(t, list, "ikeext_socket_failures_total", "direction=send", "family=ipv4"))
	assert.Equal(t, value("commonStatistics.currentQueuedWorkitems"), find(t, list, "ikeext_queued_work_items"))
	assert.Equal(t, 9000.0, find(t, list, "ikeext_pending_negotiations", "family=ipv4", "mode=main", "module=ike"))
	assert.Equal(t, 9015.0, find(t, list, "ikeext_negotiations_total", "result=failure"))
}

// TestReasonsOfZero are left out, and told on demand; a zero anywhere else stays.
func TestReasonsOfZero(t *testing.T) {
	s := &ikeext.Snapshot{}
	for f := range ikeext.Field(ikeext.FieldCount) {
		s.Set(f, 0)
	}
	f, _ := ikeext.ParseField("ikeStatistics.errorFrequencyTable[96]")
	s.Set(f, math.MaxUint32)
	count := func(o Options) (errors, others int) {
		for _, f := range (Reading{Snapshot: s}).Families(o) {
			if f.Name == errorsName {
				errors += len(f.Samples)
			} else {
				others += len(f.Samples)
			}
		}
		return errors, others
	}
	errors, others := count(Options{})
	assert.Equal(t, 1, errors)
	all, same := count(Options{AllErrors: true})
	assert.Equal(t, 291, all)
	assert.Equal(t, others, same)
	assert.EqualValues(t, math.MaxUint32, find(t, (Reading{Snapshot: s}).Families(Options{}), errorsName, "code=13896", "module=ike", "name=ERROR_IPSEC_IKE_TOO_MANY_FILTERS"))
}

// TestWhatWasNotReadIsAbsent, metric and all.
func TestWhatWasNotReadIsAbsent(t *testing.T) {
	s := &ikeext.Snapshot{Door: ikeext.DoorWMI}
	f, _ := ikeext.ParseField("ikeStatistics.v4Statistics.totalMainModesStarted")
	s.Set(f, 0)
	var names []string
	for _, f := range (Reading{Snapshot: s}).Families(Options{AllErrors: true}) {
		names = append(names, f.Name)
	}
	assert.Equal(t, []string{"ikeext_up", "ikeext_scrape_duration_seconds", "ikeext_host_info", "ikeext_main_modes_started_total"}, names)
}

func TestFailures(t *testing.T) {
	for _, c := range []struct {
		err  error
		want []string
	}{
		{&ikeext.Error{Stage: "call", Class: ikeext.ErrAccessDenied, Door: "rpc", Code: 5, Err: errors.New("secret text")},
			[]string{"class=access_denied", "code=5", "door=rpc", "name=ERROR_ACCESS_DENIED", "stage=call"}},
		{&ikeext.ConfigError{Field: "SPN"}, []string{"class=not_supported"}},
		{errors.New("odd"), []string{"class=internal"}},
	} {
		r := Reading{Err: c.err, Stages: []StageTime{{"resolve", time.Millisecond}}}
		list := r.Families(Options{AllErrors: true})
		assert.Equal(t, 0.0, find(t, list, "ikeext_up"))
		assert.Equal(t, 1.0, find(t, list, "ikeext_failure_info", c.want...))
		assert.Equal(t, 0.001, find(t, list, "ikeext_stage_duration_seconds", "stage=resolve"))
		assert.Len(t, list, 4)
	}
}

// TestHelp names the members of Windows, tells of wraps, restarts and doubtful units.
func TestHelp(t *testing.T) {
	help := map[string]*Metric{}
	for _, m := range All() {
		assert.NotEmpty(t, m.Help, m.Name)
		assert.NotContains(t, m.Help, "\n")
		assert.Equal(t, m.Counter, strings.HasSuffix(m.Name, "_total"), m.Name)
		assert.Equal(t, m.Unit == "s", strings.HasSuffix(m.Name, "_seconds"), m.Name)
		if m.Counter {
			assert.Contains(t, m.Help, "wraps at 2^32, starts at zero with the service")
		}
		help[m.Name] = m
	}
	for _, r := range rows() {
		for _, s := range r.from {
			assert.Contains(t, help[r.name].Help, s.member)
		}
	}
	assert.Contains(t, help["ikeext_last_negotiation_seconds"].Help, "divided by 1000")
	assert.Contains(t, help["ikeext_last_negotiation_seconds"].Help, "the unit is not stated")
	assert.Contains(t, help["ikeext_pending_negotiations"].Help, "by doors wmi and winrm alone")
}
