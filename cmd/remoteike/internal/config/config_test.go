package config

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/secret"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/usage"
	"github.com/remoteike/remoteike/ikeext"
)

var someFlags = []string{"door", "timeout", "stage-timeout", "ca"}

const whole = `# who signs in where
auth_profiles:
  corp:
    mechanism: kerberos
    user: auditor
    domain: CORP.EXAMPLE
    keytab: auditor.keytab
    level: integrity
    require_kerberos: false
    dc: dc1.corp.example:88
    krb5_conf: /etc/corp.conf
  told: {user: CORP\svc, password_command: [./tell, --account, "a b"]}
  kept: {user: 'CORP\svc', nt_hash_file: ~/secrets/hash}
  around: {user: svc, aes_key_env: KEY}
  cache: {ccache: FILE:cc}
  usual: {use_tickets: true}
  nobody: {mechanism: none}
defaults:
  door: wmi
  timeout: 20
  stage_timeout: 1m30s
  ca: authorities.pem
`

func TestDecode(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the paths are those of Unix")
	}
	t.Setenv("HOME", "/home/me")
	f, err := Decode("/etc/remoteike/config.yaml", []byte(whole), someFlags)
	require.NoError(t, err)
	no := false
	at := func(line, column int) Position { return Position{"/etc/remoteike/config.yaml", line, column} }
	assert.Equal(t, map[string]*Profile{
		"corp": {
			Name: "corp", At: at(3, 3), Mechanism: ikeext.AuthKerberos, User: "auditor", Domain: "CORP.EXAMPLE",
			Keytab: "/etc/remoteike/auditor.keytab", Level: ikeext.LevelIntegrity, RequireKerberos: &no,
			KDC: "dc1.corp.example:88", KRB5Conf: "/etc/corp.conf",
		},
		"told": {Name: "told", At: at(12, 3), User: `CORP\svc`, Secret: &Secret{
			Password, secret.Source{Command: []string{"/etc/remoteike/tell", "--account", "a b"}}, "password_command"}},
		"kept": {Name: "kept", At: at(13, 3), User: `CORP\svc`, Secret: &Secret{
			NTHash, secret.Source{File: "/home/me/secrets/hash"}, "nt_hash_file"}},
		"around": {Name: "around", At: at(14, 3), User: "svc", Secret: &Secret{AESKey, secret.Source{Variable: "KEY"}, "aes_key_env"}},
		"cache":  {Name: "cache", At: at(15, 3), CCache: "FILE:/etc/remoteike/cc"},
		"usual":  {Name: "usual", At: at(16, 3), UseTickets: true},
		"nobody": {Name: "nobody", At: at(17, 3), Mechanism: ikeext.AuthNone},
	}, f.Profiles)
	assert.Equal(t, []Setting{
		{"door", "wmi", at(19, 9)}, {"timeout", "20", at(20, 12)}, {"stage-timeout", "1m30s", at(21, 18)},
		{"ca", "/etc/remoteike/authorities.pem", at(22, 7)},
	}, f.Defaults)
}

func TestDecodeTakesNothingForNothing(t *testing.T) {
	for _, text := range []string{"", "# nothing\n", "---\n", "auth_profiles:\ndefaults:\n", "{}", "\ufeff"} {
		f, err := Decode("file", []byte(text), nil)
		require.NoError(t, err, "%q", text)
		assert.Empty(t, f.Profiles)
		assert.Empty(t, f.Defaults)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"auth_profile: {}":                   "file:1:1: unknown key auth_profile",
		"a b c: {}":                          "file:1:1: unknown key that is no name",
		"defaults: {verbose: true}":          "file:1:12: unknown key verbose",
		"defaults: {password: s3cret}":       "file:1:12: password: secrets do not stand in this file",
		"auth_profiles: []":                  "file:1:16: must be a mapping",
		"- a":                                "file:1:1: must be a mapping",
		"defaults: {door: wmi,\n door: rpc}": "file:2:2: door stands there already at line 1",
		"auth_profiles: {a: {user: x, keytab: y}, a: }":                "file:1:42: a stands there already at line 1",
		"defaults: {door: [rpc]}":                                      "file:1:18: must be one value",
		"defaults: {door: }":                                           "file:1:18: must be one value",
		"auth_profiles: {1a: {}}":                                      "file:1:17: the name of a profile has letters, digits, - and _ and begins with a letter",
		"auth_profiles: {a: {user: 7}}":                                "file:1:27: must be text",
		"auth_profiles: {a: {user: yes, user: }}":                      "file:1:32: user stands there already at line 1",
		"auth_profiles: {a: {user: ''}}":                               "file:1:27: must not be empty",
		"auth_profiles: {a: {user: \"CORP\\aud\"}}":                    "file:1:27: holds a control character",
		"auth_profiles: {a: {use_tickets: ja}}":                        "file:1:34: must be true or false",
		"auth_profiles: {a: {mechanism: s3cret}}":                      "file:1:32: must be one of negotiate, kerberos, ntlm, none",
		"auth_profiles: {a: {level: low}}":                             "file:1:28: must be one of connect, integrity, privacy",
		"auth_profiles: {a: {nt_hash: s3cret}}":                        "file:1:21: nt_hash: secrets do not stand in this file",
		"auth_profiles: {a: {password_command: x y}}":                  "file:1:39: a command is a list, which no shell sees",
		"auth_profiles: {a: {password_command: []}}":                   "file:1:39: must be a list",
		"auth_profiles: {a: {password_command: [x, 1]}}":               "file:1:43: must be text",
		"auth_profiles: {a: {user: u, password_env: A, keytab: b}}":    "file:1:55: password_env and keytab are both given",
		"auth_profiles: {a: {user: u, password_env: A, aes_key_env: }": "file:1: did not find expected ',' or '}'",
		"auth_profiles: {a: {password_env: A}}":                        "file:1:17: profile a has a secret and nobody whose it is",
		"auth_profiles: {a: {domain: A, keytab: b}}":                   "file:1:17: profile a has a domain and no user",
		"auth_profiles: {a: }":                                         "file:1:17: profile a has no credential",
		"auth_profiles: {a: {mechanism: ntlm}}":                        "file:1:17: profile a has no credential",
		"auth_profiles: {a: {mechanism: ntlm, keytab: b}}":             "file:1:17: profile a has a credential for kerberos, and mechanism ntlm",
		"auth_profiles: {a: {mechanism: none, user: b}}":               "file:1:17: profile a has a credential, and mechanism none uses none",
		"a: &a\n- *a":                 "file:1:4: anchors and aliases (& and *) are not for this file",
		"a: *s3cret":                  "file: anchors and aliases (& and *) are not for this file",
		"defaults: {door: !!str wmi}": "file:1:18: tags (!) are not for this file",
		"defaults: {<<: {door: wmi}}": "file:1:12: a key must be a name",
		"{[a]: b}":                    "file:1:2: a key must be a name",
		"a: b\n---\nc: d":             "file:2:1: a second document begins",
		"a:\n\tb: c":                  "file:2: found character that cannot start any token",
		"a: \"s3cret":                 "file:1: found unexpected end of stream",
		"a: b\nc: \xff":               "file:2:4: not UTF-8 text",
		"a: b\nc: \x00":               "file:2:4: a control character",
		strings.Repeat("[", 11) + strings.Repeat("]", 11):          "file:1:11: nested too deep",
		strings.Repeat("[", 100000):                                "file: nested too deep",
		"auth_profiles: {a: {user: u, password_file: ['a', 'b']}}": "file:1:45: must be text",
		"auth_profiles: {a: {ccache: {}, user: u}}":                "file:1:29: must be text",
		"defaults: {timeout: 1, stage-timeout: 3}":                 "file:1:24: unknown key stage-timeout",
	} {
		_, err := Decode("file", []byte(text), []string{"door", "timeout", "stage-timeout"})
		var wrong *usage.Error
		if !assert.ErrorAs(t, err, &wrong, "%.80q", text) {
			continue
		}
		assert.Equal(t, want, wrong.Reason, "%.80q", text)
		assert.NotContains(t, wrong.Reason+wrong.Hint, "s3cret", "%.80q", text)
	}
}

// TestLoadBounds reads no more than a configuration file can have.
func TestLoadBounds(t *testing.T) {
	name := filepath.Join(t.TempDir(), "config.yaml")
	require.NoError(t, os.WriteFile(name, []byte(strings.Repeat("#\n", maxSize)), 0o600))
	_, err := Load(name, nil)
	assert.ErrorContains(t, err, "is too long")
	_, err = Load(name+"missing", nil)
	assert.ErrorIs(t, err, os.ErrNotExist)
	_, err = Load(t.TempDir(), nil)
	assert.ErrorContains(t, err, "cannot be read")
}

// TestLoadLooksAtFilesWithCommands, and at no others.
func TestLoadLooksAtFilesWithCommands(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such bits")
	}
	for text, refused := range map[string]bool{
		"auth_profiles: {a: {user: b, password_command: [c]}}": true,
		"auth_profiles: {a: {user: b, password_file: c}}":      false,
	} {
		name := filepath.Join(t.TempDir(), "config.yaml")
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
		_, err := Load(name, nil)
		require.NoError(t, err)
		require.NoError(t, os.Chmod(name, 0o602))
		_, err = Load(name, nil)
		assert.Equal(t, refused, err != nil, text)
	}
}

// FuzzConfig reads anything as a configuration file: an error that a user can do
// something about, or profiles that have names.
func FuzzConfig(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte("auth_profiles: &a {b: *a, <<: *a}\n"))
	f.Add([]byte("? [a, {b: c}]\n: !!binary |\n  aGk=\n--- x\n"))
	f.Add([]byte(strings.Repeat("[", 100)))
	f.Fuzz(func(t *testing.T, text []byte) {
		file, err := Decode("file", text, someFlags)
		if err != nil {
			var wrong *usage.Error
			require.ErrorAs(t, err, &wrong)
			assert.True(t, strings.HasPrefix(wrong.Reason, "file:"), wrong.Reason)
			return
		}
		for name, p := range file.Profiles {
			assert.True(t, isName(name))
			assert.Equal(t, name, p.Name)
		}
	})
}
