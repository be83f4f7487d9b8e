package ikeext

import (
	"net/netip"
	"strconv"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/cim"
)

// saClass is a class of security associations in root\StandardCimv2.
type saClass[T any] struct {
	name string
	read func(*cim.Instance) (*T, error)
	ends func(*T) (local, remote netip.Addr)
}

func mainModeClass() saClass[SecurityAssociation] {
	return saClass[SecurityAssociation]{
		"MSFT_NetMainModeSA", newMainModeSA,
		func(sa *SecurityAssociation) (local, remote netip.Addr) {
			return sa.Traffic.LocalAddress, sa.Traffic.RemoteAddress
		},
	}
}

func quickModeClass() saClass[QuickModeSA] {
	return saClass[QuickModeSA]{
		"MSFT_NetQuickModeSA", newQuickModeSA,
		func(sa *QuickModeSA) (local, remote netip.Addr) { return sa.LocalEndpoint, sa.RemoteEndpoint },
	}
}

func (c saClass[T]) query() string { return "SELECT * FROM " + c.name }

// page makes a page of instances: those whose ends fit the template, since WQL compares
// addresses as text.
func (c saClass[T]) page(instances []*cim.Instance, t *SATemplate) (page []*T, err error) {
	err = association.Checked(func() error {
		for _, i := range instances {
			sa, err := c.read(i)
			if err != nil {
				return err
			}
			if t.fits(c.ends(sa)) {
				page = append(page, sa)
			}
		}
		return nil
	})
	return page, err
}

// newMainModeSA makes an SA of an instance of MSFT_NetMainModeSA.
func newMainModeSA(i *cim.Instance) (*SecurityAssociation, error) {
	r := newCIMReader(i, mainModeClass().name)
	sa := &SecurityAssociation{
		ID:        saNumber(r.text("InstanceID")),
		KeyModule: keyModuleFromCIM(number[uint16](r, "KeyModule")),
		Traffic: Traffic{
			LocalAddress: r.address("LocalEndpoint"), RemoteAddress: r.address("RemoteEndpoint"),
			AuthIPFilterID: number[uint64](r, "ExtendedFilterId"),
		},
		UDPEncapsulation: udpEncapsulationFromCIM(r),
		Proposal: Proposal{
			Cipher:         CipherAlgorithm{Type: cipherFromCIM(number[uint16](r, "CipherAlgorithm"))},
			Integrity:      IntegrityAlgorithm{Type: integrityFromCIM(number[uint16](r, "HashAlgorithm"))},
			MaxLifetime:    duration(told[uint64](r, "LifetimeSeconds")),
			DHGroup:        groupFromCIM(number[uint16](r, "GroupId")),
			QuickModeLimit: number[uint32](r, "MaxQMSAs"),
		},
		Cookies:                  cookiesFromCIM(r),
		Credentials:              credentialsFromCIM(r),
		PolicyKey:                r.guid("IkePolicyKey"),
		VirtualInterfaceTunnelID: number[uint64](r, "VirtualIfTunnelId"),
	}
	sa.IPVersion = ipVersionOf(sa.Traffic.LocalAddress, sa.Traffic.RemoteAddress)
	if r.err != nil {
		return nil, r.err
	}
	return sa, nil
}

// saNumber takes the name of an instance for the number of the SA, which is inferred, if
// it is a number.
func saNumber(name string) *uint64 {
	n, err := strconv.ParseUint(name, 10, 64)
	if err != nil {
		return nil
	}
	return &n
}

// ipVersionOf returns the family of the address that was read.
func ipVersionOf(addresses ...netip.Addr) IPVersion {
	for _, a := range addresses {
		switch {
		case a.Is4():
			return IPVersionV4
		case a.Is6():
			return IPVersionV6
		}
	}
	return NotRead
}

// udpEncapsulationFromCIM returns the ports of an SA that goes through a NAT. Of others
// both are zero.
func udpEncapsulationFromCIM(r *cimReader) *UDPEncapsulation {
	local, remote := number[uint16](r, "LocalUdpEncapsulationPort"), number[uint16](r, "RemoteUdpEncapsulationPort")
	if local == nil || remote == nil || *local == 0 && *remote == 0 {
		return nil
	}
	return &UDPEncapsulation{LocalPort: *local, RemotePort: *remote}
}

func cookiesFromCIM(r *cimReader) *CookiePair {
	initiator, responder := told[uint64](r, "InitiatorCookie"), told[uint64](r, "ResponderCookie")
	if initiator == nil || responder == nil {
		return nil
	}
	return &CookiePair{Cookie(*initiator), Cookie(*responder)}
}

// credentialsFromCIM returns the authentications that the host names.
func credentialsFromCIM(r *cimReader) (pairs []CredentialPair) {
	for _, which := range []string{"First", "Second"} {
		local, peer := r.embedded("Local"+which+"Id"), r.embedded("Remote"+which+"Id")
		if local == nil && peer == nil {
			continue
		}
		pairs = append(pairs, CredentialPair{Local: credentialFromCIM(r, local), Peer: credentialFromCIM(r, peer)})
	}
	return pairs
}

// credentialFromCIM makes a credential of an instance of MSFT_NetIPsecIdentity. That its
// methods and flags have the numbers of IKEEXT is inferred. The identity is looked at
// where it is a name, and nowhere else: with a preshared key it could be the key.
func credentialFromCIM(outer, r *cimReader) Credential {
	if r == nil {
		return Credential{Method: NotRead}
	}
	c := Credential{Method: NotRead}
	if method := number[uint32](r, "AuthenticationMethod"); method != nil {
		c.Method = AuthenticationMethodType(*method)
	}
	if impersonation := number[uint32](r, "ImpersonationType"); impersonation != nil {
		c.Impersonation = ref(AuthenticationImpersonationType(*impersonation))
	}
	switch c.Method {
	case AuthenticationKerberos, AuthenticationNTLMv2, AuthenticationEAP, AuthenticationReserved:
		c.PrincipalName = r.text("Identity")
	case AuthenticationCertificate, AuthenticationCertificateECDSAP256, AuthenticationCertificateECDSAP384,
		AuthenticationSSL, AuthenticationSSLECDSAP256, AuthenticationSSLECDSAP384, AuthenticationIPv6CGA:
		c.Certificate = certificateFromCIM(r)
	}
	if outer.err == nil {
		outer.err = r.err
	}
	return c
}

// certificateFromCIM returns what the host tells of a certificate, nil when that is
// nothing.
func certificateFromCIM(r *cimReader) *CertificateCredential {
	c := CertificateCredential{Subject: r.text("Identity"), Flags: number[uint32](r, "Flags")}
	if c.Subject == "" && c.Flags == nil {
		return nil
	}
	return &c
}
