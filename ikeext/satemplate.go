package ikeext

import "net/netip"

// SATemplate renders IKEEXT_SA_ENUM_TEMPLATE0: which SAs to list. The zero value, and a
// nil pointer, list all of them.
type SATemplate struct {
	// LocalSubNet is the network of the host's own address. The zero Prefix is any.
	LocalSubNet netip.Prefix
	// RemoteSubNet is the network of the peer's address. The zero Prefix is any. Of the
	// same family as LocalSubNet, if both are set.
	RemoteSubNet netip.Prefix
	// LocalMainModeCertHash is the SHA-1 hash of the host's own certificate. Empty is
	// any.
	LocalMainModeCertHash Hex
}
