package pipe

import (
	"net"
	"testing"
	"time"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/ssp"
	"github.com/oiweiwei/go-msrpc/ssp/credential"
	"github.com/oiweiwei/go-msrpc/ssp/gssapi"
	"github.com/oiweiwei/go-msrpc/ssp/krb5"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/integration/peers"
)

// kdc reaches the key distribution centre in the controller's namespace.
type kdc struct {
	t     *testing.T
	samba peers.Samba
}

func (k kdc) Dial(network, address string) (net.Conn, error) {
	return k.samba.DialContext(within(k.t, 5*time.Second), network, address)
}

// kerberos returns a Kerberos mechanism with mutual authentication, as every
// caller must configure it.
func kerberos(t *testing.T, samba peers.Samba) *krb5.Config {
	conf, err := krb5.LoadKRB5Conf(samba.KRB5Conf)
	require.NoError(t, err)
	return &krb5.Config{
		KRB5Config: conf, DCEStyle: true, DisablePAFXFAST: true, KDCDialer: kdc{t, samba},
		Flags: []int{int(gssapi.MutualAuthn), int(gssapi.Integrity), int(gssapi.Confidentiality)},
	}
}

// TestIntegrationSambaMechanisms signs in with each mechanism that there is.
func TestIntegrationSambaMechanisms(t *testing.T) {
	samba := peers.FindSamba(t)
	for name, factories := range map[string][]gssapi.ContextOption{
		"NTLM":               {gssapi.WithMechanismFactory(ssp.NTLM)},
		"NTLM in SPNEGO":     {gssapi.WithMechanismFactory(ssp.SPNEGO), gssapi.WithMechanismFactory(ssp.NTLM)},
		"Kerberos":           {gssapi.WithMechanismFactory(ssp.KRB5, kerberos(t, samba))},
		"Kerberos in SPNEGO": {gssapi.WithMechanismFactory(ssp.SPNEGO), gssapi.WithMechanismFactory(ssp.KRB5, kerberos(t, samba))},
	} {
		t.Run(name, func(t *testing.T) {
			o := sambaOptions(samba, "lsarpc")
			o.Security = append(factories,
				gssapi.WithCredential(credential.NewFromPassword(samba.User, samba.Password, credential.Domain(samba.Realm))),
				gssapi.WithTargetName("cifs/"+samba.Host))
			c, err := Open(within(t, 10*time.Second), sambaSocket(t, samba), o)
			require.NoError(t, err)
			callLSA(t, c, dcerpc.AuthLevelPktPrivacy)
		})
	}
}
