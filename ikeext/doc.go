// Package ikeext reads the IKE, AuthIP and IKEv2 counters of a Windows host
// from another machine: what IkeextGetStatistics1 returns on the host itself,
// 415 values of IKEEXT_STATISTICS1, over DCE/RPC in pure Go.
//
// [Dial] signs in and [Client.Statistics] returns a [Snapshot]:
//
//	client, err := ikeext.Dial(ctx, "vpn01.corp.example", &ikeext.Config{
//		User:     `CORP\auditor`,
//		Password: ikeext.NewSecret(password),
//	})
//	if err != nil {
//		return err
//	}
//	defer client.Close()
//	snapshot, err := client.Statistics(ctx)
//
// # Signing in
//
// By default Dial speaks SPNEGO with Kerberos inside, by the tickets, keytab, key
// or password that the Config has, and NTLM in its place only for a reason that is
// found before anything is sent; [SignIn] tells which, and why. Calls are signed
// and sealed, and no value is believed before its reply has verified.
//
// # What to expect of a Windows host
//
// Windows registers the interface for local callers only (seen in builds of
// Windows 10, likely since Windows 7), so a stock host refuses the call from
// the network: with access denied (fault 5) where a neighbour in the same
// process happens to have a port, with [ErrNotRegistered] where IKEEXT runs in
// a process of its own. The call is answered by hosts whose build lacks that
// restriction and by relays that offer the interface to the network.
//
// Elsewhere another [Door] may be open: [DoorWMI] and [DoorWinRM] have 75 of the
// values, and 16 of their own. Dial tries the doors of the Config in order; [Snapshot] tells which
// answered and what the earlier ones said, and holds the values of one alone.
//
// Examine tells of a host which ports answer, what its endpoint mapper lists and what
// comes of every door.
//
// # Values that were not read
//
// A [Snapshot] knows which values were read. [Snapshot.Fields] walks over
// those alone, and [Snapshot.Full] gives the structure only when all 415 are
// there, so a zero in it was a zero on the host.
//
// # Security associations
//
// [Client.SecurityAssociations] lists with whom the host has agreed on keys, and how the
// two ends showed who they are; of a pre-shared key only that there is one. By [DoorWMI]
// and [DoorWinRM] there is less of each, and [Client.QuickModeSecurityAssociations], what
// was negotiated under them. What changes the host returns [ErrReadOnly] unless
// [Config.AllowChanges] is set.
//
// # IPsec statistics
//
// [Client.IPsecStatistics] has the counters of the traffic that goes under those keys, and
// [Client.DoSProtectionStatistics] those of a gateway that limits what it lets in. Both
// take a session with the Base Filtering Engine, which no stock Windows offers to the
// network, and a build of Windows whose numbering of the engine's procedures is known.
//
// # The functions of Windows
//
// Opnums are those of the IKE/Authip API, and in the last six rows those of the Base
// Firewall Engine API in Windows 7 and in 8.1 to build 19045. The rights are FWPM_ACTRL_*
// and standard ones, by the descriptor that [Client.SecurityDescriptor] reads.
//
//	Windows function                              method of Client           opnum     right
//	IkeextGetStatistics0, 1                       Statistics                 0         READ_STATS
//	IkeextSaCreateEnumHandle0                     SecurityAssociations       1         ENUM and READ
//	IkeextSaEnum0, 1, 2                           SecurityAssociations       2         ENUM and READ
//	IkeextSaDestroyEnumHandle0                    SecurityAssociations       3
//	IkeextSaDeleteById0                           DeleteSecurityAssociation  4         DELETE
//	IkeextSaGetById0, 1, 2                        SecurityAssociation        5         READ
//	IkeextSaDbGetSecurityInfo0                    SecurityDescriptor         6         READ_CONTROL
//	IkeextSaDbSetSecurityInfo0                    SetSecurityDescriptor      7         WRITE_DAC, WRITE_OWNER
//	IkeextSaUpdatePreferredAddressesByTunnelId0   none                       8         not known
//	IkeextSaUpdateAdditionalAddressesByTunnelId0  none                       9         not known
//	FwpmEngineOpen0                               (Dial)                     1, 2      OPEN
//	FwpmEngineClose0                              Close                      2, 3
//	FwpmEngineGetOption0                          EngineInfo                 3, 4      READ
//	FwpmEngineGetSecurityInfo0                    EngineInfo                 5, 6      READ_CONTROL
//	IPsecGetStatistics0, 1                        IPsecStatistics            83, 84    READ_STATS
//	IPsecDospGetStatistics0                       DoSProtectionStatistics    100, 104  READ_STATS
//
// The rights of the last six are by descriptors of the engine's own, of which EngineInfo
// reads the first.
//
// For the SACL the descriptor takes ACCESS_SYSTEM_SECURITY. Opnums 8 and 9 move the
// tunnels of a host, which is not for a tool that looks at it.
//
// [DoorLocal] calls IkeextGetStatistics1, the functions of the enumeration with IkeextSaEnum2,
// IkeextSaGetById2 and IPsecGetStatistics1.
//
// IkeextGetStatistics0 is the form without IKEv2 that hosts of the age of Windows Vista
// have. It is recognized only where such a host proves in the sign-in with NTLM that it is
// one; its values are those of a [Snapshot] that was not read in full.
//
// # Errors
//
// What goes wrong after the configuration was checked comes as an [*Error]. It
// names the stage, the host, the cause and the remedy, and [errors.Is] tells
// its [Class]: for example errors.Is(err, ikeext.ErrAccessDenied).
package ikeext
