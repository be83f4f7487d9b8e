package ikeext

import (
	"fmt"
	"log/slog"
)

// redacted is what a secret shows of itself, whoever prints it.
const redacted = "(secret)"

// Secret is a password or a key that does not show itself: every fmt verb,
// encoding/json and log/slog print a placeholder. The zero Secret is absent.
type Secret struct {
	// A pointer, because fmt prints the strings of unexported fields without
	// asking their type; of a pointer it shows the address.
	value *string
}

// NewSecret returns s as a Secret. The empty string gives the zero Secret.
func NewSecret(s string) Secret {
	if s == "" {
		return Secret{}
	}
	return Secret{value: &s}
}

// IsZero reports whether there is no secret.
func (s Secret) IsZero() bool { return s.value == nil }

// reveal returns the secret itself.
func (s Secret) reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// String returns a placeholder, or nothing for the zero Secret.
func (s Secret) String() string {
	if s.IsZero() {
		return ""
	}
	return redacted
}

// Format prints the placeholder for every verb.
func (s Secret) Format(f fmt.State, _ rune) { fmt.Fprint(f, s.String()) }

// MarshalText returns the placeholder, for encoders such as encoding/json.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue returns the placeholder, for log/slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }
