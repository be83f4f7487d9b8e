package kerberos

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// cacheBytes is a credential cache with one ticket, in the file format of MIT's
// documentation ("Credential cache file format"), written here by hand.
func cacheBytes(server string, start, end time.Time) []byte {
	b := []byte{5, 4, 0, 12, 0, 1, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0}
	b = append(b, principalBytes(realmName, "alice")...)
	b = append(b, principalBytes(realmName, "alice")...)
	b = append(b, principalBytes(realmName, strings.Split(server, "/")...)...)
	b = append(b, 0, 18)
	b = appendData(b, make([]byte, 32))
	for _, at := range []time.Time{start, start, end, start} {
		b = binary.BigEndian.AppendUint32(b, uint32(at.Unix()))
	}
	b = append(b, 0, 0, 0, 0, 0)           // no session key of others, no flags
	b = append(b, 0, 0, 0, 0, 0, 0, 0, 0)  // no addresses, no authorisation data
	b = appendData(b, ticketBytes(server)) // ticket
	return append(b, 0, 0, 0, 0)           // no second ticket
}

func principalBytes(realm string, parts ...string) []byte {
	b := binary.BigEndian.AppendUint32([]byte{0, 0, 0, 1}, uint32(len(parts)))
	b = appendData(b, []byte(realm))
	for _, p := range parts {
		b = appendData(b, []byte(p))
	}
	return b
}

func appendData(b, data []byte) []byte {
	return append(binary.BigEndian.AppendUint32(b, uint32(len(data))), data...)
}

// der writes a value of less than 128 bytes.
func der(tag byte, parts ...[]byte) []byte {
	var body []byte
	for _, p := range parts {
		body = append(body, p...)
	}
	return append([]byte{tag, byte(len(body))}, body...)
}

// ticketBytes is a Ticket (RFC 4120 5.3) whose encrypted part is not one.
func ticketBytes(server string) []byte {
	var names [][]byte
	for _, s := range strings.Split(server, "/") {
		names = append(names, der(0x1b, []byte(s)))
	}
	return der(0x61, der(0x30,
		der(0xa0, der(0x02, []byte{5})),
		der(0xa1, der(0x1b, []byte(realmName))),
		der(0xa2, der(0x30, der(0xa0, der(0x02, []byte{2})), der(0xa1, der(0x30, names...)))),
		der(0xa3, der(0x30, der(0xa0, der(0x02, []byte{18})), der(0xa2, der(0x04, []byte("sealed"))))),
	))
}

func writeCache(t *testing.T, b []byte) *Options {
	t.Helper()
	path := filepath.Join(t.TempDir(), "cc")
	require.NoError(t, os.WriteFile(path, b, 0o600))
	return &Options{ConfPath: writeConf(t, ""), CCache: path, KDC: "127.0.0.1:1"}
}

func TestCCacheCutShort(t *testing.T) {
	whole := cacheBytes("krbtgt/"+realmName, time.Now(), time.Now().Add(time.Hour))
	header := len(whole) - len(whole[16+len(principalBytes(realmName, "alice")):])
	for n := range len(whole) {
		if n == header {
			continue // a cache without a ticket
		}
		_, err := decodeCCache(whole[:n])
		require.Error(t, err, "%d of %d bytes", n, len(whole))
	}
	_, err := decodeCCache(whole)
	require.NoError(t, err)
}

func TestCCacheCountsAreChecked(t *testing.T) {
	whole := cacheBytes("krbtgt/"+realmName, time.Now(), time.Now().Add(time.Hour))
	// The number of addresses stands before everything after it.
	addresses := len(whole) - 4 - len(appendData(nil, ticketBytes("krbtgt/"+realmName))) - 8
	for _, count := range []uint32{1, 1 << 20, 1<<31 - 1, 1<<32 - 1} {
		binary.BigEndian.PutUint32(whole[addresses:], count)
		_, err := decodeCCache(whole)
		assert.ErrorIs(t, err, errCutShort)
	}
}

func TestCCacheTimes(t *testing.T) {
	now := time.Now()
	o := writeCache(t, cacheBytes("krbtgt/"+realmName, now.Add(-2*time.Hour), now.Add(-time.Hour)))
	_, err := get(t, o, spn)
	e := requireKind(t, Expired, err)
	assert.Contains(t, e.Error(), clockTime(now.Add(-time.Hour)))

	o = writeCache(t, cacheBytes("krbtgt/"+realmName, now.Add(time.Hour), now.Add(2*time.Hour)))
	_, err = get(t, o, spn)
	e = requireKind(t, NotYetValid, err)
	assert.Contains(t, e.Error(), clockTime(now.Add(time.Hour)))
}

func TestCCacheExpiresWhileInUse(t *testing.T) {
	end := time.Now().Add(time.Hour)
	o := writeCache(t, cacheBytes("krbtgt/"+realmName, end.Add(-2*time.Hour), end))
	tickets := &Tickets{}
	st, err := tickets.state(o)
	require.NoError(t, err)
	tickets.clock = in(2 * time.Hour)
	for range 2 {
		_, err = st.granting(t.Context())
		requireKind(t, Expired, err)
	}
}

func TestCCacheServiceTicket(t *testing.T) {
	end := time.Now().Add(time.Hour).Truncate(time.Second)
	o := writeCache(t, cacheBytes("host/VPN01.example.test", end.Add(-2*time.Hour), end))
	ticket, err := get(t, o, spn)
	require.NoError(t, err)
	assert.Equal(t, "host/VPN01.example.test", ticket.SPN, "as the ticket has it")
	assert.True(t, end.Equal(ticket.End))
	assert.Equal(t, ticketBytes("host/VPN01.example.test"), ticket.raw)
}

// keytabBytes is a keytab with one key, in the file format of MIT's
// documentation ("Keytab file format").
func keytabBytes(user string, kvno byte, key []byte) []byte {
	entry := []byte{0, 1, 0, byte(len(realmName))}
	entry = append(entry, realmName...)
	entry = append(entry, 0, byte(len(user)))
	entry = append(entry, user...)
	entry = append(entry, 0, 0, 0, 1, 0x60, 0, 0, 0, kvno, 0, 18, 0, byte(len(key)))
	entry = append(entry, key...)
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(entry))), entry...)
}

func keytabSource(t *testing.T, b []byte, user string) (*source, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "keytab")
	require.NoError(t, os.WriteFile(path, b, 0o600))
	o := &Options{ConfPath: writeConf(t, ""), Keytab: path, User: user}
	conf, err := loadSettings(o)
	require.NoError(t, err)
	return newLoader(o, conf, time.Now()).load()
}

func TestKeytabMalformed(t *testing.T) {
	key := strings.Repeat("Secret16", 4)
	whole := append([]byte{5, 2}, keytabBytes("alice", 1, []byte(key))...)
	for n := range len(whole) {
		_, err := keytabSource(t, whole[:n], "")
		require.Error(t, err, "%d of %d bytes", n, len(whole))
		require.NotContains(t, err.Error(), "Secret16")
	}
	for at := range whole {
		damaged := append([]byte(nil), whole...)
		damaged[at] = 0xff
		if _, err := keytabSource(t, damaged, ""); err != nil {
			require.NotContains(t, err.Error(), "Secret16")
		}
	}
}

func TestKeytabTakesTheNewestKey(t *testing.T) {
	b := []byte{5, 2}
	for kvno, name := range []string{"alice", "bob", "alice", "alice"} {
		key := make([]byte, 32)
		key[0] = byte(kvno)
		b = append(b, keytabBytes(name, byte(kvno+1), key)...)
	}
	src, err := keytabSource(t, b, "")
	require.NoError(t, err)
	assert.Equal(t, "alice@"+realmName, src.principal())
	assert.Equal(t, byte(3), src.secret.keys[aes256].KeyValue[0])
	src, err = keytabSource(t, b, "bob@"+realmName)
	require.NoError(t, err)
	assert.Equal(t, byte(1), src.secret.keys[aes256].KeyValue[0])
	_, err = keytabSource(t, b, "bob@OTHER.TEST")
	requireKind(t, NoSource, err)
}

func FuzzCCache(f *testing.F) {
	whole := cacheBytes("krbtgt/"+realmName, time.Now(), time.Now().Add(time.Hour))
	f.Add(whole)
	f.Add(whole[:40])
	f.Fuzz(func(t *testing.T, b []byte) {
		cache, err := decodeCCache(b)
		if err != nil {
			return
		}
		src := &source{realm: cache.DefaultPrincipal.Realm}
		for _, c := range cache.GetEntries() {
			if g, ok := grantOf(c, src); ok {
				_ = g.opens()
			}
		}
	})
}

func FuzzKeytab(f *testing.F) {
	f.Add(append([]byte{5, 2}, keytabBytes("alice", 1, make([]byte, 32))...))
	f.Add([]byte{5, 2, 0x80, 0, 0, 0, 1})
	f.Fuzz(func(_ *testing.T, b []byte) { _, _ = decodeKeytab(b) })
}

func FuzzConf(f *testing.F) {
	f.Add(fullConf)
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "include") {
			return // would read this machine's files
		}
		_, _ = loadSettings(&Options{ConfPath: writeConf(t, text)})
	})
}
