package winrm

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	"github.com/remoteike/remoteike/ikeext/internal/signin"
	"github.com/remoteike/remoteike/integration/peers"
)

// authority signs certificates.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	a := &authority{}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	a.key, a.certificate = a.make(t, template)
	return a
}

// make makes a certificate that the authority signs, or which signs itself while
// there is none.
func (a *authority) make(t *testing.T, template *x509.Certificate) (*ecdsa.PrivateKey, *x509.Certificate) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	parent, signer := template, key
	if a.certificate != nil {
		parent, signer = a.certificate, a.key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
	require.NoError(t, err)
	certificate, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	return key, certificate
}

// write makes a host's certificate and returns it, and the files of it and its key.
func (a *authority) write(t *testing.T, name string, end time.Time) (certificate *x509.Certificate, certFile, keyFile string) {
	t.Helper()
	key, certificate := a.make(t, &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: end, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	})
	der, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	dir := t.TempDir()
	certFile, keyFile = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for file, block := range map[string]*pem.Block{
		certFile: {Type: "CERTIFICATE", Bytes: certificate.Raw}, keyFile: {Type: "PRIVATE KEY", Bytes: der},
	} {
		require.NoError(t, os.WriteFile(file, pem.EncodeToMemory(block), 0o600))
	}
	return certificate, certFile, keyFile
}

func (a *authority) trusted() *tls.Config {
	pool := x509.NewCertPool()
	pool.AddCert(a.certificate)
	return &tls.Config{RootCAs: pool}
}

// startNginx has nginx answer over HTTPS as a listener does that wants a sign-in.
func startNginx(t *testing.T, certFile, keyFile string) (port int) {
	t.Helper()
	nginx := peers.FindNginx(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	port = listener.Addr().(*net.TCPAddr).Port
	require.NoError(t, listener.Close())
	dir := t.TempDir()
	conf := filepath.Join(dir, "nginx.conf")
	require.NoError(t, os.WriteFile(conf, fmt.Appendf(nil, `
daemon off; master_process off; pid %[1]s/pid; error_log stderr;
events {}
http {
	access_log off;
	client_body_temp_path %[1]s/a; proxy_temp_path %[1]s/b; fastcgi_temp_path %[1]s/c; uwsgi_temp_path %[1]s/d; scgi_temp_path %[1]s/e;
	server {
		listen 127.0.0.1:%[2]d ssl;
		ssl_certificate %[3]s; ssl_certificate_key %[4]s;
		location / { add_header WWW-Authenticate Negotiate always; return 401; }
	}
}
`, dir, port, certFile, keyFile), 0o600))
	cmd := exec.Command(nginx, "-c", conf, "-p", dir)
	var output strings.Builder
	cmd.Stderr = &output
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if t.Failed() {
			t.Log(output.String())
		}
	})
	require.Eventually(t, func() bool {
		conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			_ = conn.Close()
		}
		return err == nil
	}, 10*time.Second, 20*time.Millisecond)
	return port
}

// TestIntegrationCertificates has nginx show certificates of all kinds. No token is
// sent to a host whose certificate is not good.
func TestIntegrationCertificates(t *testing.T) {
	const name = "ras.corp.example"
	ours, others, nobody := newAuthority(t), newAuthority(t), &authority{}
	later, before := time.Now().Add(time.Hour), time.Now().Add(-time.Hour)
	_, good, goodKey := ours.write(t, name, later)
	_, expired, expiredKey := ours.write(t, name, before)
	_, another, anotherKey := ours.write(t, "other.corp.example", later)
	self, selfSigned, selfSignedKey := nobody.write(t, name, later)
	var unknown x509.UnknownAuthorityError
	var wrongName x509.HostnameError
	var invalid x509.CertificateInvalidError
	for test, c := range map[string]struct {
		certFile, keyFile string
		config            *tls.Config
		check             func(error) bool
	}{
		"good":             {good, goodKey, ours.trusted(), nil},
		"pinned":           {selfSigned, selfSignedKey, PinSHA256(sha256.Sum256(self.Raw)), nil},
		"pinned, expired":  {expired, expiredKey, PinSHA256(sumOf(t, expired)), nil},
		"another pinned":   {good, goodKey, PinSHA256(sha256.Sum256(self.Raw)), func(err error) bool { return assert.ErrorIs(t, err, ErrFingerprint) }},
		"expired":          {expired, expiredKey, ours.trusted(), func(err error) bool { return assert.ErrorAs(t, err, &invalid) }},
		"wrong name":       {another, anotherKey, ours.trusted(), func(err error) bool { return assert.ErrorAs(t, err, &wrongName) }},
		"self-signed":      {selfSigned, selfSignedKey, ours.trusted(), func(err error) bool { return assert.ErrorAs(t, err, &unknown) }},
		"of others":        {good, goodKey, others.trusted(), func(err error) bool { return assert.ErrorAs(t, err, &unknown) }},
		"system's own":     {good, goodKey, &tls.Config{}, func(err error) bool { return assert.ErrorAs(t, err, &unknown) }},
		"no TLS spoken to": {good, goodKey, nil, nil},
	} {
		t.Run(test, func(t *testing.T) {
			peers.Attempt{Mechanism: "ntlm", Credential: "certificate " + test, Transport: "https", Peer: "nginx", End: "as it should"}.Note(t)
			port := startNginx(t, c.certFile, c.keyFile)
			o := Options{Host: name, Port: uint16(port), TLS: c.config, SignIn: newNTLM(), Dial: dialer(port)}
			_, err := Dial(limited(t), o)
			switch {
			case c.config == nil:
				var status *HTTPError
				require.ErrorAs(t, err, &status)
				assert.Equal(t, http.StatusBadRequest, status.Status)
			case c.check == nil:
				require.ErrorIs(t, err, ErrRefused, "beyond the handshake nginx lets nobody in")
				requireStage(t, StageLogin, err)
			default:
				require.True(t, c.check(err))
				requireStage(t, StageConnect, err)
			}
		})
	}
}

func sumOf(t *testing.T, certFile string) [sha256.Size]byte {
	t.Helper()
	content, err := os.ReadFile(certFile)
	require.NoError(t, err)
	block, _ := pem.Decode(content)
	return sha256.Sum256(block.Bytes)
}

// TestIntegrationHTTPS reads over HTTPS, each sign-in bound to the certificate: the
// listener's GSSAPI refuses one that is bound to another channel, or it would not
// have been told which.
func TestIntegrationHTTPS(t *testing.T) {
	a := newAuthority(t)
	_, certFile, keyFile := a.write(t, peers.MITHost, time.Now().Add(time.Hour))
	p := startPeer(t, "--tls", certFile, keyFile)
	for name, s := range p.signIns() {
		t.Run(name, func(t *testing.T) {
			peers.Attempt{Mechanism: name, Credential: "password", Transport: "https", Level: "TLS", Peer: "GSSAPI", End: "one class"}.Note(t)
			o := p.options(s)
			o.TLS = a.trusted()
			c := mustDial(t, o)
			found, err := c.Query(limited(t), cimv2, "SELECT * FROM "+prefix+classes[1])
			require.NoError(t, err)
			value, _ := found[0].Lookup("ActiveMainModeSAs")
			assert.Equal(t, expected(prefix+classes[1], "ActiveMainModeSAs"), value)
		})
	}
	for name, s := range p.signIns() {
		t.Run("another channel/"+name, func(t *testing.T) {
			peers.Attempt{Mechanism: name, Credential: "password", Transport: "https", Peer: "GSSAPI", End: "refused when bound elsewhere"}.Note(t)
			o := p.options(s)
			o.TLS = a.trusted()
			c := &Client{o: o.withDefaults(), scheme: schemeNegotiate}
			if name == "kerberos" {
				c.scheme = schemeKerberos
			}
			var err error
			c.link, err = connect(limited(t), &c.o)
			require.NoError(t, err)
			defer c.Close()
			other, _, _ := a.write(t, "other", time.Now().Add(time.Hour))
			c.security = s.NewContext(t.Context(), signin.TLSServerEndPoint(other))
			require.Error(t, c.login(limited(t)))
		})
	}
	assert.NotEmpty(t, p.noted(t, "refused"))
}

// TestHTTPS reads the simulated host over HTTPS, where bodies are not sealed, and
// faults neither.
func TestHTTPS(t *testing.T) {
	a := newAuthority(t)
	certificate, certFile, keyFile := a.write(t, "127.0.0.1", time.Now().Add(time.Hour))
	pair, err := tls.LoadX509KeyPair(certFile, keyFile)
	require.NoError(t, err)
	host := startHost(t, ikeexttest.Config{WinRMTLS: &tls.Config{Certificates: []tls.Certificate{pair}}})
	o := optionsFor(host, newNTLM())
	o.TLS = PinSHA256(sha256.Sum256(certificate.Raw))
	c := mustDial(t, o)
	found, err := c.Query(limited(t), cimv2, "SELECT * FROM "+prefix+classes[1])
	require.NoError(t, err)
	assert.Len(t, found[0].Properties, 18+9)
	_, err = c.Query(limited(t), cimv2, "SELECT * FROM Win32_Nothing")
	var fault *Fault
	require.ErrorAs(t, err, &fault)
	assert.Equal(t, 4, c.Traffic().RoundTrips)
}
