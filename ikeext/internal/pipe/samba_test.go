package pipe

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	lsarpc "github.com/oiweiwei/go-msrpc/msrpc/lsat/lsarpc/v0"
	samr "github.com/oiweiwei/go-msrpc/msrpc/samr/samr/v1"
	"github.com/oiweiwei/go-msrpc/ssp"
	"github.com/oiweiwei/go-msrpc/ssp/credential"
	"github.com/oiweiwei/go-msrpc/ssp/gssapi"
	smb2 "github.com/oiweiwei/go-smb2.fork"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/signin"
	"github.com/remoteike/remoteike/integration/peers"
)

// within returns a context that ends before the test does.
func within(t *testing.T, d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), d)
	t.Cleanup(cancel)
	return ctx
}

func sambaSocket(t *testing.T, samba peers.Samba) net.Conn {
	socket, err := samba.DialContext(within(t, 10*time.Second), "tcp", "127.0.0.1:445")
	require.NoError(t, err)
	return socket
}

func ntlm(samba peers.Samba, password string) []gssapi.ContextOption {
	return []gssapi.ContextOption{
		gssapi.WithMechanismFactory(ssp.NTLM),
		gssapi.WithCredential(credential.NewFromPassword(samba.User, password, credential.Domain(samba.Domain))),
		gssapi.WithTargetName("cifs/" + samba.Host),
	}
}

func sambaOptions(samba peers.Samba, pipe string) Options {
	return Options{Security: ntlm(samba, samba.Password), Host: samba.Host, Name: pipe}
}

// recorder keeps what a host answers.
type recorder struct {
	net.Conn
	mu      sync.Mutex
	answers []byte
}

func (r *recorder) Read(b []byte) (int, error) {
	n, err := r.Conn.Read(b)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answers = append(r.answers, b[:n]...)
	return n, err
}

// encrypted counts the encrypted answers.
func (r *recorder) encrypted() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return bytes.Count(r.answers, []byte("\xfdSMB"))
}

// openSamba opens a pipe with one dialect, with or without encryption.
func openSamba(t *testing.T, dialect uint16, encrypt bool, pipe string) (*conn, *recorder) {
	samba := peers.FindSamba(t)
	life, cancel := context.WithCancel(context.Background())
	o := sambaOptions(samba, pipe)
	dialer := smb2.Dialer{
		Negotiator: smb2.Negotiator{RequireMessageSigning: true, UseMessageEncryption: encrypt, SpecifiedDialect: dialect},
		Initiator:  newMechanism(life, o.Security),
	}
	socket := &recorder{Conn: sambaSocket(t, samba)}
	opened, err := open(within(t, 10*time.Second), newConn(life, cancel, socket), dialer, o)
	require.NoError(t, err)
	t.Cleanup(func() { _ = opened.Close() })
	return opened.(*conn), socket
}

// callLSA binds lsarpc on a pipe and opens the policy.
func callLSA(t *testing.T, socket net.Conn, level signin.Level) {
	samba := peers.FindSamba(t)
	sign := signin.NewNTLM(signin.Credential{User: samba.User, Domain: samba.Domain, Password: samba.Password}, level, "host/"+samba.Host)
	ctx := within(t, 10*time.Second)
	bound, err := association.Bind(ctx, socket, lsarpc.LsarpcSyntaxV0_0, sign)
	require.NoError(t, err)
	defer bound.Close()
	stub, err := bound.Call(ctx, association.Request{
		Opnum: 44, Name: "LsarOpenPolicy2",
		In: &lsarpc.OpenPolicy2Request{ObjectAttributes: &lsarpc.ObjectAttributes{}, DesiredAccess: 0x02000000},
	}, 4096)
	require.NoError(t, err)
	var answer lsarpc.OpenPolicy2Response
	require.NoError(t, association.Decode(stub, &answer))
	assert.Zero(t, answer.Return)
	assert.NotEqual(t, make([]byte, 16), answer.Policy.UUID)
	assert.True(t, sign.Proven())
}

// TestIntegrationSambaDialects signs in to another implementation with each
// dialect and protection: our guard verifies and decrypts what it sends.
func TestIntegrationSambaDialects(t *testing.T) {
	for _, dialect := range []uint16{dialect210, dialect300, dialect302, dialect311, 0} {
		for _, encrypt := range []bool{false, true} {
			t.Run(fmt.Sprintf("%04x/encrypted=%t", dialect, encrypt), func(t *testing.T) {
				c, socket := openSamba(t, dialect, encrypt, "lsarpc")
				assert.Equal(t, cmp.Or(dialect, dialect311), c.session.NegotiatedDialect())
				callLSA(t, c, dcerpc.AuthLevelPktPrivacy)
				// Two to open the pipe, then as many reads and writes as there are PDUs.
				assert.Equal(t, encrypt && dialect != dialect210, socket.encrypted() > 6)
				assert.Equal(t, !encrypt || dialect == dialect210, socket.encrypted() == 0)
			})
		}
	}
}

// TestIntegrationSambaPipes calls two interfaces through Open, protected by RPC
// as well.
func TestIntegrationSambaPipes(t *testing.T) {
	samba := peers.FindSamba(t)
	for _, level := range []signin.Level{dcerpc.AuthLevelPktIntegrity, dcerpc.AuthLevelPktPrivacy} {
		t.Run(fmt.Sprintf("lsarpc/%v", level), func(t *testing.T) {
			c, err := Open(within(t, 10*time.Second), sambaSocket(t, samba), sambaOptions(samba, "lsarpc"))
			require.NoError(t, err)
			callLSA(t, c, level)
		})
	}
	t.Run("samr", func(t *testing.T) {
		ctx := within(t, 10*time.Second)
		c, err := Open(ctx, sambaSocket(t, samba), sambaOptions(samba, "samr"))
		require.NoError(t, err)
		bound, err := association.Bind(ctx, c, samr.SamrSyntaxV1_0, nil)
		require.NoError(t, err)
		defer bound.Close()
		stub, err := bound.Call(ctx, association.Request{
			Opnum: 57, Name: "SamrConnect2", In: &samr.Connect2Request{ServerName: `\\127.0.0.1`, DesiredAccess: 0x02000000},
		}, 4096)
		require.NoError(t, err)
		var answer samr.Connect2Response
		require.NoError(t, association.Decode(stub, &answer))
		assert.Zero(t, answer.Return)
	})
}

// TestIntegrationSambaMessageInParts reads a message with reads that are too
// short for it, which the host answers with STATUS_BUFFER_OVERFLOW.
func TestIntegrationSambaMessageInParts(t *testing.T) {
	for _, encrypt := range []bool{false, true} {
		c, _ := openSamba(t, 0, encrypt, "lsarpc")
		c.buffer = make([]byte, 10)
		callLSA(t, c, dcerpc.AuthLevelPktPrivacy)
	}
}

func TestIntegrationSambaWrongPassword(t *testing.T) {
	samba := peers.FindSamba(t)
	o := sambaOptions(samba, "lsarpc")
	o.Security = ntlm(samba, "wrong")
	_, err := Open(within(t, 10*time.Second), sambaSocket(t, samba), o)
	assert.Equal(t, &Error{Stage: StageSessionSetup, Status: StatusLogonFailure}, err)
}

func TestIntegrationSambaUnknownPipe(t *testing.T) {
	samba := peers.FindSamba(t)
	_, err := Open(within(t, 10*time.Second), sambaSocket(t, samba), sambaOptions(samba, "no-such-pipe"))
	assert.Equal(t, &Error{Stage: StageCreate, Status: StatusObjectNameNotFound}, err)
}

// TestIntegrationSambaAnonymous has no credential. Samba lets nobody in under
// that name, but its word is signed with no key of ours.
func TestIntegrationSambaAnonymous(t *testing.T) {
	samba := peers.FindSamba(t)
	o := sambaOptions(samba, "lsarpc")
	o.Security = []gssapi.ContextOption{
		gssapi.WithMechanismFactory(ssp.NTLM),
		gssapi.WithCredential(credential.Anonymous()),
		gssapi.WithTargetName("cifs/" + samba.Host),
	}
	_, err := Open(within(t, 10*time.Second), sambaSocket(t, samba), o)
	var e *Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, StageSessionSetup, e.Stage)
	assert.ErrorIs(t, err, signin.ErrSignature)
}

// watched is a socket that counts, and cancels at the n-th frame that is sent. The
// frame stays here until the socket is closed: the host could answer it before.
type watched struct {
	net.Conn
	frames int
	cancel context.CancelFunc
	closed atomic.Int32
}

func (w *watched) Write(b []byte) (int, error) {
	if w.frames--; w.frames == 0 {
		w.cancel()
		for begin := time.Now(); w.closed.Load() == 0 && time.Since(begin) < 5*time.Second; {
			time.Sleep(time.Millisecond)
		}
	}
	return w.Conn.Write(b)
}

func (w *watched) Close() error {
	w.closed.Add(1)
	return w.Conn.Close()
}

// TestIntegrationSambaCancelled ends the context at each of the frames that Open
// sends.
func TestIntegrationSambaCancelled(t *testing.T) {
	samba := peers.FindSamba(t)
	for n, stage := range []Stage{StageNegotiate, StageSessionSetup, StageSessionSetup, StageTreeConnect, StageCreate} {
		ctx, cancel := context.WithCancel(within(t, 10*time.Second))
		socket := &watched{Conn: sambaSocket(t, samba), frames: n + 1, cancel: cancel}
		begin := time.Now()
		_, err := Open(ctx, socket, sambaOptions(samba, "lsarpc"))
		require.ErrorIs(t, err, context.Canceled)
		var e *Error
		require.ErrorAs(t, err, &e)
		assert.Equal(t, stage, e.Stage)
		assert.Less(t, time.Since(begin), 5*time.Second)
		assert.Equal(t, int32(1), socket.closed.Load())
	}
}

// TestIntegrationSambaClosed closes what has been used.
func TestIntegrationSambaClosed(t *testing.T) {
	samba := peers.FindSamba(t)
	socket := &watched{Conn: sambaSocket(t, samba)}
	opened, err := Open(within(t, 10*time.Second), socket, sambaOptions(samba, "lsarpc"))
	require.NoError(t, err)
	callLSA(t, opened, dcerpc.AuthLevelPktPrivacy)
	assert.Equal(t, int32(1), socket.closed.Load())
	c := opened.(*conn)
	assert.Equal(t, uint16(cmdLogoff), c.frames.newest())
	assert.Equal(t, uint32(statusSuccess), c.frames.status(cmdLogoff))
}

// TestIntegrationSambaParallel opens and uses many pipes at once.
func TestIntegrationSambaParallel(t *testing.T) {
	samba := peers.FindSamba(t)
	results := make(chan error, 16)
	for range cap(results) {
		go func() {
			results <- openAndClose(t.Context(), samba)
		}()
	}
	for range cap(results) {
		assert.NoError(t, <-results)
	}
}

func openAndClose(ctx context.Context, samba peers.Samba) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	socket, err := samba.DialContext(ctx, "tcp", "127.0.0.1:445")
	if err != nil {
		return err
	}
	c, err := Open(ctx, socket, sambaOptions(samba, "lsarpc"))
	if err != nil {
		return err
	}
	return c.Close()
}
