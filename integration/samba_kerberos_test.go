package integration_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/integration/peers"
)

// TestIntegrationSambaTickets gets tickets from the KDC of an Active Directory
// domain, with each credential. With a ticket the host is asked for IKEEXT, which
// no Samba has; that the tickets are good for something is shown in package
// ikeext, at an interface that Samba has.
func TestIntegrationSambaTickets(t *testing.T) {
	samba := peers.FindSamba(t)
	for name, change := range map[string]func(*ikeext.Config){
		"password": func(c *ikeext.Config) { c.Password = ikeext.NewSecret(samba.Password) },
		"keytab":   func(c *ikeext.Config) { c.Keytab = samba.Keytab },
		"AES key":  func(c *ikeext.Config) { c.AESKey = ikeext.NewSecret(samba.AES256Key) },
		"NT hash":  func(c *ikeext.Config) { c.NTHash = ikeext.NewSecret(samba.NTHash) },
		"domain in place of the realm": func(c *ikeext.Config) {
			c.User, c.Domain, c.Password = samba.User, "corp.example", ikeext.NewSecret(samba.Password)
		},
	} {
		t.Run(name, func(t *testing.T) {
			peers.Attempt{Mechanism: "kerberos", Credential: name, Peer: "Samba", End: "ticket, then not registered"}.Note(t)
			cfg := sambaAccount(samba)
			change(cfg)
			_, err := readFrom(t, samba.Host, cfg)
			require.ErrorIs(t, err, ikeext.ErrNotRegistered)
		})
	}
}

// TestIntegrationSambaTicketsRefused is refused by that KDC.
func TestIntegrationSambaTicketsRefused(t *testing.T) {
	samba := peers.FindSamba(t)
	for _, c := range []struct {
		name, user, password, host string
		class                      ikeext.Class
		text                       string
	}{
		{"wrong password", samba.User, "wrong", samba.Host, ikeext.ErrAuthenticationFailed, "KDC_ERR_PREAUTH_FAILED"},
		{"unknown user", "nobody", samba.Password, samba.Host, ikeext.ErrAuthenticationFailed, "KDC_ERR_C_PRINCIPAL_UNKNOWN"},
		{"disabled account", "disabled", samba.Password, samba.Host, ikeext.ErrAuthenticationFailed, "KDC_ERR_CLIENT_REVOKED"},
		{"expired password", "stale", samba.Password, samba.Host, ikeext.ErrAuthenticationFailed, "KDC_ERR_KEY_EXPIRED"},
		{"unknown SPN", samba.User, samba.Password, "nowhere.corp.example", ikeext.ErrTicket, "KDC_ERR_S_PRINCIPAL_UNKNOWN"},
	} {
		t.Run(c.name, func(t *testing.T) {
			peers.Attempt{Mechanism: "kerberos", Credential: c.name, Peer: "Samba", End: "refused: " + c.class.Error()}.Note(t)
			cfg := sambaAccount(samba)
			cfg.User, cfg.Password = c.user+"@"+samba.Realm, ikeext.NewSecret(c.password)
			_, err := readFrom(t, c.host, cfg)
			requireRefused(t, err, c.class, c.text)
		})
	}
}

// sambaAccount is a configuration for Samba that lacks the credential.
func sambaAccount(samba peers.Samba) *ikeext.Config {
	return &ikeext.Config{
		Auth: ikeext.AuthKerberos, User: samba.User + "@" + samba.Realm, KRB5Conf: samba.KRB5Conf,
		TargetIP: "127.0.0.1", DialContext: samba.DialContext, Doors: rpcAlone(),
	}
}
