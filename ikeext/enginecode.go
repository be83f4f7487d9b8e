package ikeext

// Statuses that Windows programs see of the engine.
const (
	codeSessionAborted    = 0x80320010 // FWP_E_SESSION_ABORTED
	codeNullPointer       = 0x8032001C // FWP_E_NULL_POINTER
	codeInvalidEnumerator = 0x8032001D // FWP_E_INVALID_ENUMERATOR
	codeInvalidParameter  = 0x80320035 // FWP_E_INVALID_PARAMETER

	codeBadStub = 1783 // RPC_X_BAD_STUB_DATA
)

// win32 returns a status as the Win32 error that it may be wrapped around: HRESULTs of
// that facility are passed on bare.
func win32(status uint32) uint32 {
	if status>>16 == 0x8007 {
		return status & 0xFFFF
	}
	return status
}

// engineCode returns what fwpuclnt.dll makes of a status within an engine session: of a
// handle that stands for nothing any longer, and of what the RPC runtime says about
// parameters, codes of the filtering platform.
func engineCode(status uint32) uint32 {
	switch status = win32(status); status {
	case 6, 0x1C00001A, 1727: // ERROR_INVALID_HANDLE, nca_s_fault_context_mismatch, RPC_S_CALL_FAILED_DNE
		return codeSessionAborted
	case 1733: // RPC_S_INVALID_TAG
		return codeInvalidEnumerator
	case 1775, 1780: // RPC_X_SS_IN_NULL_CONTEXT, RPC_X_NULL_REF_POINTER
		return codeNullPointer
	}
	return status
}
