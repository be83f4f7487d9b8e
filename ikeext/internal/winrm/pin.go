package winrm

import (
	"crypto/sha256"
	"crypto/subtle"
	"crypto/tls"
	"errors"
	"fmt"
)

// ErrFingerprint says that the host's certificate is not the pinned one. The text
// has the fingerprint of the one that came.
var ErrFingerprint = errors.New("the host's certificate is not the pinned one")

// PinSHA256 returns a configuration that accepts one certificate alone: that whose
// DER form has this SHA-256 sum. Nothing else about it is looked at, neither its
// names nor its time nor its issuer; the host still has to prove that it has the
// key.
func PinSHA256(fingerprint [sha256.Size]byte) *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		// What follows takes the place of the check that this leaves out.
		InsecureSkipVerify: true,
		VerifyConnection: func(state tls.ConnectionState) error {
			if len(state.PeerCertificates) == 0 {
				return fmt.Errorf("%w: there is none", ErrFingerprint)
			}
			sum := sha256.Sum256(state.PeerCertificates[0].Raw)
			if subtle.ConstantTimeCompare(sum[:], fingerprint[:]) != 1 {
				return fmt.Errorf("%w: SHA-256 %x", ErrFingerprint, sum)
			}
			return nil
		},
	}
}
