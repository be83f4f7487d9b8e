package render

// block is one part of the table: the values of a key module or those of the
// service as a whole.
type block struct {
	title string
	// module is what Field.Module says of its fields.
	module string
	rows   []row
}

// row is one line of a block: one member, or one property that only WMI has,
// counted by address family or over both.
type row struct{ member, label string }

// blocks lists the parts of the table from top to bottom. The rows follow what
// belongs together, not the wire.
func blocks() []block {
	return []block{
		{title: "IKE (IKEv1)", module: "ike", rows: moduleRows()},
		{title: "AuthIP", module: "authip", rows: moduleRows()},
		{title: "IKEv2", module: "ikev2", rows: moduleRows()},
		{title: "All modules", module: "", rows: []row{
			{"totalPacketsReceived", "Packets received"},
			{"totalInvalidPacketsReceived", "Packets invalid"},
			{"currentQueuedWorkitems", "Work items queued"},
			{"totalSocketReceiveFailures", "Socket receives failed"},
			{"totalSocketSendFailures", "Socket sends failed"},
			{"SuccessfulNegotiations", "Negotiations succeeded"},
			{"FailedNegotiations", "Negotiations failed"},
		}},
	}
}

func moduleRows() []row {
	return []row{
		{"currentActiveMainModes", "Main modes active"},
		{"totalMainModesStarted", "Main modes started"},
		{"totalSuccessfulMainModes", "Main modes succeeded"},
		{"totalFailedMainModes", "Main modes failed"},
		{"totalResponderMainModes", "Main modes as responder"},
		{"currentNewResponderMainModes", "Main modes new as responder"},
		{"PendingMainModeNegotiations", "Main modes pending"},
		{"totalImpersonationMainModes", "Main modes with impersonation"},
		{"currentActiveQuickModes", "Quick modes active"},
		{"totalQuickModesStarted", "Quick modes started"},
		{"totalSuccessfulQuickModes", "Quick modes succeeded"},
		{"totalFailedQuickModes", "Quick modes failed"},
		{"PendingQuickModeNegotiations", "Quick modes pending"},
		{"currentActiveExtendedModes", "Extended modes active"},
		{"totalExtendedModesStarted", "Extended modes started"},
		{"totalSuccessfulExtendedModes", "Extended modes succeeded"},
		{"totalFailedExtendedModes", "Extended modes failed"},
		{"PendingExtendedModeNegotiations", "Extended modes pending"},
		{"totalImpersonationExtendedModes", "Extended modes with impersonation"},
		{"totalAcquires", "Acquires"},
		{"totalReinitAcquires", "Acquires restarted"},
		{"mainModeNegotiationTime", "Main mode time *"},
		{"quickModeNegotiationTime", "Quick mode time *"},
		{"extendedModeNegotiationTime", "Extended mode time *"},
	}
}
