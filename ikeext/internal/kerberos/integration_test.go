package kerberos

import (
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/oiweiwei/gokrb5.fork/v9/crypto"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestIntegrationPassword(t *testing.T) {
	r := newRealm(t)
	ticket, err := get(t, r.options(), spn)
	require.NoError(t, err)
	assert.Equal(t, "alice", ticket.Client)
	assert.Equal(t, realmName, ticket.Realm)
	assert.Equal(t, spn, ticket.SPN)
	assert.Equal(t, int32(aes256), ticket.EType)
	assert.WithinDuration(t, time.Now().Add(24*time.Hour), ticket.End, time.Minute)
}

func TestIntegrationWithoutPreauthentication(t *testing.T) {
	r := newRealm(t, func(r *realm) { r.queries = append(r.queries, "modprinc -requires_preauth alice") })
	ticket, err := get(t, r.options(), spn)
	require.NoError(t, err)
	assert.Equal(t, spn, ticket.SPN)

	o := r.options()
	o.Password = "Wrong-Horse-1"
	_, err = get(t, o, spn)
	requireKind(t, WrongPassword, err)
}

func TestIntegrationKeytab(t *testing.T) {
	r := newRealm(t)
	keytab := filepath.Join(r.dir, "alice.keytab")
	r.tool("", "kadmin.local", "-q", "ktadd -k "+keytab+" -norandkey alice")
	o := &Options{ConfPath: r.conf, Keytab: "FILE:" + keytab}
	ticket, err := get(t, o, spn)
	require.NoError(t, err)
	assert.Equal(t, "alice", ticket.Client)

	// After a change of the password the keytab is out of date.
	r.tool("", "kadmin.local", "-q", "cpw -pw Other-Horse-1 alice")
	_, err = get(t, o, spn)
	requireKind(t, WrongPassword, err)

	o.User = "bob"
	_, err = get(t, o, spn)
	requireKind(t, NoSource, err)
}

func TestIntegrationCCacheFile(t *testing.T) {
	r := newRealm(t)
	o := &Options{ConfPath: r.conf, CCache: r.kinit("FILE:" + filepath.Join(r.dir, "cc"))}
	ticket, err := get(t, o, spn)
	require.NoError(t, err)
	assert.Equal(t, "alice", ticket.Client)
	assert.Equal(t, 1, r.requests("AS_REQ")-r.requests("NEEDED_PREAUTH"), "the AS exchange is kinit's own")
}

func TestIntegrationCCacheDir(t *testing.T) {
	r := newRealm(t, func(r *realm) { r.queries = append(r.queries, "addprinc -pw "+password+" bob") })
	dir := t.TempDir()
	r.kinit("DIR:" + dir)
	t.Setenv("KRB5CCNAME", "DIR:"+dir)
	ticket, err := get(t, &Options{ConfPath: r.conf, UseCCache: true}, spn)
	require.NoError(t, err)
	assert.Equal(t, "alice", ticket.Client)

	// A collection serves the user who is asked for, primary or not.
	r.tool(password+"\n", "kinit", "-c", "DIR::"+filepath.Join(dir, "tktbob"), "bob")
	ticket, err = get(t, &Options{ConfPath: r.conf, UseCCache: true, User: "bob"}, spn)
	require.NoError(t, err)
	assert.Equal(t, "bob", ticket.Client)
}

func TestIntegrationCCacheOfSomebodyElse(t *testing.T) {
	r := newRealm(t)
	_, err := get(t, &Options{ConfPath: r.conf, CCache: r.kinit(filepath.Join(r.dir, "cc")), User: "bob"}, spn)
	requireKind(t, NoSource, err)
}

func TestIntegrationServiceTicketInCCache(t *testing.T) {
	r := newRealm(t)
	cache := r.kinit(filepath.Join(r.dir, "cc"), "-S", spn)
	r.stop()
	o := &Options{ConfPath: r.conf, CCache: cache}
	require.NoError(t, Available(o))
	ticket, err := get(t, o, spn)
	require.NoError(t, err)
	assert.Equal(t, spn, ticket.SPN)

	_, err = get(t, o, "host/other.example.test")
	requireKind(t, NoSource, err)
}

func TestIntegrationKeytabWhereTheCCacheExpired(t *testing.T) {
	r := newRealm(t)
	keytab := filepath.Join(r.dir, "alice.keytab")
	r.tool("", "kadmin.local", "-q", "ktadd -k "+keytab+" -norandkey alice")
	o := &Options{ConfPath: r.conf, CCache: r.kinit(filepath.Join(r.dir, "cc"), "-l", "1m"), Keytab: keytab}
	ticket, err := getFrom(t, &Tickets{clock: in(2 * time.Minute)}, o, spn)
	require.NoError(t, err)
	assert.Greater(t, time.Until(ticket.End), time.Hour)
}

// in returns a clock that is ahead by d.
func in(d time.Duration) func() time.Time {
	return func() time.Time { return time.Now().Add(d) }
}

func TestIntegrationAESKey(t *testing.T) {
	r := newRealm(t)
	for _, etype := range []int32{aes128, aes256} {
		et, err := crypto.GetEtype(etype)
		require.NoError(t, err)
		key, err := et.StringToKey(password, realmName+"alice", et.GetDefaultStringToKeyParams())
		require.NoError(t, err)
		ticket, err := get(t, &Options{ConfPath: r.conf, User: "alice", AESKey: key}, spn)
		require.NoError(t, err)
		assert.Equal(t, "alice", ticket.Client)

		key[0] ^= 1
		_, err = get(t, &Options{ConfPath: r.conf, User: "alice", AESKey: key}, spn)
		requireKind(t, WrongPassword, err)
	}
}

func TestIntegrationNTHash(t *testing.T) {
	r := newRealm(t, func(r *realm) {
		r.queries = append(r.queries, "addprinc -e rc4-hmac:normal,aes256-cts:normal -pw "+password+" +requires_preauth rc4user", "addprinc -e rc4-hmac:normal -pw "+password+" lax", "addprinc -e rc4-hmac:normal -randkey host/rc4.example.test")
	})
	et, err := crypto.GetEtype(rc4)
	require.NoError(t, err)
	hash, err := et.StringToKey(password, "", "")
	require.NoError(t, err)
	for _, user := range []string{"rc4user", "lax"} {
		ticket, err := get(t, &Options{ConfPath: r.conf, User: user, NTHash: hash}, spn)
		require.NoError(t, err)
		assert.Equal(t, user, ticket.Client)
		assert.Equal(t, int32(aes256), ticket.EType, "only the client's key is RC4")
	}
	o := &Options{ConfPath: r.conf, User: "rc4user", NTHash: hash}

	o.NoRC4 = true
	_, err = get(t, o, spn)
	requireKind(t, NoEType, err)
	requireKind(t, NoEType, Available(o))

	// The account has no RC4 key.
	_, err = get(t, &Options{ConfPath: r.conf, User: "alice", NTHash: hash}, spn)
	requireKind(t, NoEType, err)

	// A service whose only key is RC4: the ticket itself is encrypted with it.
	o = r.options()
	_, err = get(t, o, "host/rc4.example.test")
	require.NoError(t, err)
	o.NoRC4 = true
	_, err = get(t, o, "host/rc4.example.test")
	requireKind(t, NoEType, err)
}

func TestIntegrationWrongPasswordIsTriedOnce(t *testing.T) {
	r := newRealm(t)
	o := r.options()
	o.Password = "Wrong-Horse-1"
	tickets := &Tickets{}
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			_, err := getFrom(t, tickets, o, spn)
			assert.Equal(t, WrongPassword, kindOf(err))
		})
	}
	wg.Wait()
	_, err := getFrom(t, tickets, o, "host/other.example.test")
	e := requireKind(t, WrongPassword, err)
	assert.Equal(t, "KDC_ERR_PREAUTH_FAILED", e.Name)
	assert.Equal(t, int32(24), e.Code)
	assert.Contains(t, e.Party, r.address)
	assert.Equal(t, 1, r.requests("PREAUTH_FAILED"))
}

func TestIntegrationUnknownPrincipal(t *testing.T) {
	r := newRealm(t)
	o := r.options()
	o.User = "nobody"
	_, err := get(t, o, spn)
	assert.Equal(t, "KDC_ERR_C_PRINCIPAL_UNKNOWN", requireKind(t, UnknownPrincipal, err).Name)
}

func TestIntegrationUnknownSPN(t *testing.T) {
	r := newRealm(t)
	_, err := get(t, r.options(), "host/nowhere.example.test")
	e := requireKind(t, UnknownSPN, err)
	assert.Equal(t, "KDC_ERR_S_PRINCIPAL_UNKNOWN", e.Name)
	assert.Contains(t, e.Error(), "host/nowhere.example.test")
}

func TestIntegrationAccountRefused(t *testing.T) {
	r := newRealm(t, func(r *realm) {
		r.queries = append(r.queries,
			"modprinc -allow_tix alice",
			"addprinc -pw "+password+" -pwexpire yesterday +requires_preauth old",
			"addprinc -pw "+password+" -expire yesterday gone")
	})
	for user, name := range map[string]string{"alice": "KDC_ERR_CLIENT_REVOKED", "old": "KDC_ERR_KEY_EXPIRED", "gone": "KDC_ERR_NAME_EXP"} {
		o := r.options()
		o.User = user
		_, err := get(t, o, spn)
		assert.Equal(t, name, requireKind(t, Revoked, err).Name)
	}
}

func TestIntegrationExpiredCCache(t *testing.T) {
	r := newRealm(t)
	o := &Options{ConfPath: r.conf, CCache: r.kinit(filepath.Join(r.dir, "cc"), "-l", "1s")}
	time.Sleep(1100 * time.Millisecond)
	r.stop() // told without any network
	_, err := get(t, o, spn)
	e := requireKind(t, Expired, err)
	assert.Contains(t, e.Error(), "UTC")
	assert.Equal(t, Expired, kindOf(Available(o)))
}

func TestIntegrationClockSkew(t *testing.T) {
	r := newRealm(t)
	for _, off := range []time.Duration{-time.Hour, time.Hour} {
		_, err := getFrom(t, &Tickets{clock: in(off)}, r.options(), spn)
		e := requireKind(t, ClockSkew, err)
		assert.InDelta(t, -off.Seconds(), e.Skew.Seconds(), 5)
		assert.Equal(t, "KRB_AP_ERR_SKEW", e.Name)
		assert.Regexp(t, `59m59s|1h0m[01]s`, e.Error())
	}
	assert.Zero(t, r.requests("PREAUTH_FAILED"), "no password was tried")

	// With a ticket at hand it is the TGS that finds out.
	o := &Options{ConfPath: r.conf, CCache: r.kinit(filepath.Join(r.dir, "cc"))}
	_, err := getFrom(t, &Tickets{clock: in(time.Hour)}, o, spn)
	e := requireKind(t, ClockSkew, err)
	assert.Equal(t, "KRB_AP_ERR_SKEW", e.Name)
	assert.InDelta(t, -3600, e.Skew.Seconds(), 5)

	// A ticket from the future is the cache's own word.
	_, err = getFrom(t, &Tickets{clock: in(-time.Hour)}, o, spn)
	requireKind(t, NotYetValid, err)
}

func TestIntegrationOneExchange(t *testing.T) {
	r := newRealm(t, func(r *realm) { r.queries = append(r.queries, "addprinc -randkey host/vpn02.example.test") })
	tickets := &Tickets{}
	var wg sync.WaitGroup
	for i := range 64 {
		wg.Go(func() {
			_, err := getFrom(t, tickets, r.options(), []string{spn, "host/vpn02.example.test"}[i%2])
			assert.NoError(t, err)
		})
	}
	wg.Wait()
	assert.Equal(t, 1, r.requests("AS_REQ")-r.requests("NEEDED_PREAUTH"))
	assert.Equal(t, 2, r.requests("TGS_REQ"))
}

func TestIntegrationRealmInLowerCase(t *testing.T) {
	r := newRealm(t)
	ticket, err := get(t, &Options{ConfPath: r.conf, User: "alice@example.test", Password: password}, spn)
	require.NoError(t, err)
	assert.Equal(t, realmName, ticket.Realm)
}

func TestIntegrationRC4TicketInCCache(t *testing.T) {
	r := newRealm(t, func(r *realm) {
		r.queries = append(r.queries, "addprinc -e rc4-hmac:normal -randkey host/rc4.example.test")
	})
	o := &Options{ConfPath: r.conf, CCache: r.kinit(filepath.Join(r.dir, "cc"), "-S", "host/rc4.example.test")}
	_, err := get(t, o, "host/rc4.example.test")
	require.NoError(t, err)
	o.NoRC4 = true
	_, err = get(t, o, "host/rc4.example.test")
	requireKind(t, NoEType, err)
}
