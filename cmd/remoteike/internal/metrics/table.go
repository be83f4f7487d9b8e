package metrics

import (
	"fmt"
	"strings"
	"sync"

	"github.com/remoteike/remoteike/ikeext"
)

// row is a line of the table: a metric and the members of IKEEXT_STATISTICS1, or
// the properties that only WMI has, which are its values.
type row struct {
	name, text, unit string
	// from are the members or properties, each with the label that it adds to module
	// and family, when it adds one.
	from []source
}

type source struct {
	member string
	label  Label
}

// one is the source of a row that has a single one.
func one(member string) []source { return []source{{member: member}} }

func results(success, failure string) []source {
	return []source{{success, Label{"result", "success"}}, {failure, Label{"result", "failure"}}}
}

func modes(pattern string) []source {
	var list []source
	for _, mode := range []string{"Main", "Quick", "Extended"} {
		list = append(list, source{fmt.Sprintf(pattern, mode), Label{"mode", strings.ToLower(mode)}})
	}
	return list
}

// rows are the metrics that the counters of a host become.
func rows() []row {
	const negotiation, association = "{negotiation}", "{association}"
	return []row{
		{"ikeext_main_modes_active", "Main-mode SAs that exist now", association, one("currentActiveMainModes")},
		{"ikeext_main_modes_started_total", "Main-mode negotiations begun", negotiation, one("totalMainModesStarted")},
		{"ikeext_main_modes_total", "Main-mode negotiations that ended, by result", negotiation,
			results("totalSuccessfulMainModes", "totalFailedMainModes")},
		{"ikeext_main_modes_responder_total", "Main-mode negotiations that a peer opened", negotiation, one("totalResponderMainModes")},
		{"ikeext_main_modes_new_responders", "Main modes that a peer opened and that are still in their first state", negotiation,
			one("currentNewResponderMainModes")},
		{"ikeext_quick_modes_active", "Quick-mode SAs that exist now", association, one("currentActiveQuickModes")},
		{"ikeext_quick_modes_started_total", "Quick-mode negotiations begun", negotiation, one("totalQuickModesStarted")},
		{"ikeext_quick_modes_total", "Quick-mode negotiations that ended, by result", negotiation,
			results("totalSuccessfulQuickModes", "totalFailedQuickModes")},
		{"ikeext_extended_modes_active", "Extended-mode SAs that exist now", association, one("currentActiveExtendedModes")},
		{"ikeext_extended_modes_started_total", "Extended-mode negotiations begun", negotiation, one("totalExtendedModesStarted")},
		{"ikeext_extended_modes_total", "Extended-mode negotiations that ended, by result", negotiation,
			results("totalSuccessfulExtendedModes", "totalFailedExtendedModes")},
		{"ikeext_impersonation_total", "Negotiations completed with impersonation", negotiation, []source{
			{"totalImpersonationMainModes", Label{"mode", "main"}}, {"totalImpersonationExtendedModes", Label{"mode", "extended"}},
		}},
		{"ikeext_acquires_total", "Requests to negotiate from the Base Filtering Engine", "{request}", one("totalAcquires")},
		{"ikeext_reinit_acquires_total", "Requests to negotiate that the service restarted by itself", "{request}",
			one("totalReinitAcquires")},
		{errorsName, "Negotiations that failed, by reason, a Win32 error; reasons of zero only on demand", negotiation,
			one("errorFrequencyTable")},
		{"ikeext_last_negotiation_seconds", "Time of the last negotiation", "s", []source{
			{"mainModeNegotiationTime", Label{"mode", "main"}},
			{"quickModeNegotiationTime", Label{"mode", "quick"}},
			{"extendedModeNegotiationTime", Label{"mode", "extended"}},
		}},
		{"ikeext_packets_received_total", "IKE packets received", "{packet}", one("totalPacketsReceived")},
		{"ikeext_invalid_packets_received_total", "IKE packets received that were invalid", "{packet}", one("totalInvalidPacketsReceived")},
		{"ikeext_queued_work_items", "Work items that wait now", "{item}", one("currentQueuedWorkitems")},
		{"ikeext_socket_failures_total", "Sends and receives that failed", "{failure}", []source{
			{"totalSocketReceiveFailures", Label{"direction", "receive"}}, {"totalSocketSendFailures", Label{"direction", "send"}},
		}},
		{"ikeext_pending_negotiations", "Negotiations that wait for an answer", negotiation, modes("Pending%sModeNegotiations")},
		{"ikeext_negotiations_total", "Negotiations that ended, of all key modules; Microsoft does not say of which modes", negotiation,
			results("SuccessfulNegotiations", "FailedNegotiations")},
	}
}

// errorsName is the metric of the error tables, whose zeros are told on demand only.
const errorsName = "ikeext_negotiation_errors_total"

// help is the HELP text of a row whose values are of a kind. Wmi says that only the
// performance counters have it.
func (r row) help(kind ikeext.Kind, wmi bool) string {
	names := make([]string, len(r.from))
	for i, s := range r.from {
		names[i] = s.member
	}
	text := fmt.Sprintf("%s (%s, uint32", r.text, strings.Join(names, ", "))
	if wmi {
		text = fmt.Sprintf("%s (%s, uint32, by doors wmi and winrm alone", r.text, strings.Join(names, ", "))
	}
	switch kind {
	case ikeext.Counter:
		text += ", wraps at 2^32, starts at zero with the service IKEEXT"
	case ikeext.Time:
		text += ", divided by 1000: milliseconds by Microsoft's texts for doors wmi and winrm, " +
			"by doors rpc and local the unit is not stated and taken to be the same"
	}
	return text + ")."
}

// table is rows, by the values that they are made of.
type table struct {
	metrics []*Metric
	fields  [ikeext.FieldCount]cell
	wmi     [ikeext.WMIFieldCount]cell
}

// cell is where a value belongs.
type cell struct {
	metric int // in table.metrics
	labels []Label
	scale  float64
}

// layOut makes the table, once: every host has the same.
var layOut = sync.OnceValue(func() *table {
	t := &table{}
	for i, r := range rows() {
		var kind ikeext.Kind
		wmi := false
		for _, s := range r.from {
			for f := range ikeext.Field(ikeext.FieldCount) {
				if f.Member() == s.member {
					kind = f.Kind()
					t.fields[f] = newCell(i, kind, fieldLabels(f, s))
				}
			}
			for f := range ikeext.WMIField(ikeext.WMIFieldCount) {
				if f.Property() == s.member {
					kind, wmi = f.Kind(), true
					t.wmi[f] = newCell(i, kind, labels(Label{"family", f.Family()}, Label{"module", f.Module()}, s.label))
				}
			}
		}
		t.metrics = append(t.metrics, &Metric{
			Name: r.name, Help: r.help(kind, wmi), Counter: kind == ikeext.Counter, Unit: r.unit,
		})
	}
	return t
})

func newCell(metric int, kind ikeext.Kind, labels []Label) cell {
	c := cell{metric: metric, labels: labels, scale: 1}
	if kind == ikeext.Time {
		c.scale = 1000
	}
	return c
}

func fieldLabels(f ikeext.Field, s source) []Label {
	family, module := Label{"family", f.Family()}, Label{"module", f.Module()}
	if code, ok := f.Code(); ok {
		return labels(family, module, Label{"code", fmt.Sprint(uint32(code))}, Label{"name", code.Name()})
	}
	return labels(family, module, s.label)
}
