package ikeext

import (
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"strings"

	"github.com/remoteike/remoteike/ikeext/internal/winrm"
)

// checkWinRM sets how WinRM is reached.
func (s *settings) checkWinRM(cfg *Config) error {
	if !cfg.HTTPS {
		if cfg.RootCAs != nil || cfg.Fingerprint != "" {
			return &ConfigError{"HTTPS", "a certificate is spoken of, but HTTPS is not asked for"}
		}
		return nil
	}
	if cfg.Fingerprint == "" {
		s.winrmTLS = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: cfg.RootCAs, ServerName: s.host}
		return nil
	}
	if cfg.RootCAs != nil {
		return &ConfigError{"Fingerprint", "given beside authorities: one of the two is enough"}
	}
	sum, err := hex.DecodeString(strings.ReplaceAll(cfg.Fingerprint, ":", ""))
	if err != nil || len(sum) != sha256.Size {
		return &ConfigError{"Fingerprint", "not the SHA-256 sum of a certificate: 64 hexadecimal digits are expected"}
	}
	s.winrmTLS = winrm.PinSHA256([sha256.Size]byte(sum))
	s.winrmTLS.ServerName = s.host
	return nil
}
