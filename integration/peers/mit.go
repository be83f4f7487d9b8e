package peers

import (
	"net"
	"testing"
	"time"
)

// The realms, hosts and accounts of the MIT peer.
const (
	// MITRealm has the accounts.
	MITRealm = "MIT.TEST"
	// MITHost is a host of MITRealm. Like MITChildHost and MITOldHost it stands for
	// the GSSAPI peer, and nobody resolves it.
	MITHost = "peer.mit.test"
	// MITChildRealm trusts MITRealm and is trusted by it.
	MITChildRealm = "CHILD.MIT.TEST"
	// MITChildHost is a host of MITChildRealm, as the KDC of MITRealm knows.
	MITChildHost = "peer.child.mit.test"
	// MITOldHost is a host of MITRealm that has an RC4 key only.
	MITOldHost = "old.mit.test"
	// MITStranger is a host of MITRealm whose key the GSSAPI peer does not have.
	MITStranger = "stranger.mit.test"
	// MITLocked is an account that may have no tickets. It and the two below have
	// the password of MIT.User.
	MITLocked = "locked"
	// MITStale is an account whose password has expired.
	MITStale = "stale"
	// MITOld is an account that has an RC4 key only: MIT.NTHash.
	MITOld = "old"
)

// MIT are two MIT Kerberos realms with a KDC each on 127.0.0.1.
type MIT struct {
	// User and Password are an account of MITRealm.
	User, Password string
	// NTHash is the NT hash of Password, AES256Key and AES128Key are the keys of
	// User, all in hexadecimal.
	NTHash, AES256Key, AES128Key string
	// Keytab is the path of a keytab with the keys of User.
	Keytab string
	// KRB5Conf is a krb5.conf that names both KDCs and maps no host to a realm;
	// MappedConf is one that maps all of them.
	KRB5Conf, MappedConf string
	// KDCLog is the log of MITRealm's KDC.
	KDCLog string
}

// FindMIT returns the MIT peer.
func FindMIT(t testing.TB) MIT {
	t.Helper()
	s := readState(t, "MIT")
	p := MIT{
		User: s.text("USER"), Password: s.text("PASSWORD"),
		NTHash: s.text("NT_HASH"), AES256Key: s.text("AES256_KEY"), AES128Key: s.text("AES128_KEY"),
		Keytab: s.text("KEYTAB"), KRB5Conf: s.text("KRB5_CONF"), MappedConf: s.text("MAPPED_CONF"), KDCLog: s.text("KDC_LOG"),
	}
	conn, err := net.DialTimeout("tcp", s.text("KDC"), time.Second)
	s.answered(conn, err)
	return p
}
