package ikeext

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSecretsDoNotShow(t *testing.T) {
	const password, nthash = "correct horse", "8846f7eaee8fb117ad06bdd830b7586c"
	cfg := Config{User: "auditor", Password: NewSecret(password), NTHash: NewSecret(nthash),
		AESKey: NewSecret(password), Tickets: &Tickets{}}
	hidden := struct{ cfg Config }{cfg} // fmt asks no methods of unexported fields

	var shown bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%X"} {
		fmt.Fprintf(&shown, verb+"\n", cfg)
		fmt.Fprintf(&shown, verb+"\n", &cfg)
		fmt.Fprintf(&shown, verb+"\n", hidden)
		fmt.Fprintf(&shown, verb+"\n", cfg.Password)
		assert.Equal(t, "ikeext.Tickets", fmt.Sprintf(verb, cfg.Tickets))
	}
	text, err := json.Marshal(struct{ Password, NTHash Secret }{cfg.Password, cfg.NTHash})
	require.NoError(t, err)
	shown.Write(text)
	text, err = xml.Marshal(cfg.Password)
	require.NoError(t, err)
	shown.Write(text)
	slog.New(slog.NewJSONHandler(&shown, nil)).Info("config", "config", hidden, "password", cfg.Password)
	slog.New(slog.NewTextHandler(&shown, nil)).Info("config", "config", hidden, "password", cfg.Password)

	for _, secret := range []string{password, nthash, fmt.Sprintf("%x", password), fmt.Sprintf("%X", password)} {
		assert.NotContains(t, shown.String(), secret)
	}
	assert.Contains(t, shown.String(), "(secret)")
	assert.Contains(t, shown.String(), "auditor")
}

func TestSecretIsKept(t *testing.T) {
	assert.Equal(t, "x", NewSecret("x").reveal())
	assert.True(t, Secret{}.IsZero())
	assert.True(t, NewSecret("").IsZero())
	assert.False(t, NewSecret("x").IsZero())
	assert.Empty(t, Secret{}.String())
}
