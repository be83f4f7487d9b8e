package kerberos

import (
	"path/filepath"
	"testing"

	"github.com/oiweiwei/gokrb5.fork/v9/crypto"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/integration/peers"
)

// atSamba are options for the KDC of a Samba domain controller, which is reached
// over TCP only.
func atSamba(t *testing.T) (*Options, peers.Samba) {
	t.Helper()
	samba := peers.FindSamba(t)
	return &Options{
		ConfPath: filepath.Join(t.TempDir(), "none"), KDC: "127.0.0.1", DialContext: samba.DialContext,
		User: samba.User, Realm: samba.Realm, Password: samba.Password,
	}, samba
}

func TestIntegrationSambaPassword(t *testing.T) {
	o, samba := atSamba(t)
	ticket, err := get(t, o, "host/"+samba.Host)
	require.NoError(t, err)
	assert.Equal(t, int32(aes256), ticket.EType)
	assert.Equal(t, samba.Realm, ticket.Realm)
}

func TestIntegrationSambaShortRealm(t *testing.T) {
	o, samba := atSamba(t)
	o.Realm = samba.Domain
	ticket, err := get(t, o, "host/"+samba.Host)
	require.NoError(t, err)
	assert.Equal(t, samba.Realm, ticket.Realm)
}

func TestIntegrationSambaNTHash(t *testing.T) {
	o, samba := atSamba(t)
	et, err := crypto.GetEtype(rc4)
	require.NoError(t, err)
	o.NTHash, err = et.StringToKey(samba.Password, "", "")
	require.NoError(t, err)
	o.Password = ""
	ticket, err := get(t, o, "host/"+samba.Host)
	require.NoError(t, err)
	assert.Equal(t, samba.User, ticket.Client)
}

func TestIntegrationSambaAESKey(t *testing.T) {
	o, samba := atSamba(t)
	et, err := crypto.GetEtype(aes256)
	require.NoError(t, err)
	o.AESKey, err = et.StringToKey(samba.Password, samba.Realm+samba.User, et.GetDefaultStringToKeyParams())
	require.NoError(t, err)
	o.Password, o.NoRC4 = "", true
	_, err = get(t, o, "host/"+samba.Host)
	require.NoError(t, err)
}

func TestIntegrationSambaRefusals(t *testing.T) {
	o, samba := atSamba(t)
	_, err := get(t, o, "host/nowhere.corp.example")
	assert.Equal(t, UnknownSPN, kindOf(err), "%v", err)
	o.Password = "Wrong-Horse-1"
	_, err = get(t, o, "host/"+samba.Host)
	assert.Equal(t, WrongPassword, kindOf(err), "%v", err)
	o.User = "nobody"
	_, err = get(t, o, "host/"+samba.Host)
	assert.Equal(t, UnknownPrincipal, kindOf(err), "%v", err)
	o.Realm = "ELSEWHERE.TEST"
	_, err = get(t, o, "host/"+samba.Host)
	t.Log(err)
	assert.Error(t, err)
}
