package ikeexttest

// Rights are access rights to the database of security associations or to the
// filter engine, as in an access mask. The names and numbers are those of fwpmu.h
// and winnt.h.
type Rights uint32

// The rights that operations of a Host ask for.
const (
	RightEnum              Rights = 0x00000020 // FWPM_ACTRL_ENUM: to enumerate associations
	RightOpen              Rights = 0x00000040 // FWPM_ACTRL_OPEN: to open an engine session
	RightRead              Rights = 0x00000080 // FWPM_ACTRL_READ: to read associations and options
	RightReadStats         Rights = 0x00000100 // FWPM_ACTRL_READ_STATS: to read statistics
	RightDelete            Rights = 0x00010000 // DELETE: to delete associations
	RightReadControl       Rights = 0x00020000 // READ_CONTROL: to read owner, group and DACL
	RightWriteDAC          Rights = 0x00040000 // WRITE_DAC: to replace the DACL
	RightWriteOwner        Rights = 0x00080000 // WRITE_OWNER: to replace owner and group
	RightAccessSystemAudit Rights = 0x01000000 // ACCESS_SYSTEM_SECURITY: to read and replace the SACL
)

// denied returns fault 5 when callers lack one of the rights, otherwise 0.
func (h *Host) denied(wanted Rights) uint32 {
	if h.cfg.DeniedRights&wanted != 0 {
		return faultAccessDenied
	}
	return 0
}
