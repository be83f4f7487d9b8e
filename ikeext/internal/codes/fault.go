package codes

import "maps"

// addFault adds the fault statuses of DCE/RPC (C706), which tell of a call that
// failed in the server, and the statuses of an endpoint mapper for which Windows
// has no number of its own.
func addFault(table map[uint32]string) {
	addRun(table, 0x1C000001, "nca_", []string{
		"s_fault_int_div_by_zero", "s_fault_addr_error", "s_fault_fp_div_zero",
		"s_fault_fp_underflow", "s_fault_fp_overflow", "s_fault_invalid_tag",
		"s_fault_invalid_bound", "rpc_version_mismatch", "unspec_reject", "s_bad_actid",
		"who_are_you_failed", "manager_not_entered", "s_fault_cancel", "s_fault_ill_inst",
		"s_fault_fp_error", "s_fault_int_overflow", "", "s_fault_unspec",
		"s_fault_remote_comm_failure", "s_fault_pipe_empty", "s_fault_pipe_closed",
		"s_fault_pipe_order", "s_fault_pipe_discipline", "s_fault_pipe_comm_error",
		"s_fault_pipe_memory", "s_fault_context_mismatch", "s_fault_remote_no_memory",
		"invalid_pres_context_id", "unsupported_authn_level", "", "invalid_checksum",
		"invalid_crc", "s_fault_user_defined", "s_fault_tx_open_failed",
		"s_fault_codeset_conv_error", "s_fault_object_not_found", "s_fault_no_client_stub",
	})
	maps.Copy(table, map[uint32]string{
		0x16C9A012: "rpc_s_no_memory",
		0x16C9A0CE: "ept_s_no_memory",
		0x16C9A0CF: "ept_s_database_invalid",
		0x16C9A0D1: "ept_s_cant_access",
		0x16C9A0D2: "ept_s_database_already_open",
		0x16C9A0D4: "ept_s_update_failed",
		0x16C9A0D5: "ept_s_invalid_context",
		0x16C9A0D7: "ept_s_server_unavailable",
	})
}

// addReject adds the statuses of DCE/RPC that tell of a call that the server's
// runtime turned away.
func addReject(table map[uint32]string) {
	maps.Copy(table, map[uint32]string{
		0x1C010001: "nca_s_comm_failure",
		0x1C010002: "nca_op_rng_error",
		0x1C010003: "nca_unk_if",
		0x1C010006: "nca_wrong_boot_time",
		0x1C010009: "nca_s_you_crashed",
		0x1C01000B: "nca_proto_error",
		0x1C010013: "nca_out_args_too_big",
		0x1C010014: "nca_server_too_busy",
		0x1C010015: "nca_s_fault_string_too_long",
		0x1C010017: "nca_unsupported_type",
	})
}
