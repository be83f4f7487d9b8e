package ikeexttest

import "net/netip"

// FWP_IP_VERSION.
const (
	ipV4 = 0
	ipV6 = 1
)

// details writes an IKEEXT_SA_DETAILS1. It reports false where a union has no arm
// for a method of authentication on a Windows of this build.
func (w *ndrWriter) details(sa *SA, build uint16) (ok bool) {
	version := uint32(ipV4)
	if sa.is6() {
		version = ipV6
	}
	w.u64(sa.ID)
	w.u32(uint32(sa.KeyModule))
	w.u32(version)
	w.u32(version) // selects the arm
	if ports := sa.UDPEncapsulation; version == ipV4 && ports != nil {
		w.pointer(func() {
			w.u16(ports.Local)
			w.u16(ports.Remote)
		})
	} else if version == ipV4 {
		w.pointer(nil)
	}
	w.traffic(sa, version)
	w.proposal(&sa.Proposal)
	w.u64(sa.InitiatorCookie)
	w.u64(sa.ResponderCookie)
	w.u32(uint32(len(sa.Credentials)))
	w.pointer(func() { w.credentials(sa.Credentials) })
	w.bytes(sa.PolicyKey[:])
	w.u64(sa.VirtualIfTunnelID)
	w.blob(sa.CorrelationKey)
	for _, pair := range sa.Credentials {
		if !pair.Local.Method.known(build) || !pair.Peer.Method.known(build) {
			return false
		}
	}
	return true
}

// traffic writes an IKEEXT_TRAFFIC0.
func (w *ndrWriter) traffic(sa *SA, version uint32) {
	w.align(8)
	w.u32(version)
	w.address(sa.Local, version)
	w.address(sa.Remote, version)
	w.u64(sa.AuthIPFilterID)
}

// address writes a union of an address of IPv4, as a number, and one of IPv6.
func (w *ndrWriter) address(a netip.Addr, version uint32) {
	w.u32(version)
	if version == ipV4 {
		w.u32(numberOf(a))
		return
	}
	b := a.As16()
	w.bytes(b[:])
}

// numberOf returns an address of IPv4 as the number that it is read as.
func numberOf(a netip.Addr) uint32 {
	if !a.IsValid() {
		return 0
	}
	b := a.As4()
	return uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
}

// addressOf4 returns the address of IPv4 that a number stands for.
func addressOf4(n uint32) netip.Addr {
	return netip.AddrFrom4([4]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)})
}

// proposal writes an IKEEXT_PROPOSAL0.
func (w *ndrWriter) proposal(p *Proposal) {
	for _, v := range []uint32{
		p.Cipher, p.KeyLength, p.Rounds, p.Integrity, p.LifetimeSeconds, p.DHGroup, p.QuickModeLimit,
	} {
		w.u32(v)
	}
}

// credentials writes a conformant array of IKEEXT_CREDENTIAL_PAIR1.
func (w *ndrWriter) credentials(pairs []CredentialPair) {
	w.u32(uint32(len(pairs)))
	for i := range pairs {
		w.credential(&pairs[i].Local)
		w.credential(&pairs[i].Peer)
	}
}

// credential writes an IKEEXT_CREDENTIAL1.
func (w *ndrWriter) credential(c *Credential) {
	w.u32(uint32(c.Method))
	w.u32(c.Impersonation)
	w.u32(uint32(c.Method)) // selects the arm
	switch {
	case c.Method == MethodPresharedKey:
		w.pointer(func() {
			w.blob(c.PresharedKey)
			w.u32(c.Flags)
		})
	case c.Method.byCertificate():
		w.pointer(func() {
			w.blob(c.SubjectName)
			w.blob(c.CertificateHash)
			w.u32(c.Flags)
			w.blob(c.Certificate)
		})
	case c.Method.byName():
		w.pointer(func() { w.pointer(func() { w.text(c.PrincipalName) }) })
	}
}

// byCertificate reports whether IKEEXT_CERTIFICATE_CREDENTIAL1 tells of the method.
func (m AuthMethod) byCertificate() bool {
	switch m {
	case MethodCertificate, MethodCertificateECDSAP256, MethodCertificateECDSAP384,
		MethodSSL, MethodSSLECDSAP256, MethodSSLECDSAP384, MethodIPv6CGA:
		return true
	}
	return false
}

// byName reports whether IKEEXT_NAME_CREDENTIAL0 tells of the method.
func (m AuthMethod) byName() bool {
	switch m {
	case MethodKerberos, MethodNTLMV2, MethodEAP, MethodReserved:
		return true
	}
	return false
}

// firstWindows8 is the first build after Windows 7.
const firstWindows8 = 9200

// known reports whether the union of a Windows of this build has an arm for the
// method.
func (m AuthMethod) known(build uint16) bool {
	return m < MethodReserved || m == MethodReserved && build >= firstWindows8
}
