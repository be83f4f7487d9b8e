package ikeext

import (
	"context"
	"crypto/x509"
	"fmt"
	"log/slog"
	"net"
	"time"

	"github.com/remoteike/remoteike/ikeext/internal/kerberos"
)

// Auth is a way to sign in.
type Auth string

// The ways to sign in.
const (
	// AuthNegotiate is SPNEGO with Kerberos inside where a ticket can be had, and
	// NTLM in its place only for a reason that is found before anything is sent: no
	// KDC is known, or the host is an address without SPN. It is the default.
	AuthNegotiate Auth = "negotiate"
	// AuthKerberos is Kerberos and nothing else.
	AuthKerberos Auth = "kerberos"
	// AuthNTLM is NTLMv2 and nothing else. NTLMv1 is never spoken.
	AuthNTLM Auth = "ntlm"
	// AuthNone sends no credential and protects nothing. Windows refuses such
	// callers; it is for relays and tests.
	AuthNone Auth = "none"
)

// Level is the protection of requests and replies, an RPC_C_AUTHN_LEVEL_*.
type Level string

// The protection levels, weakest first.
const (
	// LevelConnect signs in and protects nothing after that: replies can be
	// forged, and a credential never counts as proven.
	LevelConnect Level = "connect"
	// LevelIntegrity signs requests and replies (RPC_C_AUTHN_LEVEL_PKT_INTEGRITY).
	LevelIntegrity Level = "integrity"
	// LevelPrivacy signs and encrypts them (RPC_C_AUTHN_LEVEL_PKT_PRIVACY). It is
	// the default.
	LevelPrivacy Level = "privacy"
)

// EngineMode says what to do about a session with the Base Filtering Engine,
// which FwpmEngineOpen0 opens before Windows programs read these counters. The
// counters themselves do not need it.
type EngineMode string

// The engine modes.
const (
	// EngineAuto opens a session where the engine is offered and goes on without
	// it elsewhere. It is the default.
	EngineAuto EngineMode = "auto"
	// EngineRequire fails when no session could be opened.
	EngineRequire EngineMode = "require"
	// EngineSkip does not ask for the engine.
	EngineSkip EngineMode = "skip"
)

// Transport is a way to carry RPC to the host.
type Transport string

// The transports.
const (
	// TransportAuto is TCP, and named pipes where the endpoint mapper or its answer
	// cannot be reached over TCP; in a Sweep and with a Gate TCP alone. It is the
	// default.
	TransportAuto Transport = "auto"
	// TransportTCP is ncacn_ip_tcp and nothing else.
	TransportTCP Transport = "tcp"
	// TransportPipe is ncacn_np and nothing else: a named pipe over SMB 2 or 3,
	// signed. There is no mapper to ask, so \PIPE\atsvc and \PIPE\srvsvc are
	// tried, whose processes Windows shared with IKEEXT.
	TransportPipe Transport = "np"
)

// DefaultStageTimeout bounds each stage when Config.StageTimeout is zero.
const DefaultStageTimeout = 5 * time.Second

// DefaultSAPageSize is Config.SAPageSize when that is zero: room for 16 kilobytes each.
const DefaultSAPageSize = 64

// Tickets keeps Kerberos tickets for one run: a ticket-granting ticket for each
// account and service tickets by SPN. Share one among the Configs of a run, so
// that the KDC is asked once. It is safe for concurrent use, and the zero value is
// ready.
type Tickets struct{ cache kerberos.Tickets }

// Format prints no key, whatever the verb.
func (*Tickets) Format(s fmt.State, _ rune) { fmt.Fprint(s, "ikeext.Tickets") }

// Config says how to reach a host and how to sign in. A nil Config is the zero
// Config, which has no credential and is therefore refused by Dial. Printing a
// Config in any way shows no secret.
type Config struct {
	// User is the account: "name", `DOMAIN\name` or "name@REALM". Required with
	// Password, NTHash and AESKey.
	User string
	// Domain is the account's domain when User does not name it. Empty means a
	// local account of the host, or what the host makes of a bare name.
	Domain string
	// Password is the account's password. An empty password cannot sign in.
	Password Secret
	// NTHash is the NT hash of the password, 32 hexadecimal digits, or the pair
	// LM:NT of which only the NT half is used. Give it or Password, not both.
	NTHash Secret
	// AESKey is a Kerberos key of the account, AES128 or AES256: 32 or 64
	// hexadecimal digits.
	AESKey Secret
	// CCache is a Kerberos credential cache: a path, "FILE:path" or "DIR:path".
	CCache string
	// Keytab is the path of a keytab with a key of the account.
	Keytab string
	// UseTickets takes the credential from where Kerberos programs look for it: the
	// default credential cache, or a keytab that KRB5_KTNAME names. AuthKerberos
	// without any credential does the same.
	UseTickets bool
	// Auth is the way to sign in. Empty means AuthNegotiate.
	Auth Auth
	// RequireKerberos makes NTLM, MD4 and RC4 unreachable, whatever else is asked
	// for.
	RequireKerberos bool
	// Level is the protection. Empty means LevelPrivacy; nothing weaker is ever
	// used without being asked for here.
	Level Level

	// Doors are the ways to the counters, tried in order until one answers. Empty
	// means DoorRPC, DoorWMI, DoorWinRM; DoorRPC alone where the rest of the Config speaks
	// of nothing else (an endpoint, TransportPipe, EngineRequire, AuthNone,
	// LevelConnect). The next
	// door is tried only where the host does not let anybody in by this one, never
	// after a credential that was refused or may have been.
	Doors []Door

	// SPN is the service principal name of the host. Empty means "host/" and the
	// name of the host, which an address does not have. For SMB the service is cifs
	// instead and for WinRM HTTP, of the same host.
	SPN string
	// KDC is the host, or host:port, of a Kerberos KDC to ask instead of those that
	// krb5.conf or DNS name.
	KDC string
	// KRB5Conf is the path of krb5.conf. Empty means KRB5_CONFIG or the usual place.
	KRB5Conf string
	// Tickets keeps tickets between the hosts of a run. Nil means to keep them for
	// this session only.
	Tickets *Tickets

	// Gate keeps the credential from locking its account where several hosts are
	// dialled with it. A Sweep has gates of its own for targets without one. Nil
	// means no gate.
	Gate *Gate

	// TargetIP is the address to connect to in place of what the host's name
	// resolves to.
	TargetIP string
	// Transport is the way to carry RPC. Empty means TransportAuto.
	Transport Transport
	// SMBPort is the TCP port of SMB. Zero means 445.
	SMBPort int
	// Endpoint is the string binding of IKEEXT, for example
	// "ncacn_ip_tcp:[49666]" or `ncacn_np:[\pipe\atsvc]`. Empty means to ask the
	// endpoint mapper.
	Endpoint string
	// EngineEndpoint is the string binding of the Base Filtering Engine, for
	// hosts whose mapper is not asked. Empty means to ask the endpoint mapper, when
	// Endpoint is set no earlier than for a call that needs the engine.
	EngineEndpoint string
	// Endpoints keeps what the endpoint mappers answered between the sessions of a
	// run, so that a host that is asked again is not looked up again. Nil means to ask
	// the mapper each time.
	Endpoints *Endpoints
	// WinRMPort is the TCP port of WinRM. Zero means 5985, or 5986 with HTTPS.
	WinRMPort int
	// HTTPS has WinRM speak TLS, version 1.2 or later, and checks the host's
	// certificate. False means HTTP with bodies that the sign-in seals; nothing goes
	// over it in the clear.
	HTTPS bool
	// RootCAs are the authorities whose certificates count, with HTTPS. Nil means
	// those of the system.
	RootCAs *x509.CertPool
	// Fingerprint is the SHA-256 sum of the host's certificate, 64 hexadecimal digits
	// with or without colons. It takes the place of every other check of it. Empty
	// means to check it as usual.
	Fingerprint string
	// EPMPort is the TCP port of the endpoint mapper. Zero means 135.
	EPMPort int
	// Engine says what to do about an engine session. Empty means EngineAuto.
	Engine EngineMode
	// ForceOpnum is the number of the procedure that IPsecStatistics or
	// DoSProtectionStatistics calls, 70 to 130, for builds of Windows of which it is not
	// known and for people who want to find out: an engine in which it is another
	// procedure answers something else, or does something else. A reply of any other
	// length is refused. Zero means the known one for the host's build.
	ForceOpnum int

	// AllowChanges lets DeleteSecurityAssociation and SetSecurityDescriptor change the
	// host. False means that they return ErrReadOnly.
	AllowChanges bool
	// SAPageSize is how many security associations are asked for at a time. Zero means
	// DefaultSAPageSize; the most is 1024. A page must fit in a megabyte, so that where
	// SAs have long chains of certificates it has to be small.
	SAPageSize int

	// StageTimeout bounds each stage (connecting, the endpoint mapper, a bind, a
	// call) by itself, whatever deadline the context has. Zero means
	// DefaultStageTimeout.
	StageTimeout time.Duration
	// DialContext makes every TCP connection that the library needs, for SOCKS
	// proxies, jump hosts and tests. The address is the host as it was named, with
	// a port. Nil means a net.Dialer, which races the addresses of a name.
	DialContext func(ctx context.Context, network, address string) (net.Conn, error)
	// Logger receives what was tried, in order, at level Debug, and warnings.
	// Secrets are never logged. Nil means no log.
	Logger *slog.Logger
}
