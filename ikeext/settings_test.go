package ikeext

import (
	"net"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const hash = "31d6cfe0d16ae931b73c59d7e0c089c0" // the well-known hash of the empty password

func withUser(edit func(*Config)) *Config {
	cfg := &Config{User: "auditor", Password: NewSecret("s3cret")}
	if edit != nil {
		edit(cfg)
	}
	return cfg
}

func TestCheckRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		field string
		host  string
		cfg   *Config
	}{
		"no host":             {"host", "", withUser(nil)},
		"host with port":      {"host", "vpn01:135", withUser(nil)},
		"address with port":   {"host", "[::1]:135", withUser(nil)},
		"name in brackets":    {"host", "[vpn01]", withUser(nil)},
		"UNC path":            {"host", `\\vpn01`, withUser(nil)},
		"no credential":       {"User", "vpn01", &Config{}},
		"password alone":      {"User", "vpn01", &Config{Password: NewSecret("x")}},
		"user alone, ntlm":    {"Password", "vpn01", &Config{User: "auditor", Auth: AuthNTLM}},
		"two secrets":         {"NTHash", "vpn01", withUser(func(c *Config) { c.NTHash = NewSecret(hash) })},
		"key and cache":       {"CCache", "vpn01", &Config{User: "a", AESKey: NewSecret(hash), CCache: "FILE:/x"}},
		"short hash":          {"NTHash", "vpn01", &Config{User: "a", NTHash: NewSecret(hash[1:])}},
		"short key":           {"AESKey", "vpn01", &Config{User: "a", AESKey: NewSecret(hash[1:])}},
		"ntlm with keytab":    {"User", "vpn01", &Config{Keytab: "x", Auth: AuthNTLM}},
		"hardened ntlm":       {"RequireKerberos", "vpn01", withUser(func(c *Config) { c.Auth, c.RequireKerberos = AuthNTLM, true })},
		"hardened hash":       {"NTHash", "vpn01", &Config{User: "a", NTHash: NewSecret(hash), RequireKerberos: true}},
		"hardened none":       {"Auth", "vpn01", &Config{Auth: AuthNone, RequireKerberos: true}},
		"address without SPN": {"SPN", "192.0.2.1", withUser(func(c *Config) { c.Auth = AuthKerberos })},
		"target not an IP":    {"TargetIP", "vpn01", withUser(func(c *Config) { c.TargetIP = "vpn02" })},
		"unknown transport":   {"Transport", "vpn01", withUser(func(c *Config) { c.Transport = "udp" })},
		"pipe for nobody":     {"Transport", "vpn01", &Config{Auth: AuthNone, Transport: TransportPipe}},
		"KDC":                 {"KDC", "vpn01", withUser(func(c *Config) { c.User, c.KDC = "a@CORP.EXAMPLE", "::bad::" })},
		"KDC's port":          {"KDC", "vpn01", withUser(func(c *Config) { c.User, c.KDC = "a@CORP.EXAMPLE", "dc1:kdc" })},
		"SMB port":            {"SMBPort", "vpn01", withUser(func(c *Config) { c.SMBPort = -1 })},
		"domain twice":        {"Domain", "vpn01", withUser(func(c *Config) { c.User, c.Domain = `CORP\a`, "OTHER" })},
		"domain without name": {"User", "vpn01", withUser(func(c *Config) { c.User = `CORP\` })},
		"unknown auth":        {"Auth", "vpn01", withUser(func(c *Config) { c.Auth = "ntlmv1" })},
		"none with user":      {"Auth", "vpn01", withUser(func(c *Config) { c.Auth = AuthNone })},
		"none with level":     {"Level", "vpn01", &Config{Auth: AuthNone, Level: LevelPrivacy}},
		"unknown level":       {"Level", "vpn01", withUser(func(c *Config) { c.Level = "packet" })},
		"unknown engine":      {"Engine", "vpn01", withUser(func(c *Config) { c.Engine = "yes" })},
		"engine not findable": {"EngineEndpoint", "vpn01", withUser(func(c *Config) { c.Engine, c.Endpoint = EngineRequire, "ncacn_ip_tcp:[5]" })},
		"engine both ways": {"EngineEndpoint", "vpn01", withUser(func(c *Config) {
			c.Engine, c.EngineEndpoint = EngineSkip, "ncacn_ip_tcp:[5]"
		})},
		"no binding":     {"Endpoint", "vpn01", withUser(func(c *Config) { c.Endpoint = "49666" })},
		"other sequence": {"Endpoint", "vpn01", withUser(func(c *Config) { c.Endpoint = "ncalrpc:[LRPC-1]" })},
		"pipe, no name":  {"Endpoint", "vpn01", withUser(func(c *Config) { c.Endpoint = `ncacn_np:[\pipe\]` })},
		"pipe over TCP": {"Endpoint", "vpn01", withUser(func(c *Config) {
			c.Endpoint, c.Transport = `ncacn_np:[\pipe\atsvc]`, TransportTCP
		})},
		"port 0":         {"Endpoint", "vpn01", withUser(func(c *Config) { c.Endpoint = "ncacn_ip_tcp:[0]" })},
		"port too large": {"Endpoint", "vpn01", withUser(func(c *Config) { c.Endpoint = "ncacn_ip_tcp:[65536]" })},
		"no closing":     {"Endpoint", "vpn01", withUser(func(c *Config) { c.Endpoint = "ncacn_ip_tcp:[49666" })},
		"other host":     {"Endpoint", "vpn01", withUser(func(c *Config) { c.Endpoint = "ncacn_ip_tcp:evil[49666]" })},
		"mapper's port":  {"EPMPort", "vpn01", withUser(func(c *Config) { c.EPMPort = 70000 })},
		"negative time":  {"StageTimeout", "vpn01", withUser(func(c *Config) { c.StageTimeout = -1 })},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Dial(t.Context(), c.host, c.cfg)
			var config *ConfigError
			require.ErrorAs(t, err, &config)
			assert.Equal(t, c.field, config.Field, config.Reason)
			assert.NotContains(t, err.Error(), "s3cret")
			assert.NotContains(t, err.Error(), hash[1:])
		})
	}
}

func TestDialNilConfig(t *testing.T) {
	_, err := Dial(t.Context(), "vpn01", nil)
	assert.EqualError(t, err, "User: no credential: give a user with a password or an NT hash, use the tickets of kinit, or ask for auth none")
}

func TestDefaults(t *testing.T) {
	s, err := check("vpn01", withUser(nil))
	require.NoError(t, err)
	assert.Equal(t, LevelPrivacy, s.level)
	assert.Equal(t, EngineAuto, s.engine)
	assert.EqualValues(t, 135, s.epmPort)
	assert.Equal(t, DefaultStageTimeout, s.stageTimeout)
}

func TestParseUser(t *testing.T) {
	for user, want := range map[string][2]string{
		"auditor":              {"", "auditor"},
		`CORP\auditor`:         {"CORP", "auditor"},
		"CORP/auditor":         {"CORP", "auditor"},
		"auditor@CORP.EXAMPLE": {"CORP.EXAMPLE", "auditor"},
		"a@b@CORP":             {"CORP", "a@b"},
		`CORP\a@b`:             {"CORP", "a@b"},
	} {
		cred, err := parseUser(user, "")
		require.NoError(t, err, user)
		assert.Equal(t, want, [2]string{cred.Domain, cred.User}, user)
	}
}

func TestParseHost(t *testing.T) {
	for host, want := range map[string]string{
		"vpn01.corp.example": "vpn01.corp.example",
		"192.0.2.1":          "192.0.2.1",
		"2001:db8::1":        "2001:db8::1",
		"[2001:db8::1]":      "2001:db8::1",
		"fe80::1%eth0":       "fe80::1%eth0",
		"[fe80::1%eth0]":     "fe80::1%eth0",
	} {
		got, err := parseHost(host)
		require.NoError(t, err, host)
		assert.Equal(t, want, got)
	}
}

func TestParseEndpoint(t *testing.T) {
	for text, host := range map[string]string{
		"ncacn_ip_tcp:[49666]":              "vpn01",
		"ncacn_ip_tcp:VPN01[49666]":         "vpn01",
		"ncacn_ip_tcp:2001:db8::1[49666]":   "2001:db8::1",
		"ncacn_ip_tcp:[2001:db8::1][49666]": "2001:db8::1",
	} {
		got, err := parseEndpoint("Endpoint", text, host)
		require.NoError(t, err, text)
		assert.Equal(t, &binding{port: 49666}, got, text)
	}
	for _, text := range []string{
		`ncacn_np:[\pipe\atsvc]`, `ncacn_np:[\PIPE\atsvc]`, `ncacn_np:\\vpn01[\pipe\atsvc]`, "ncacn_np:[atsvc]", "ncacn_np:[/pipe/atsvc]",
	} {
		got, err := parseEndpoint("Endpoint", text, "vpn01")
		require.NoError(t, err, text)
		assert.Equal(t, &binding{pipe: "atsvc"}, got, text)
	}
	got, err := parseEndpoint("Endpoint", "", "vpn01")
	require.NoError(t, err)
	assert.Nil(t, got)
}

func TestNegotiateChoosesBeforeAnythingIsSent(t *testing.T) {
	t.Setenv("KRB5_CONFIG", filepath.Join(t.TempDir(), "missing"))
	for name, c := range map[string]struct {
		host, mechanism, why string
		cfg                  *Config
	}{
		"local account":       {"vpn01", "ntlm", "names no domain", withUser(nil)},
		"local account, KDC":  {"vpn01", "ntlm", "names no domain", withUser(func(c *Config) { c.KDC = "dc1" })},
		"domain without KDC":  {"vpn01", "ntlm", "krb5.conf", withUser(func(c *Config) { c.User = `CORP\a` })},
		"address":             {"192.0.2.1", "ntlm", "address", withUser(func(c *Config) { c.User, c.KDC = "a@CORP.EXAMPLE", "dc1" })},
		"address with SPN":    {"192.0.2.1", "kerberos", "", withUser(func(c *Config) { c.User, c.KDC, c.SPN = "a@CORP.EXAMPLE", "dc1", "host/vpn01" })},
		"KDC known":           {"vpn01", "kerberos", "", withUser(func(c *Config) { c.User, c.KDC = "a@CORP.EXAMPLE", "dc1" })},
		"hash":                {"vpn01", "ntlm", "RC4", &Config{User: "a@CORP.EXAMPLE", KDC: "dc1", NTHash: NewSecret(hash)}},
		"hash, asked for RC4": {"vpn01", "kerberos", "", &Config{User: "a@CORP.EXAMPLE", KDC: "dc1", NTHash: NewSecret(hash), Auth: AuthKerberos}},
		"ntlm asked for":      {"vpn01", "ntlm", "", withUser(func(c *Config) { c.User, c.KDC, c.Auth = "a@CORP.EXAMPLE", "dc1", AuthNTLM })},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := check(c.host, c.cfg)
			require.NoError(t, err)
			assert.Equal(t, c.mechanism, s.way.mechanism())
			if assert.Contains(t, s.way.fallback, c.why); c.why == "" {
				assert.Empty(t, s.way.fallback)
			}
		})
	}
}

func TestServicePrincipals(t *testing.T) {
	for _, c := range [][5]string{
		{"vpn01.corp.example", "", "host/vpn01.corp.example", "cifs/vpn01.corp.example", "HTTP/vpn01.corp.example"},
		{"192.0.2.1", "", "", "", ""},
		{"192.0.2.1", "RPCSS/vpn01", "RPCSS/vpn01", "cifs/vpn01", "HTTP/vpn01"},
	} {
		rpc, smb, http := servicePrincipals(c[0], c[1])
		assert.Equal(t, c[2:], []string{rpc, smb, http})
	}
}

func TestNetworkPinsTheAddress(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	port := uint16(listener.Addr().(*net.TCPAddr).Port)

	n := newNetwork("localhost", "", nil)
	conn, err := n.connect(t.Context(), port)
	require.NoError(t, err)
	defer conn.Close()
	assert.Equal(t, "127.0.0.1", n.address())
}
