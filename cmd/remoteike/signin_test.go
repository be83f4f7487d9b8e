package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
)

// configOf returns the configuration for arguments, without what is the same in
// all of them, and what was said meanwhile.
func configOf(t *testing.T, args ...string) (cfg *ikeext.Config, said string, err error) {
	t.Helper()
	var stderr bytes.Buffer
	a := &app{stdin: strings.NewReader(""), stderr: &stderr}
	cmd := &cobra.Command{}
	conn := addConnection(cmd)
	require.NoError(t, cmd.ParseFlags(args))
	if err = conn.applyEnvironment(); err != nil {
		return nil, stderr.String(), err
	}
	list, err := a.plan(t.Context(), conn, []target{{host: "vpn01.corp.example"}}, nil)
	if err != nil {
		return nil, stderr.String(), err
	}
	cfg = list[0].Config
	assert.NotNil(t, cfg.Tickets)
	assert.Equal(t, []int{135, 445}, []int{cfg.EPMPort, cfg.SMBPort})
	cfg.Tickets, cfg.EPMPort, cfg.SMBPort = nil, 0, 0
	assert.Equal(t, ikeext.TransportAuto, cfg.Transport)
	assert.Equal(t, ikeext.EngineAuto, cfg.Engine)
	cfg.Transport, cfg.Engine, cfg.StageTimeout = "", "", 0
	return cfg, stderr.String(), nil
}

func TestSignInRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		args []string
		want string
	}{
		"nothing":                   {nil, "no credential given"},
		"tickets and password":      {[]string{"-k", "-u", "bob", "-p", "s3cret"}, "--kerberos and --password are both given"},
		"tickets and password file": {[]string{"-k", "--password-file", "x"}, "--kerberos and --password-file are both given"},
		"tickets and standard in":   {[]string{"-k", "--password-stdin"}, "--kerberos and --password-stdin are both given"},
		"tickets and hash":          {[]string{"-k", "-H", "@x"}, "--kerberos and --nt-hash are both given"},
		"tickets and key":           {[]string{"-k", "--aes-key", "@x"}, "--kerberos and --aes-key are both given"},
		"tickets and ntlm":          {[]string{"-k", "--auth", "ntlm"}, "--kerberos contradicts --auth ntlm"},
		"tickets and nobody":        {[]string{"-k", "--auth", "none"}, "--kerberos contradicts --auth none"},
		"two files":                 {[]string{"--keytab", "a", "--ccache", "b"}, "--keytab and --ccache are both given"},
		"two files with -k":         {[]string{"-k", "--keytab", "a", "--ccache", "b"}, "--keytab and --ccache are both given"},
		"file and key":              {[]string{"--keytab", "a", "--aes-key", "@x"}, "--aes-key and --keytab are both given"},
		"keytab for ntlm":           {[]string{"--auth", "ntlm", "--keytab", "a"}, "--keytab is for kerberos, and --auth is ntlm"},
		"cache for ntlm":            {[]string{"--auth", "ntlm", "--ccache", "a"}, "--ccache is for kerberos, and --auth is ntlm"},
		"key for ntlm":              {[]string{"--auth", "ntlm", "--aes-key", "@x"}, "--aes-key is for kerberos, and --auth is ntlm"},
		"no name of a keytab":       {[]string{"--keytab", ""}, "--keytab is empty"},
		"no name of a cache":        {[]string{"-k", "--ccache", ""}, "--ccache is empty"},
		"no terminal to ask on":     {[]string{"--auth", "kerberos", "-u", "bob"}, "no password for bob"},
	} {
		t.Run(name, func(t *testing.T) {
			_, said, err := configOf(t, test.args...)
			var usage *usageError
			require.ErrorAs(t, err, &usage)
			assert.Equal(t, test.want, usage.reason)
			assert.NotEmpty(t, usage.hint)
			assert.NotContains(t, said, "s3cret")
		})
	}
}

func TestSignIn(t *testing.T) {
	key := strings.Repeat("0f", 32)
	for name, test := range map[string]struct {
		args []string
		want ikeext.Config
	}{
		"tickets":            {[]string{"-k"}, ikeext.Config{Auth: ikeext.AuthKerberos, UseTickets: true}},
		"tickets of one":     {[]string{"-k", "-u", "bob"}, ikeext.Config{Auth: ikeext.AuthKerberos, UseTickets: true, User: "bob"}},
		"tickets, negotiate": {[]string{"-k", "--auth", "negotiate"}, ikeext.Config{Auth: ikeext.AuthNegotiate, UseTickets: true}},
		"tickets, kerberos":  {[]string{"-k", "--auth", "kerberos"}, ikeext.Config{Auth: ikeext.AuthKerberos, UseTickets: true}},
		"the default cache":  {[]string{"--auth", "kerberos"}, ikeext.Config{Auth: ikeext.AuthKerberos}},
		"a cache":            {[]string{"--ccache", "DIR:x"}, ikeext.Config{Auth: ikeext.AuthNegotiate, CCache: "DIR:x"}},
		"a cache with -k":    {[]string{"-k", "--ccache", "x"}, ikeext.Config{Auth: ikeext.AuthKerberos, CCache: "x"}},
		"a keytab": {
			[]string{"--auth", "kerberos", "-u", "bob", "--keytab", "x"},
			ikeext.Config{Auth: ikeext.AuthKerberos, User: "bob", Keytab: "x"},
		},
		"a key": {
			[]string{"-u", "bob@CORP.EXAMPLE", "--aes-key", key},
			ikeext.Config{Auth: ikeext.AuthNegotiate, User: "bob@CORP.EXAMPLE", AESKey: ikeext.NewSecret(key)},
		},
		"hardened": {[]string{"-k", "--require-kerberos"}, ikeext.Config{Auth: ikeext.AuthKerberos, UseTickets: true, RequireKerberos: true}},
		"places": {
			[]string{"-k", "--dc", "dc1:88", "--krb5-conf", "c", "--spn", "host/a", "--target-ip", "192.0.2.7"},
			ikeext.Config{
				Auth: ikeext.AuthKerberos, UseTickets: true, KDC: "dc1:88", KRB5Conf: "c", SPN: "host/a", TargetIP: "192.0.2.7",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, _, err := configOf(t, test.args...)
			require.NoError(t, err)
			assert.Equal(t, test.want, *got)
		})
	}
}

// What -k rules out on the command line does not come in by the environment.
func TestTicketsComeBeforeTheEnvironment(t *testing.T) {
	t.Setenv("REMOTEIKE_AUTH", "ntlm")
	t.Setenv("REMOTEIKE_USER", "bob")
	t.Setenv("REMOTEIKE_PASSWORD", "s3cret")
	t.Setenv("REMOTEIKE_NT_HASH", "@x")
	t.Setenv("REMOTEIKE_AES_KEY", "@x")
	got, _, err := configOf(t, "-k")
	require.NoError(t, err)
	assert.Equal(t, ikeext.Config{Auth: ikeext.AuthKerberos, UseTickets: true}, *got)
}

func TestKeytabOfTheEnvironment(t *testing.T) {
	t.Setenv("REMOTEIKE_USER", "bob")
	t.Setenv("REMOTEIKE_KEYTAB", "x")
	for _, args := range [][]string{{"-k"}, {"--auth", "kerberos"}} {
		got, _, err := configOf(t, args...)
		require.NoError(t, err)
		assert.Equal(t, ikeext.Config{Auth: ikeext.AuthKerberos, User: "bob", Keytab: "x"}, *got)
	}
}

func TestTransportFlags(t *testing.T) {
	t.Setenv("REMOTEIKE_TRANSPORT", "np")
	t.Setenv("REMOTEIKE_SMB_PORT", "1445")
	t.Setenv("REMOTEIKE_DC", "dc1")
	t.Setenv("REMOTEIKE_REQUIRE_KERBEROS", "1")
	cmd := &cobra.Command{}
	conn := addConnection(cmd)
	require.NoError(t, cmd.ParseFlags([]string{"--transport", "tcp", "-k", "--stage-timeout", "2"}))
	require.NoError(t, conn.applyEnvironment())
	list, err := (&app{}).plan(t.Context(), conn, []target{{host: "vpn01"}}, nil)
	require.NoError(t, err)
	got := list[0].Config
	assert.Equal(t, ikeext.TransportTCP, got.Transport, "the flag comes first")
	assert.Equal(t, 1445, got.SMBPort)
	assert.Equal(t, "dc1", got.KDC)
	assert.Equal(t, 2*time.Second, got.StageTimeout)
	assert.True(t, got.RequireKerberos)
}
