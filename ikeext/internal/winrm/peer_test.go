package winrm

import (
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	"github.com/remoteike/remoteike/ikeext/internal/kerberos"
	"github.com/remoteike/remoteike/ikeext/internal/signin"
	"github.com/remoteike/remoteike/integration/peers"
)

// peer is a WinRM listener whose security is MIT GSSAPI's and gss-ntlmssp's.
type peer struct {
	port     int
	log      string
	user     string
	password string
	ticket   *kerberos.Ticket
	realm    *kerberos.Options
}

// startPeer starts the listener, which ends with the test.
func startPeer(t *testing.T, options ...string) *peer {
	t.Helper()
	peers.FindPythonGSSAPI(t)
	mit, accounts := peers.FindMIT(t), peers.FindGSSAPI(t)
	dir := t.TempDir()
	state := filepath.Join(dir, "port")
	p := &peer{log: filepath.Join(dir, "log"), user: accounts.User, password: accounts.Password}
	cmd := exec.Command(peers.Python, append([]string{
		"../../../integration/winrm/server.py", "--users", accounts.Users, "--keytab", accounts.Keytab, "--state", state, "--log", p.log,
	}, options...)...)
	cmd.Env = append(os.Environ(), "KRB5_CONFIG="+mit.KRB5Conf)
	var output strings.Builder
	cmd.Stdout, cmd.Stderr = &output, &output
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = cmd.Wait()
		if t.Failed() {
			t.Log(output.String())
		}
	})
	require.Eventually(t, func() bool {
		content, err := os.ReadFile(state)
		if err != nil {
			return false
		}
		p.port, err = strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(string(content), "PORT=")))
		return err == nil
	}, 20*time.Second, 20*time.Millisecond)
	p.realm = &kerberos.Options{ConfPath: mit.KRB5Conf, User: mit.User, Realm: peers.MITRealm, Password: mit.Password}
	p.ticket = p.ticketFor(t, "HTTP/"+peers.MITHost)
	return p
}

func (p *peer) ticketFor(t *testing.T, spn string) *kerberos.Ticket {
	t.Helper()
	ticket, err := new(kerberos.Tickets).Get(limited(t), p.realm, spn)
	require.NoError(t, err)
	return ticket
}

// signIns are the four ways to sign in.
func (p *peer) signIns() map[string]*signin.SignIn {
	const level = dcerpc.AuthLevelPktPrivacy
	ntlm := func() *signin.SignIn {
		return signin.NewNTLM(signin.Credential{User: p.user, Domain: "CORP", Password: p.password}, level, "HTTP/"+peers.MITHost)
	}
	kerberos := func() *signin.SignIn { return signin.NewKerberos(p.ticket, level, p.ticket.SPN) }
	return map[string]*signin.SignIn{
		"ntlm": ntlm(), "spnego with ntlm": ntlm().Negotiated(),
		"kerberos": kerberos(), "spnego with kerberos": kerberos().Negotiated(),
	}
}

func (p *peer) options(s *signin.SignIn) Options {
	return Options{Host: peers.MITHost, Port: uint16(p.port), SignIn: s, Dial: dialer(p.port)}
}

// noted is a line of the listener's log.
type noted struct {
	Event, Reason, User, Scheme, Header string
	Signature, Sealed                   int
}

func (p *peer) noted(t *testing.T, event string) (found []noted) {
	t.Helper()
	content, err := os.ReadFile(p.log)
	require.NoError(t, err)
	for line := range strings.Lines(string(content)) {
		var n noted
		require.NoError(t, json.Unmarshal([]byte(line), &n))
		if n.Event == event {
			found = append(found, n)
		}
	}
	return found
}

// expected is the rule by which the listener makes its values.
func expected(class, name string) string {
	sum := 0
	for _, b := range []byte(class + "." + name) {
		sum += int(b)
	}
	return strconv.Itoa(sum % 65521)
}

// TestIntegrationSealing has each mechanism's messages opened, and its own opened
// here, by an implementation that is not ours.
func TestIntegrationSealing(t *testing.T) {
	p := startPeer(t)
	for name, s := range p.signIns() {
		t.Run(name, func(t *testing.T) {
			peers.Attempt{Mechanism: name, Credential: "password", Transport: "http", Level: "privacy", Peer: "GSSAPI", End: "7 classes"}.Note(t)
			c := mustDial(t, p.options(s))
			before := len(p.noted(t, "opened"))
			for _, class := range classes {
				found, err := c.Query(limited(t), cimv2, "SELECT * FROM "+prefix+class)
				require.NoError(t, err)
				require.Len(t, found, 1)
				for _, property := range []string{"ActiveMainModeSAs", "MainModeNegotiations", "FailedMainModeNegotiations"} {
					value, _ := found[0].Lookup(property)
					assert.Equal(t, expected(prefix+class, property), value)
				}
			}
			assert.True(t, s.Proven())
			assert.Empty(t, p.noted(t, "refused"))
			opened := p.noted(t, "opened")[before:]
			require.Len(t, opened, len(classes))
			want := 16
			if strings.Contains(name, "kerberos") {
				want = 60 // header, encrypted header, checksum, confounder ([RFC4121] 4.2.4)
			}
			assert.Equal(t, want, opened[0].Signature)
		})
	}
}

// TestIntegrationJudge damages requests: that the listener opens the others says
// something only if it does not open these.
func TestIntegrationJudge(t *testing.T) {
	p := startPeer(t)
	for part, damage := range map[string]func(signature, sealed []byte){
		"signature": func(signature, _ []byte) { signature[len(signature)-1] ^= 1 },
		"message":   func(_, sealed []byte) { sealed[10] ^= 1 },
	} {
		for name, s := range p.signIns() {
			t.Run(part+"/"+name, func(t *testing.T) {
				peers.Attempt{Mechanism: name, Credential: "password", Transport: "http", Level: "privacy", Peer: "GSSAPI", End: "request refused when damaged"}.Note(t)
				c := mustDial(t, p.options(s))
				before := len(p.noted(t, "refused"))
				envelope := c.newRequest(limited(t), cimv2).enumerate("SELECT * FROM " + prefix + classes[1])
				signature, sealed, err := c.security.Seal(envelope)
				require.NoError(t, err)
				damage(signature, sealed)
				body := encodeSealed(c.protocol, len(envelope), signature, sealed)
				r, err := c.link.post(limited(t), http.Header{"Content-Type": {sealedType(c.protocol)}}, body)
				require.NoError(t, err)
				assert.Equal(t, http.StatusUnauthorized, r.status)
				assert.Len(t, p.noted(t, "refused"), before+1)
			})
		}
	}
}

// TestIntegrationKerberosSnapshot reads the simulated host, which has the keys of
// the realm's HTTP service.
func TestIntegrationKerberosSnapshot(t *testing.T) {
	p, keytab := startPeer(t), peers.FindGSSAPI(t).Keytab
	for _, name := range []string{"kerberos", "spnego with kerberos"} {
		t.Run(name, func(t *testing.T) {
			host := startHost(t, ikeexttest.Config{Keytab: keytab})
			c := mustDial(t, optionsFor(host, p.signIns()[name]))
			for _, class := range classes {
				found, err := c.Query(limited(t), cimv2, "SELECT * FROM "+prefix+class)
				require.NoError(t, err)
				require.Len(t, found, 1)
			}
			assert.Equal(t, 1+len(classes), c.Traffic().RoundTrips)
			assert.Equal(t, "alice@"+peers.MITRealm, host.Calls()[0].User)
			t.Logf("%+v", c.Traffic())
		})
	}
}

// TestIntegrationSpoiled damages what the listener sealed: none of it may be
// believed.
func TestIntegrationSpoiled(t *testing.T) {
	for spoil, want := range map[string]error{
		"signature": signin.ErrSignature, "data": signin.ErrSignature, "replay": signin.ErrSignature, "plain": ErrUnsealed,
	} {
		t.Run(spoil, func(t *testing.T) {
			p := startPeer(t, "--spoil", spoil)
			for name, s := range p.signIns() {
				t.Run(name, func(t *testing.T) {
					peers.Attempt{Mechanism: name, Credential: "password", Transport: "http", Level: "privacy", Peer: "GSSAPI",
						End: "refused when spoiled: " + spoil}.Note(t)
					c := mustDial(t, p.options(s))
					var err error
					for range 2 { // a first answer cannot be a replay
						if _, err = c.Query(limited(t), cimv2, "SELECT * FROM "+prefix+"IPsecIKEv1IPv4"); err != nil {
							break
						}
					}
					require.ErrorIs(t, err, want)
					_, err = c.Query(limited(t), cimv2, "SELECT * FROM "+prefix+"IPsecIKEv1IPv4")
					assert.ErrorIs(t, err, ErrLost)
				})
			}
		})
	}
}

// TestIntegrationWrongPassword is refused with the last leg.
func TestIntegrationWrongPassword(t *testing.T) {
	p := startPeer(t)
	p.password = "wrong"
	for _, name := range []string{"ntlm", "spnego with ntlm"} {
		t.Run(name, func(t *testing.T) {
			peers.Attempt{Mechanism: name, Credential: "wrong password", Transport: "http", Peer: "GSSAPI", End: "refused"}.Note(t)
			_, err := Dial(limited(t), p.options(p.signIns()[name]))
			require.ErrorIs(t, err, ErrRefused)
			var e *Error
			require.ErrorAs(t, err, &e)
			assert.Equal(t, StageLogin, e.Stage)
		})
	}
}

// TestIntegrationWrongTicket is refused: the listener has not the key of the
// service that the ticket is for.
func TestIntegrationWrongTicket(t *testing.T) {
	p := startPeer(t)
	p.ticket = p.ticketFor(t, "host/"+peers.MITStranger)
	for _, name := range []string{"kerberos", "spnego with kerberos"} {
		t.Run(name, func(t *testing.T) {
			peers.Attempt{Mechanism: name, Credential: "ticket of another host", Transport: "http", Peer: "GSSAPI", End: "refused"}.Note(t)
			_, err := Dial(limited(t), p.options(p.signIns()[name]))
			require.ErrorIs(t, err, ErrRefused)
			requireStage(t, StageLogin, err)
		})
	}
}
