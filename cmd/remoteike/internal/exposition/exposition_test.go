package exposition_test

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/exposition"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/metrics"
	"github.com/remoteike/remoteike/ikeext"
)

// parse reads the text with Prometheus's own parser: series by metric and labels.
func parse(t *testing.T, text string) map[string]float64 {
	t.Helper()
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(text))
	require.NoError(t, err)
	series := map[string]float64{}
	for name, f := range families {
		for _, m := range f.Metric {
			key := name
			for _, l := range m.Label {
				key += fmt.Sprintf(",%s=%s", l.GetName(), l.GetValue())
			}
			require.NotContains(t, series, key)
			switch f.GetType() {
			case dto.MetricType_COUNTER:
				series[key] = m.GetCounter().GetValue()
			case dto.MetricType_GAUGE:
				series[key] = m.GetGauge().GetValue()
			default:
				require.Fail(t, "neither counter nor gauge", name)
			}
		}
	}
	return series
}

// seriesOf is where a value has to be found, told by rules of its own: not by the
// table that is to be tested.
func seriesOf(f ikeext.Field) string {
	member := f.Member()
	if code, ok := f.Code(); ok {
		return fmt.Sprintf("ikeext_negotiation_errors_total,code=%d,module=%s,name=%s", uint32(code), f.Module(), code.Name())
	}
	mode, isMode := "", false
	for _, m := range []string{"Main", "Quick", "Extended"} {
		if strings.Contains(member, m+"Mode") || strings.HasPrefix(member, strings.ToLower(m)+"Mode") {
			mode, isMode = strings.ToLower(m), true
		}
	}
	name, label := "", ""
	switch {
	case strings.HasSuffix(member, "NegotiationTime"):
		return "ikeext_last_negotiation_seconds,mode=" + mode + ",module=" + f.Module()
	case strings.Contains(member, "Impersonation"):
		return "ikeext_impersonation_total,family=" + f.Family() + ",mode=" + mode + ",module=" + f.Module()
	case strings.Contains(member, "NewResponder"):
		name = "_new_responders"
	case strings.Contains(member, "Responder"):
		name = "_responder_total"
	case strings.Contains(member, "Started"):
		name = "_started_total"
	case strings.Contains(member, "Active"):
		name = "_active"
	case strings.Contains(member, "Successful"):
		name, label = "_total", ",result=success"
	case strings.Contains(member, "Failed"):
		name, label = "_total", ",result=failure"
	}
	if isMode {
		return "ikeext_" + mode + "_modes" + name + ",family=" + f.Family() + ",module=" + f.Module() + label
	}
	switch member {
	case "totalAcquires":
		return "ikeext_acquires_total,family=" + f.Family() + ",module=" + f.Module()
	case "totalReinitAcquires":
		return "ikeext_reinit_acquires_total,family=" + f.Family() + ",module=" + f.Module()
	case "totalSocketReceiveFailures":
		return "ikeext_socket_failures_total,direction=receive,family=" + f.Family()
	case "totalSocketSendFailures":
		return "ikeext_socket_failures_total,direction=send,family=" + f.Family()
	case "totalPacketsReceived":
		return "ikeext_packets_received_total"
	case "totalInvalidPacketsReceived":
		return "ikeext_invalid_packets_received_total"
	case "currentQueuedWorkitems":
		return "ikeext_queued_work_items"
	}
	return "nowhere: " + f.String()
}

// TestAllValues has every one of the 415 values come out where it belongs, and
// nothing beside them.
func TestAllValues(t *testing.T) {
	snapshot := &ikeext.Snapshot{Door: ikeext.DoorRPC}
	for f := range ikeext.Field(ikeext.FieldCount) {
		snapshot.Set(f, math.MaxUint32-uint32(f)) // also the ends of uint32
	}
	var set exposition.Set
	set.Add(metrics.Reading{Snapshot: snapshot}.Families(metrics.Options{}))
	var text bytes.Buffer
	require.NoError(t, set.Write(&text))
	series := parse(t, text.String())
	for f, v := range snapshot.Fields() {
		want := float64(v)
		if f.Kind() == ikeext.Time {
			want /= 1000
		}
		key := seriesOf(f)
		require.Contains(t, series, key)
		assert.Equal(t, want, series[key], key)
		delete(series, key)
	}
	assert.Equal(t, map[string]float64{"ikeext_up": 1, "ikeext_scrape_duration_seconds": 0, "ikeext_host_info,door=rpc": 1}, series)
}

// TestHostsOfAMetricStandTogether, as the format wants it, whatever their names.
func TestHostsOfAMetricStandTogether(t *testing.T) {
	var set exposition.Set
	for _, host := range []string{"a", "b\"\n\\", "c\xff"} {
		snapshot := &ikeext.Snapshot{}
		snapshot.Set(0, 7)
		set.Add(metrics.Reading{Snapshot: snapshot}.Families(metrics.Options{}), metrics.Label{Name: "host", Value: host})
	}
	families, err := set.Gather()
	require.NoError(t, err)
	require.Len(t, families, 4)
	var text bytes.Buffer
	require.NoError(t, set.Write(&text))
	assert.Equal(t, 1, strings.Count(text.String(), "# TYPE ikeext_up gauge\n"))
	series := parse(t, text.String())
	for _, host := range []string{"a", "b\"\n\\", "c\uFFFD"} {
		assert.Equal(t, 7.0, series["ikeext_main_modes_active,family=ipv4,host="+host+",module=ike"], "%q", host)
	}
}
