package ikeext_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"math/big"
	"net"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// certified is a host's certificate, that of who signed it, and its key.
type certified struct {
	certificate, authority *x509.Certificate
	key                    *ecdsa.PrivateKey
}

// certify makes a certificate for 127.0.0.1, or for a name, that an authority
// signed, or nobody but itself.
func certify(t *testing.T, name string, end time.Time, selfSigned bool) *certified {
	t.Helper()
	c := &certified{}
	sign := func(template, parent *x509.Certificate, signer *ecdsa.PrivateKey) (*x509.Certificate, *ecdsa.PrivateKey) {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		require.NoError(t, err)
		if parent == nil {
			parent, signer = template, key
		}
		der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
		require.NoError(t, err)
		certificate, err := x509.ParseCertificate(der)
		require.NoError(t, err)
		return certificate, key
	}
	var signer *ecdsa.PrivateKey
	if !selfSigned {
		c.authority, signer = sign(&x509.Certificate{
			SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority"}, IsCA: true, BasicConstraintsValid: true,
			NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageCertSign,
		}, nil, nil)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: end, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if ip := net.ParseIP(name); ip != nil {
		template.DNSNames, template.IPAddresses = nil, []net.IP{ip}
	}
	c.certificate, c.key = sign(template, c.authority, signer)
	return c
}

func (c *certified) server() *tls.Config {
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{c.certificate.Raw}, PrivateKey: c.key}}}
}

// roots trusts the authority, and nobody where there is none.
func (c *certified) roots() *x509.CertPool {
	pool := x509.NewCertPool()
	if c.authority != nil {
		pool.AddCert(c.authority)
	}
	return pool
}

func (c *certified) fingerprint() string {
	sum := sha256.Sum256(c.certificate.Raw)
	return hex.EncodeToString(sum[:])
}

// withColons writes a sum as certificate viewers do.
func withColons(sum string) string {
	var pairs []string
	for i := 0; i < len(sum); i += 2 {
		pairs = append(pairs, strings.ToUpper(sum[i:i+2]))
	}
	return strings.Join(pairs, ":")
}

// TestWinRMHTTPS reads over TLS, where nothing but a check of the certificate that
// passed lets the credential out.
func TestWinRMHTTPS(t *testing.T) {
	later := time.Now().Add(time.Hour)
	ours, expired := certify(t, "127.0.0.1", later, false), certify(t, "127.0.0.1", time.Now().Add(-time.Hour), false)
	self := certify(t, "whatever", later, true)
	for name, c := range map[string]struct {
		host *certified
		edit func(*ikeext.Config)
	}{
		"authorities":         {ours, func(c *ikeext.Config) { c.RootCAs = ours.roots() }},
		"fingerprint":         {self, func(c *ikeext.Config) { c.Fingerprint = self.fingerprint() }},
		"with colons":         {self, func(c *ikeext.Config) { c.Fingerprint = withColons(self.fingerprint()) }},
		"of one that expired": {expired, func(c *ikeext.Config) { c.Fingerprint = expired.fingerprint() }},
	} {
		t.Run(name, func(t *testing.T) {
			host := start(t, ikeexttest.Config{Profile: ikeexttest.WinRMOnly, WinRMTLS: c.host.server()})
			cfg := winrmConfig(host)
			cfg.HTTPS = true
			c.edit(cfg)
			s, err := query(t, cfg)
			require.NoError(t, err)
			assertFromWMI(t, s)
			assert.Equal(t, "https", s.Transport)
			assert.Equal(t, "https://127.0.0.1:"+strconv.Itoa(host.WinRMPort())+"/wsman", s.Endpoint)
			assert.Equal(t, ikeext.LevelPrivacy, s.Auth.Level)
			assert.Equal(t, "ntlm", s.Auth.Mechanism)
		})
	}
}

// TestWinRMNameOfTheCertificate is that by which the caller knows the host, and not
// that of where it was reached.
func TestWinRMNameOfTheCertificate(t *testing.T) {
	c := certify(t, "vpn01.corp.example", time.Now().Add(time.Hour), false)
	host := start(t, ikeexttest.Config{Profile: ikeexttest.WinRMOnly, WinRMTLS: c.server()})
	cfg := winrmConfig(host)
	cfg.HTTPS, cfg.RootCAs, cfg.TargetIP = true, c.roots(), "127.0.0.1"
	client, err := ikeext.Dial(t.Context(), "vpn01.corp.example", cfg)
	require.NoError(t, err)
	defer client.Close()
	s, err := client.Statistics(t.Context())
	require.NoError(t, err)
	assertFromWMI(t, s)
}

// TestWinRMCertificateRefused ends at the certificate: no request is sent, and no
// other door is tried.
func TestWinRMCertificateRefused(t *testing.T) {
	later := time.Now().Add(time.Hour)
	ours, others := certify(t, "127.0.0.1", later, false), certify(t, "127.0.0.1", later, false)
	expired := certify(t, "127.0.0.1", time.Now().Add(-time.Hour), false)
	another, self := certify(t, "vpn02.corp.example", later, false), certify(t, "127.0.0.1", later, true)
	for name, c := range map[string]struct {
		host       *certified
		edit       func(*ikeext.Config)
		text, hint string
	}{
		"system's authorities": {ours, func(*ikeext.Config) {}, "unknown authority", "give the authority"},
		"another authority":    {ours, func(c *ikeext.Config) { c.RootCAs = others.roots() }, "unknown authority", "give the authority"},
		"self-signed":          {self, func(c *ikeext.Config) { c.RootCAs = ours.roots() }, "unknown authority", "fingerprint"},
		"no authority":         {ours, func(c *ikeext.Config) { c.RootCAs = x509.NewCertPool() }, "unknown authority", "give the authority"},
		"wrong name":           {another, func(c *ikeext.Config) { c.RootCAs = another.roots() }, "127.0.0.1", "name the host as its certificate does"},
		"expired":              {expired, func(c *ikeext.Config) { c.RootCAs = expired.roots() }, "expired", "needs a new certificate"},
		"wrong fingerprint":    {ours, func(c *ikeext.Config) { c.Fingerprint = others.fingerprint() }, ours.fingerprint(), "compare the fingerprint"},
	} {
		t.Run(name, func(t *testing.T) {
			var answers atomic.Int32
			host := start(t, ikeexttest.Config{WinRM: true, WinRMTLS: c.host.server(), DamageHTTP: func(*ikeexttest.HTTPAnswer) { answers.Add(1) }})
			cfg := winrmConfig(host)
			cfg.HTTPS, cfg.Doors = true, []ikeext.Door{ikeext.DoorWinRM, ikeext.DoorRPC}
			c.edit(cfg)
			_, err := query(t, cfg)
			require.ErrorIs(t, err, ikeext.ErrProtocol)
			e := failure(t, err)
			assert.Equal(t, ikeext.DoorWinRM, e.Door)
			assert.EqualValues(t, "connect", e.Stage)
			assert.ErrorContains(t, err, c.text)
			assert.Contains(t, e.Hint, c.hint)
			assert.Zero(t, answers.Load(), "something was asked")
			assert.Empty(t, host.Calls())
		})
	}
}

// TestWinRMWithoutTLS meets hosts that speak none, or no version of it that we do.
func TestWinRMWithoutTLS(t *testing.T) {
	c := certify(t, "127.0.0.1", time.Now().Add(time.Hour), false)
	old := c.server()
	old.MinVersion, old.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
	demanding := c.server()
	demanding.ClientAuth, demanding.MaxVersion = tls.RequireAnyClientCert, tls.VersionTLS12
	for name, server := range map[string]*tls.Config{"HTTP": nil, "TLS 1.1": old, "wants a certificate": demanding} {
		t.Run(name, func(t *testing.T) {
			host := start(t, ikeexttest.Config{Profile: ikeexttest.WinRMOnly, WinRMTLS: server})
			cfg := winrmConfig(host)
			cfg.HTTPS, cfg.RootCAs = true, c.roots()
			_, err := query(t, cfg)
			require.ErrorIs(t, err, ikeext.ErrProtocol)
			e := failure(t, err)
			assert.EqualValues(t, "connect", e.Stage)
			assert.ErrorContains(t, err, "no TLS with this host")
			assert.Contains(t, e.Hint, "winrm/config/listener")
			assert.Empty(t, host.Calls())
		})
	}
}

// TestWinRMHangsUpOnTLS is what a port of HTTPS does that has no certificate.
func TestWinRMHangsUpOnTLS(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	go func() {
		if conn, err := listener.Accept(); err == nil {
			_, _ = conn.Read(make([]byte, 1))
			_ = conn.Close()
		}
	}()
	_, err = query(t, &ikeext.Config{
		User: "auditor", Password: ikeext.NewSecret("x"), Auth: ikeext.AuthNTLM, Doors: []ikeext.Door{ikeext.DoorWinRM},
		HTTPS: true, WinRMPort: portOf(t, listener.Addr().String()),
	})
	require.ErrorIs(t, err, ikeext.ErrUnreachable)
	e := failure(t, err)
	assert.EqualValues(t, "connect", e.Stage)
	assert.Contains(t, e.Hint, "Enable-PSRemoting")
}

// TestHTTPToAPortOfHTTPS sends no more than the first word of a sign-in.
func TestHTTPToAPortOfHTTPS(t *testing.T) {
	c := certify(t, "127.0.0.1", time.Now().Add(time.Hour), false)
	host := start(t, ikeexttest.Config{Profile: ikeexttest.WinRMOnly, WinRMTLS: c.server()})
	_, err := query(t, winrmConfig(host))
	require.ErrorIs(t, err, ikeext.ErrProtocol)
	assert.EqualValues(t, "login", failure(t, err).Stage)
	assert.ErrorContains(t, err, "HTTP 400")
}

// TestWinRMHandshakeTakesAStage gives up a host that accepts and says nothing.
func TestWinRMHandshakeTakesAStage(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	cfg := &ikeext.Config{
		User: "auditor", Password: ikeext.NewSecret("x"), Auth: ikeext.AuthNTLM, Doors: []ikeext.Door{ikeext.DoorWinRM},
		HTTPS: true, WinRMPort: portOf(t, listener.Addr().String()), StageTimeout: 200 * time.Millisecond,
	}
	begin := time.Now()
	_, err = query(t, cfg)
	require.ErrorIs(t, err, ikeext.ErrTimeout)
	assert.ErrorIs(t, err, context.DeadlineExceeded)
	assert.EqualValues(t, "connect", failure(t, err).Stage)
	assert.Less(t, time.Since(begin), soon)
}
