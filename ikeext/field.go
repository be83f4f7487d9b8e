package ikeext

import (
	"fmt"
	"strings"
	"sync"
)

// FieldCount is the number of values in Statistics.
const FieldCount = 415

// Field names one value of Statistics: its index in wire order, 0 to 414, so that
// its offset on the wire is four times the Field. Constants for single fields do
// not exist; ParseField finds one by its path.
//
// A number outside that range is no field. Its String says so, and its other
// methods return nothing.
type Field uint16

// Kind tells how to read a value.
type Kind string

// The kinds.
const (
	// Counter counts up from the start of the service (inferred) and wraps at 2^32.
	Counter Kind = "counter"
	// Gauge is a number that exists now; it goes up and down.
	Gauge Kind = "gauge"
	// Time is one of the negotiation times: the last value, in a unit that
	// Microsoft does not state; of the performance counters that DoorWMI reads it
	// says milliseconds.
	Time Kind = "time"
)

// An error table counts errors from ERROR_IPSEC_IKE_NEG_STATUS_BEGIN on.
const (
	errorTableMember      = "errorFrequencyTable"
	errorTableSize        = 97
	firstErrorCode   Code = 13800
)

// fieldInfo is what is known about one field.
type fieldInfo struct {
	path, member, module, family string
	kind                         Kind
	code                         Code
}

// String returns the path of f with the SDK's member names, for example
// "ikeStatistics.v4Statistics.totalMainModesStarted" or
// "ikeV2Statistics.errorFrequencyTable[1]". A number that is no field gives
// "Field(415)".
func (f Field) String() string {
	if f >= FieldCount {
		return fmt.Sprintf("Field(%d)", uint16(f))
	}
	return fieldTable()[f].path
}

// Member returns the SDK's name of the structure member that holds f, for example
// "totalMainModesStarted"; all entries of an error table share
// "errorFrequencyTable".
func (f Field) Member() string { return f.info().member }

// Module returns the key module of f: "ike", "authip" or "ikev2". It is empty for
// the values of commonStatistics.
func (f Field) Module() string { return f.info().module }

// Family returns the address family of f: "ipv4" or "ipv6". It is empty where
// both are counted together.
func (f Field) Family() string { return f.info().family }

// Kind returns how to read f. It is empty for a number that is no field.
func (f Field) Kind() Kind { return f.info().kind }

// Code returns the IKE error whose occurrences f counts, 13800 to 13896. For a
// field outside the error tables ok is false.
func (f Field) Code() (code Code, ok bool) {
	code = f.info().code
	return code, code != 0
}

func (f Field) info() fieldInfo {
	if f >= FieldCount {
		return fieldInfo{}
	}
	return fieldTable()[f]
}

// ParseField finds the field with the given path, written as String writes it. It
// is false for anything else.
func ParseField(path string) (f Field, ok bool) {
	f, ok = fieldPaths()[path]
	return f, ok
}

var fieldPaths = sync.OnceValue(func() map[string]Field {
	paths := make(map[string]Field, FieldCount)
	for i, info := range fieldTable() {
		paths[info.path] = Field(i)
	}
	return paths
})

// fieldTable describes the fields in wire order.
var fieldTable = sync.OnceValue(func() []fieldInfo {
	table := make([]fieldInfo, 0, FieldCount)
	table = appendModule(table, "ikeStatistics", "ike")
	table = appendModule(table, "authipStatistics", "authip")
	table = appendModule(table, "ikeV2Statistics", "ikev2")
	return appendCommon(table)
})

func appendModule(table []fieldInfo, parent, module string) []fieldInfo {
	members := []string{
		"currentActiveMainModes",
		"totalMainModesStarted",
		"totalSuccessfulMainModes",
		"totalFailedMainModes",
		"totalResponderMainModes",
		"currentNewResponderMainModes",
		"currentActiveQuickModes",
		"totalQuickModesStarted",
		"totalSuccessfulQuickModes",
		"totalFailedQuickModes",
		"totalAcquires",
		"totalReinitAcquires",
		"currentActiveExtendedModes",
		"totalExtendedModesStarted",
		"totalSuccessfulExtendedModes",
		"totalFailedExtendedModes",
		"totalImpersonationExtendedModes",
		"totalImpersonationMainModes",
	}
	table = appendMembers(table, fieldInfo{path: parent + ".v4Statistics", module: module, family: "ipv4"}, members)
	table = appendMembers(table, fieldInfo{path: parent + ".v6Statistics", module: module, family: "ipv6"}, members)
	for i := range errorTableSize {
		table = append(table, fieldInfo{
			path:   fmt.Sprintf("%s.%s[%d]", parent, errorTableMember, i),
			member: errorTableMember,
			module: module,
			kind:   Counter,
			code:   firstErrorCode + Code(i),
		})
	}
	return appendMembers(table, fieldInfo{path: parent, module: module},
		[]string{"mainModeNegotiationTime", "quickModeNegotiationTime", "extendedModeNegotiationTime"})
}

func appendCommon(table []fieldInfo) []fieldInfo {
	const parent = "commonStatistics"
	sockets := []string{"totalSocketReceiveFailures", "totalSocketSendFailures"}
	table = appendMembers(table, fieldInfo{path: parent + ".v4Statistics", family: "ipv4"}, sockets)
	table = appendMembers(table, fieldInfo{path: parent + ".v6Statistics", family: "ipv6"}, sockets)
	return appendMembers(table, fieldInfo{path: parent},
		[]string{"totalPacketsReceived", "totalInvalidPacketsReceived", "currentQueuedWorkitems"})
}

// appendMembers appends one field per member, each below the path of parent and
// with the rest of parent as its own.
func appendMembers(table []fieldInfo, parent fieldInfo, members []string) []fieldInfo {
	for _, member := range members {
		info := parent
		info.path = parent.path + "." + member
		info.member = member
		info.kind = kindOf(member)
		table = append(table, info)
	}
	return table
}

// kindOf goes by the SDK's naming, which is regular.
func kindOf(member string) Kind {
	switch {
	case strings.HasSuffix(member, "NegotiationTime"):
		return Time
	case strings.HasPrefix(member, "current"):
		return Gauge
	default:
		return Counter
	}
}
