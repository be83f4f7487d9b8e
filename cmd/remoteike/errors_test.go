package main

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/remoteike/remoteike/ikeext"
)

func TestSayKeepsToOneLine(t *testing.T) {
	var b bytes.Buffer
	a := &app{stderr: &b}
	a.say("error", "a name\nhint: from\x1b[31m a peer")
	assert.Equal(t, "error: a name hint: from [31m a peer\n", b.String())
}

func TestSaySaysNothingWithoutText(t *testing.T) {
	var b bytes.Buffer
	(&app{stderr: &b}).say("hint", "")
	assert.Empty(t, b.String())
}

func TestWrap(t *testing.T) {
	const text = "one two three fifteenletters four"
	got := wrap(text, 10, "  ")
	assert.Equal(t, "one two\n  three\n  fifteenletters\n  four", got)
	assert.Equal(t, strings.Fields(text), strings.Fields(got), "no word is lost")
}

func TestFailureWithoutStage(t *testing.T) {
	var b bytes.Buffer
	(&app{stderr: &b}).sayFailure(errors.New("odd"), true)
	assert.Equal(t, "error: odd\nnote: class internal\n", b.String())
}

// What the library calls by its fields has to be found among the flags.
func TestConfigErrorsNameFlags(t *testing.T) {
	cmd := new(app).ipsecCommand() // which has one more than the others
	// Secrets may come from the environment too.
	noFlag := []string{
		"Password", "NTHash", "AESKey", "Tickets", "Endpoints", "Gate", "DialContext", "Logger", "AllowChanges", "SAPageSize",
	}
	config := reflect.TypeFor[ikeext.Config]()
	for i := range config.NumField() {
		field := config.Field(i).Name
		name, _, _ := strings.Cut(configUsage(&ikeext.ConfigError{Field: field, Reason: "wrong"}).reason, ": ")
		if flag, ok := strings.CutPrefix(name, "--"); ok {
			assert.NotNil(t, cmd.Flags().Lookup(flag), name)
			continue
		}
		assert.Contains(t, noFlag, field)
	}
}
