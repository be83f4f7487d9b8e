package kerberos

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCCacheTypesThatAreNotFiles(t *testing.T) {
	for _, name := range []string{"KCM:", "KCM:1000", "KEYRING:persistent:1000", "API:", "API:krb5cc", "MSLSA:", "MSLMSA:", "MEMORY:x", "SCC:/tmp/x"} {
		t.Setenv("KRB5CCNAME", name)
		o := &Options{ConfPath: writeConf(t, ""), UseCCache: true, KDC: "kdc.example.test"}
		e := requireKind(t, UnsupportedCache, Available(o))
		kind, _, _ := cutType(name)
		assert.Contains(t, e.Error(), kind+":")
		assert.Contains(t, e.Hint, "kinit -c FILE:")
		assert.Contains(t, e.Hint, "KRB5CCNAME")
	}
}

func cutType(name string) (kind, rest string, ok bool) {
	kind, rest = cacheName{name: name}.split()
	return kind, rest, rest != ""
}

func TestFindCCache(t *testing.T) {
	t.Setenv("KRB5CCNAME", "")
	uid := strconv.Itoa(os.Getuid())
	conf := &settings{}
	assert.Equal(t, "FILE:/tmp/krb5cc_"+uid, findCCache(&Options{}, conf, "linux").name)
	conf.ccacheName = "FILE:/run/user/%{uid}/cc_%{euid}"
	assert.Equal(t, "FILE:/run/user/"+uid+"/cc_"+strconv.Itoa(os.Geteuid()), findCCache(&Options{}, conf, "linux").name)
	t.Setenv("KRB5CCNAME", "/env")
	assert.Equal(t, "/env", findCCache(&Options{}, conf, "linux").name)
	assert.Equal(t, "/own", findCCache(&Options{CCache: "/own"}, conf, "linux").name)
}

func TestMacOSDefault(t *testing.T) {
	t.Setenv("KRB5CCNAME", "")
	if _, err := os.Stat("/tmp/krb5cc_" + strconv.Itoa(os.Getuid())); err == nil {
		t.Skip("this user has a cache in MIT's default place")
	}
	_, err := findCCache(&Options{}, &settings{}, "darwin").files()
	assert.Contains(t, requireKind(t, UnsupportedCache, err).Error(), "API:")
}

func TestSplitCacheName(t *testing.T) {
	for name, want := range map[string][2]string{
		"/tmp/cc": {"FILE", "/tmp/cc"}, "FILE:/tmp/cc": {"FILE", "/tmp/cc"}, "relative": {"FILE", "relative"},
		`C:\cc`: {"FILE", `C:\cc`}, "./a:b": {"FILE", "./a:b"}, "DIR:/d": {"DIR", "/d"}, "KCM:": {"KCM", ""},
	} {
		kind, rest := cacheName{name: name}.split()
		assert.Equal(t, want, [2]string{kind, rest}, name)
	}
}

func TestDirCache(t *testing.T) {
	dir := t.TempDir()
	files, err := cacheName{name: "DIR::" + dir + "/tktx"}.files()
	require.NoError(t, err)
	assert.Equal(t, []string{dir + "/tktx"}, files)

	for _, name := range []string{"tkt", "tktAbc", "primary.old"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), nil, 0o600))
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "primary"), []byte("tktAbc\n"), 0o600))
	files, err = cacheName{name: "DIR:" + dir}.files()
	require.NoError(t, err)
	assert.Equal(t, []string{filepath.Join(dir, "tktAbc"), filepath.Join(dir, "tkt")}, files)

	for _, primary := range []string{"../tkt", "/etc/passwd", "tkt/../../x", "x"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "primary"), []byte(primary), 0o600))
		_, err = cacheName{name: "DIR:" + dir}.files()
		requireKind(t, NoSource, err)
	}
}

func TestFindKeytab(t *testing.T) {
	t.Setenv("KRB5_KTNAME", "")
	path, err := findKeytab(&Options{}, &settings{})
	require.NoError(t, err)
	assert.Equal(t, "/etc/krb5.keytab", path)
	path, _ = findKeytab(&Options{}, &settings{keytabName: "FILE:/conf/%{uid}"})
	assert.Equal(t, "/conf/"+strconv.Itoa(os.Getuid()), path)
	t.Setenv("KRB5_KTNAME", "WRFILE:/env")
	path, _ = findKeytab(&Options{}, &settings{keytabName: "/conf"})
	assert.Equal(t, "/env", path)
	path, _ = findKeytab(&Options{Keytab: "FILE:/own"}, &settings{})
	assert.Equal(t, "/own", path)
	_, err = findKeytab(&Options{Keytab: "MEMORY:x"}, &settings{})
	requireKind(t, NoSource, err)
}

func TestAvailable(t *testing.T) {
	t.Setenv("KRB5CCNAME", filepath.Join(t.TempDir(), "none"))
	t.Setenv("KRB5_KTNAME", filepath.Join(t.TempDir(), "none"))
	empty := writeConf(t, "")
	noDNS := writeConf(t, "[libdefaults]\ndns_lookup_kdc = false\n")
	alice := func(change func(*Options)) *Options {
		o := &Options{ConfPath: empty, User: "alice", Realm: realmName, Password: password}
		change(o)
		return o
	}
	for name, test := range map[string]struct {
		want Kind
		o    *Options
	}{
		"nothing":            {NoSource, &Options{ConfPath: empty}},
		"no user":            {NoSource, alice(func(o *Options) { o.User = "" })},
		"no realm":           {WrongRealm, alice(func(o *Options) { o.Realm = "" })},
		"no cache":           {NoSource, alice(func(o *Options) { o.UseCCache = true })},
		"no keytab":          {NoSource, alice(func(o *Options) { o.UseKeytab = true })},
		"neither":            {NoSource, alice(func(o *Options) { o.UseCCache, o.UseKeytab = true, true })},
		"short key":          {NoSource, alice(func(o *Options) { o.AESKey = make([]byte, 24) })},
		"short hash":         {NoSource, alice(func(o *Options) { o.NTHash = make([]byte, 15) })},
		"hash without RC4":   {NoEType, alice(func(o *Options) { o.NTHash, o.NoRC4 = make([]byte, 16), true })},
		"no type allowed":    {NoEType, alice(func(o *Options) { o.ConfPath = writeConf(t, "[libdefaults]\npermitted_enctypes = des3\n") })},
		"realm not in DNS":   {Unreachable, alice(func(o *Options) { o.Realm = "CORP" })},
		"DNS not allowed":    {Unreachable, alice(func(o *Options) { o.ConfPath = noDNS })},
		"KDC not an address": {Unreachable, alice(func(o *Options) { o.KDC = "http://x" })},
		"DNS":                {"", alice(func(o *Options) {})},
		"KDC":                {"", alice(func(o *Options) { o.KDC, o.ConfPath = "10.0.0.1", noDNS })},
		"KDC without a file": {"", alice(func(o *Options) { o.KDC, o.ConfPath = "10.0.0.1", filepath.Join(t.TempDir(), "none") })},
		"user@REALM":         {"", alice(func(o *Options) { o.User, o.Realm = "alice@"+realmName, "" })},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, test.want, kindOf(Available(test.o)), "%v", Available(test.o)) })
	}
}

func TestParseSPN(t *testing.T) {
	for _, spn := range []string{"", "/", "host/", "/x", "host//x", "@REALM"} {
		_, err := parseSPN(spn)
		requireKind(t, UnknownSPN, err)
	}
	s, err := parseSPN("MSSQL/db.example.test:1433@EXAMPLE.TEST")
	require.NoError(t, err)
	assert.Equal(t, "db.example.test:1433", s.host)
	assert.Equal(t, "EXAMPLE.TEST", s.realm)
}
