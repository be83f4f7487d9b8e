package kerberos

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestConfRefuses(t *testing.T) {
	loop := filepath.Join(t.TempDir(), "krb5.conf")
	require.NoError(t, os.WriteFile(loop, []byte("include "+loop+"\n"), 0o600))
	for name, path := range map[string]string{
		"missing":          filepath.Join(t.TempDir(), "none"),
		"a folder":         t.TempDir(),
		"include for ever": loop,
		"no section":       writeConf(t, "default_realm = A\n"),
		"open section":     writeConf(t, "[libdefaults\n"),
		"stray brace":      writeConf(t, "[realms]\n}\n"),
		"no value":         writeConf(t, "[libdefaults]\ndefault_realm\n"),
		"nested too deep":  writeConf(t, "[realms]\n"+strings.Repeat("a = {\n", 20)),
		"too large":        writeConf(t, strings.Repeat("# ...............\n", 1<<17)),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := loadSettings(&Options{ConfPath: path})
			requireKind(t, NoSource, err)
		})
	}
}

// What the defaults of Fedora, Debian and Samba look like, and what gokrb5 by
// itself fails or panics on.
const fullConf = `# comment
[logging]
    default = FILE:/var/log/krb5libs.log
[libdefaults]
    dns_lookup_realm = on
    dns_lookup_kdc = No
    ticket_lifetime = 1d 12h
    renew_lifetime = 7d
    clockskew = 2:30
    rdns = false
    preferred_preauth_types = 17, 16
    default_realm = EXAMPLE.TEST ` + `
    default_ccache_name = "KEYRING:persistent:%{uid}"
    permitted_enctypes = aes256-cts-hmac-sha1-96, rc4 aes128-cts
    udp_preference_limit = 0
    default_realm = SECOND.TEST
[realms]
    EXAMPLE.TEST = {
        kdc = kdc1.example.test
        kdc = [2001:db8::1]:8888
        kdc = 2001:db8::2
        kdc = https://proxy.example.test/KdcProxy
        auth_to_local_names = {
            alice = root
        }
        v4_instance_convert = {
            a = b
        }
        kdc = kdc2.example.test:750
        admin_server = kdc1.example.test
    }
    FINAL.TEST = {
        kdc* = one.final.test
        kdc = two.final.test
    }
[domain_realm]
    .Branch.example.test = BRANCH.TEST
    odd.example.test = EXAMPLE.TEST
[appdefaults]
    pam = {
        debug = false
    }
`

func TestConf(t *testing.T) {
	s, err := loadSettings(&Options{ConfPath: writeConf(t, fullConf)})
	require.NoError(t, err)
	assert.Equal(t, "EXAMPLE.TEST", s.LibDefaults.DefaultRealm)
	assert.False(t, s.dnsLookupKDC)
	assert.Equal(t, 36*time.Hour, s.LibDefaults.TicketLifetime)
	assert.Equal(t, 2*time.Hour+30*time.Minute, s.LibDefaults.Clockskew)
	assert.Equal(t, "KEYRING:persistent:%{uid}", s.ccacheName)
	assert.Equal(t, []string{"kdc1.example.test:88", "[2001:db8::1]:8888", "[2001:db8::2]:88", "kdc2.example.test:750"}, s.kdcs("EXAMPLE.TEST"))
	assert.Equal(t, []string{"one.final.test:88"}, s.kdcs("FINAL.TEST"))
	assert.Equal(t, "BRANCH.TEST", s.realmOf("VPN01.branch.example.test."))
	assert.Equal(t, "EXAMPLE.TEST", s.realmOf("odd.example.test"))
	assert.Empty(t, s.realmOf("example.test"))
	assert.Equal(t, []int32{aes256, aes128, rc4}, s.asETypes)
}

func TestConfDefaults(t *testing.T) {
	t.Setenv("KRB5_CONFIG", writeConf(t, ""))
	s, err := loadSettings(&Options{})
	require.NoError(t, err)
	assert.True(t, s.dnsLookupKDC)
	assert.Equal(t, 5*time.Minute, s.LibDefaults.Clockskew)
	assert.Equal(t, 1465, s.LibDefaults.UDPPreferenceLimit)
	assert.Equal(t, []int32{aes256, aes128, aes256sha, aes128sha, rc4}, s.tgsETypes)
}

func TestConfFirstOfSeveralFilesCounts(t *testing.T) {
	a := writeConf(t, "[libdefaults]\ndefault_realm = A.TEST\n[realms]\nA.TEST = {\nkdc = a1.test\n}\n")
	b := writeConf(t, "[libdefaults]\ndefault_realm = B.TEST\ndefault_keytab_name = /b\n[realms]\nA.TEST = {\nkdc = a2.test\n}\n")
	t.Setenv("KRB5_CONFIG", a+":"+filepath.Join(t.TempDir(), "none")+":"+b)
	s, err := loadSettings(&Options{})
	require.NoError(t, err)
	assert.Equal(t, "A.TEST", s.LibDefaults.DefaultRealm)
	assert.Equal(t, "/b", s.keytabName)
	assert.Equal(t, []string{"a1.test:88", "a2.test:88"}, s.kdcs("A.TEST"))
}

func TestConfIncludes(t *testing.T) {
	dir := t.TempDir()
	for name, realm := range map[string]string{"10-site": "SITE.TEST", "crypto.conf": "X", ".hidden.conf": "HIDDEN.TEST", "backup~": "OLD.TEST"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("[realms]\n"+realm+" = {\nkdc = kdc\n}\n"), 0o600))
	}
	other := writeConf(t, "[libdefaults]\ndefault_realm = OTHER.TEST\n")
	s, err := loadSettings(&Options{ConfPath: writeConf(t, "includedir "+dir+"\n[libdefaults]\ninclude "+other+"\ndns_lookup_kdc = false\n")})
	require.NoError(t, err)
	assert.Equal(t, "OTHER.TEST", s.LibDefaults.DefaultRealm)
	assert.False(t, s.dnsLookupKDC, "the section goes on after the include")
	assert.Equal(t, []string{"kdc:88"}, s.kdcs("SITE.TEST"))
	assert.Equal(t, []string{"kdc:88"}, s.kdcs("X"))
	assert.Empty(t, s.kdcs("HIDDEN.TEST"))
	assert.Empty(t, s.kdcs("OLD.TEST"))
}

func TestConfPaths(t *testing.T) {
	t.Setenv("KRB5_CONFIG", "")
	paths, named := confPaths(&Options{}, "linux")
	assert.Equal(t, []string{"/etc/krb5.conf"}, paths)
	assert.False(t, named)
	paths, _ = confPaths(&Options{}, "darwin")
	assert.Equal(t, "/Library/Preferences/edu.mit.Kerberos", paths[0])
	t.Setenv("KRB5_CONFIG", "/a:/b")
	paths, named = confPaths(&Options{}, "darwin")
	assert.Equal(t, []string{"/a", "/b"}, paths)
	assert.True(t, named)
	paths, _ = confPaths(&Options{ConfPath: "/c"}, "linux")
	assert.Equal(t, []string{"/c"}, paths)
}

func TestETypes(t *testing.T) {
	all := []int32{aes256, aes128, aes256sha, aes128sha, rc4}
	for text, want := range map[string][]int32{
		"":                                  all,
		"default_tkt_enctypes = nonsense\n": {},
		"default_tkt_enctypes = rc4-hmac aes128-cts\n":                                    {aes128, rc4},
		"default_tkt_enctypes = DEFAULT -rc4\n":                                           all[:4],
		"permitted_enctypes = aes\n":                                                      all[:4],
		"default_tkt_enctypes = aes256-cts rc4\npermitted_enctypes = rc4 des3 camellia\n": {rc4},
	} {
		p := &profile{}
		require.NoError(t, p.add(writeConf(t, "[libdefaults]\n"+text)))
		assert.Equal(t, want, append([]int32{}, p.etypes("default_tkt_enctypes", false)...), text)
		assert.NotContains(t, p.etypes("default_tkt_enctypes", true), int32(rc4), text)
	}
}

func TestKDCAddress(t *testing.T) {
	for kdc, want := range map[string]string{
		"dc1": "dc1:88", "dc1:8888": "dc1:8888", "10.0.0.1": "10.0.0.1:88", "::1": "[::1]:88",
		"[::1]": "[::1]:88", "[::1]:750": "[::1]:750", "": "", "https://x/": "", ":88": "",
	} {
		got, ok := kdcAddress(kdc)
		assert.Equal(t, want != "", ok, kdc)
		if ok {
			assert.Equal(t, want, got)
		}
	}
}
