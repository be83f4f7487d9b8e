package ikeext

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/netip"
	"strconv"
	"time"
)

// SecurityAssociation renders IKEEXT_SA_DETAILS1 (and IKEEXT_SA_DETAILS2, which has the
// same shape): a main-mode SA, that is to say a peer with whom the host has agreed on
// keys. The JSON names are the members of the Windows structure. Numbers of 64 bits
// are strings in JSON: readers that make a float64 of every number would change them.
//
// A pointer is nil, and an enumeration NotRead, where the door does not have the value:
// DoorRPC and DoorLocal have all of them. By DoorWMI and DoorWinRM, which read
// MSFT_NetMainModeSA, there is no CorrelationKey, no KeyLength, no Rounds, of credentials
// only the method, the impersonation and the name or subject, and of MaxLifetime and
// Cookies Microsoft says that the class leaves them out; zero counts as left out. What
// that class means by the numbers of KeyModule and of the methods is not documented, and
// that its InstanceID is the ID not either: these are inferred. Algorithms and groups that
// WMI knows and IKEEXT does not keep WMI's names, or their numbers.
type SecurityAssociation struct {
	// ID is the number by which the host knows the SA.
	ID *uint64 `json:"saId,string,omitempty"`
	// KeyModule is the protocol that negotiated it.
	KeyModule KeyModuleType `json:"keyModuleType"`
	// IPVersion is the family of its addresses.
	IPVersion IPVersion `json:"ipVersion"`
	// UDPEncapsulation are the ports of an SA over IPv4 that goes through a NAT. Nil
	// when it does not.
	UDPEncapsulation *UDPEncapsulation `json:"v4UdpEncapsulation,omitempty"`
	// Traffic tells between whom.
	Traffic Traffic `json:"ikeTraffic"`
	// Proposal is what was agreed on.
	Proposal Proposal `json:"ikeProposal"`
	// Cookies identify the negotiation on the network.
	Cookies *CookiePair `json:"cookiePair,omitempty"`
	// Credentials tell how the ends showed who they are, a pair an authentication: one
	// for IKE and IKEv2, up to two for AuthIP. Empty when the host named none.
	Credentials []CredentialPair `json:"ikeCredentials"`
	// PolicyKey is the key of the main-mode policy.
	PolicyKey *GUID `json:"ikePolicyKey,omitempty"`
	// VirtualInterfaceTunnelID is the tunnel that the SA belongs to. Zero for none.
	VirtualInterfaceTunnelID *uint64 `json:"virtualIfTunnelId,string,omitempty"`
	// CorrelationKey groups SAs that belong together. Empty for none.
	CorrelationKey Hex `json:"correlationKey,omitempty"`
}

// UDPEncapsulation renders IPSEC_V4_UDP_ENCAPSULATION0.
type UDPEncapsulation struct {
	// LocalPort is the host's UDP port.
	LocalPort uint16 `json:"localUdpEncapPort"`
	// RemotePort is the peer's UDP port, as the host sees it.
	RemotePort uint16 `json:"remoteUdpEncapPort"`
}

// Traffic renders IKEEXT_TRAFFIC1 (on the wire IKEEXT_TRAFFIC0).
type Traffic struct {
	// LocalAddress is the host's own. The zero Addr is not read.
	LocalAddress netip.Addr `json:"localAddress,omitzero"`
	// RemoteAddress is the peer's. The zero Addr is not read.
	RemoteAddress netip.Addr `json:"remoteAddress,omitzero"`
	// AuthIPFilterID is the filter that AuthIP found for the traffic. Zero for none.
	AuthIPFilterID *uint64 `json:"authIpFilterId,string,omitempty"`
}

// Proposal renders IKEEXT_PROPOSAL0. MaxLifetime is in JSON the member
// maxLifetimeSeconds, a number of seconds.
type Proposal struct {
	// Cipher encrypts the negotiations under this SA.
	Cipher CipherAlgorithm `json:"cipherAlgorithm"`
	// Integrity authenticates them.
	Integrity IntegrityAlgorithm `json:"integrityAlgorithm"`
	// MaxLifetime is how long the SA may live, in whole seconds.
	MaxLifetime *time.Duration `json:"-"`
	// DHGroup is the group in which the keys were agreed on.
	DHGroup DHGroup `json:"dhGroup"`
	// QuickModeLimit is how many quick modes may be negotiated under this SA. Zero
	// means no limit.
	QuickModeLimit *uint32 `json:"quickModeLimit,omitempty"`
}

// proposalMembers is a Proposal without its methods.
type proposalMembers Proposal

// proposalJSON is what a Proposal is in JSON.
type proposalJSON struct {
	proposalMembers
	MaxLifetimeSeconds *uint64 `json:"maxLifetimeSeconds,omitempty"`
}

// MarshalJSON writes the lifetime as a number of seconds.
func (p Proposal) MarshalJSON() ([]byte, error) {
	out := proposalJSON{proposalMembers: proposalMembers(p)}
	out.MaxLifetimeSeconds = seconds(p.MaxLifetime)
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Proposal) UnmarshalJSON(b []byte) error {
	var in proposalJSON
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	*p = Proposal(in.proposalMembers)
	p.MaxLifetime = duration(in.MaxLifetimeSeconds)
	return nil
}

// seconds returns whole seconds, nil for nil.
func seconds(d *time.Duration) *uint64 {
	if d == nil {
		return nil
	}
	n := uint64(*d / time.Second)
	return &n
}

// duration returns n seconds, nil for nil. More than a Duration holds, 292 years, is
// the longest Duration.
func duration(n *uint64) *time.Duration {
	if n == nil {
		return nil
	}
	const longest = 1<<63 - 1
	d := time.Duration(longest)
	if *n <= uint64(longest/time.Second) {
		d = time.Duration(*n) * time.Second
	}
	return &d
}

// CipherAlgorithm renders IKEEXT_CIPHER_ALGORITHM0.
type CipherAlgorithm struct {
	// Type is the cipher.
	Type CipherType `json:"algoIdentifier"`
	// KeyLength is the member keyLen. The SDK calls it unused.
	KeyLength *uint32 `json:"keyLen,omitempty"`
	// Rounds is a member that the SDK calls unused, too.
	Rounds *uint32 `json:"rounds,omitempty"`
}

// IntegrityAlgorithm renders IKEEXT_INTEGRITY_ALGORITHM0.
type IntegrityAlgorithm struct {
	// Type is the algorithm.
	Type IntegrityType `json:"algoIdentifier"`
}

// CookiePair renders IKEEXT_COOKIE_PAIR0: the SPIs in the header of IKE's messages.
type CookiePair struct {
	// Initiator is the cookie of the end that began.
	Initiator Cookie `json:"initiator"`
	// Responder is the cookie of the other.
	Responder Cookie `json:"responder"`
}

// Cookie is an IKE cookie as the number that Windows makes of its eight bytes.
type Cookie uint64

// String returns sixteen hexadecimal digits.
func (c Cookie) String() string { return fmt.Sprintf("%016x", uint64(c)) }

// MarshalText returns what String does.
func (c Cookie) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (c *Cookie) UnmarshalText(text []byte) error {
	n, err := strconv.ParseUint(string(text), 16, 64)
	if err != nil {
		return fmt.Errorf("%q is no cookie: up to 16 hexadecimal digits", text)
	}
	*c = Cookie(n)
	return nil
}

// GUID is a GUID, its bytes in the order in which they are written.
type GUID [16]byte

// String returns the GUID in lower case without braces.
func (g GUID) String() string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", g[:4], g[4:6], g[6:8], g[8:10], g[10:])
}

// MarshalText returns what String does.
func (g GUID) MarshalText() ([]byte, error) { return []byte(g.String()), nil }

// UnmarshalText reads what MarshalText writes, in either case and with or without
// braces.
func (g *GUID) UnmarshalText(text []byte) error {
	s := string(text)
	if len(s) == 38 && s[0] == '{' && s[37] == '}' {
		s = s[1:37]
	}
	if len(s) == 36 && s[8] == '-' && s[13] == '-' && s[18] == '-' && s[23] == '-' {
		b, err := hex.DecodeString(s[:8] + s[9:13] + s[14:18] + s[19:23] + s[24:])
		if err == nil {
			*g = GUID(b)
			return nil
		}
	}
	return fmt.Errorf("%q is no GUID", text)
}

// Hex is bytes whose text is hexadecimal digits.
type Hex []byte

// String returns two lower-case digits a byte.
func (h Hex) String() string { return hex.EncodeToString(h) }

// MarshalText returns what String does.
func (h Hex) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads what MarshalText writes, in either case.
func (h *Hex) UnmarshalText(text []byte) error {
	b, err := hex.DecodeString(string(text))
	if err != nil {
		return fmt.Errorf("%q is no hexadecimal text: %w", text, err)
	}
	*h = b
	return nil
}
