package kerberos

import (
	"bufio"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/oiweiwei/go-msrpc/ssp/gssapi"
	"github.com/oiweiwei/go-msrpc/ssp/krb5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// acceptor is MIT's GSS-API with a keytab: a token in hexadecimal a line in,
// the state of its context a line out.
const acceptor = `
import sys, gssapi
ctx = gssapi.SecurityContext(creds=gssapi.Credentials(usage='accept', store={'keytab': sys.argv[1]}), usage='accept')
for line in sys.stdin:
    token = ctx.step(bytes.fromhex(line)) or b''
    print('{"token": "%s", "complete": %s, "mutual": %s, "who": "%s"}' % (token.hex(), str(ctx.complete).lower(),
        str(gssapi.RequirementFlag.mutual_authentication in ctx.actual_flags).lower(),
        ctx.initiator_name if ctx.complete else ''), flush=True)
`

type accepted struct {
	Token, Who       string
	Complete, Mutual bool
}

// accept starts an acceptor and returns its step function.
func (r *realm) accept(t *testing.T, keytab string) func(token []byte) accepted {
	t.Helper()
	const python = "/usr/bin/python3"
	if exec.Command(python, "-c", "import gssapi").Run() != nil {
		if os.Getenv("REMOTEIKE_PEERS") == "required" {
			t.Fatal("python3-gssapi is not installed")
		}
		t.Skip("python3-gssapi is not installed")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	cmd := exec.CommandContext(ctx, python, "-c", acceptor, keytab)
	cmd.Env = append(os.Environ(), "KRB5_CONFIG="+r.conf, "KRB5RCACHENAME=none:")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	lines := bufio.NewReader(out)
	t.Cleanup(func() {
		cancel()
		_ = cmd.Wait()
	})
	return func(token []byte) (got accepted) {
		_, err := fmt.Fprintln(in, hex.EncodeToString(token))
		require.NoError(t, err)
		line, err := lines.ReadBytes('\n')
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(line, &got))
		return got
	}
}

func TestIntegrationAPRequest(t *testing.T) {
	r := newRealm(t)
	keytab := filepath.Join(r.dir, "host.keytab")
	r.tool("", "kadmin.local", "-q", "ktadd -k "+keytab+" "+spn)
	// A file that the library would fail over.
	t.Setenv("KRB5_CCACHE", writeConf(t, "\x05"))
	ticket, err := get(t, r.options(), spn)
	require.NoError(t, err)
	r.stop() // nobody asks it any more
	for _, dce := range []bool{true, false} {
		t.Run(fmt.Sprintf("DCE style %v", dce), func(t *testing.T) {
			step := r.accept(t, keytab)
			config := ticket.Config()
			config.DCEStyle = dce
			if dce {
				config.Flags = append(config.Flags, int(gssapi.DCEStyle))
			}
			a := &krb5.Authentifier{Config: config}
			first, err := ticket.APRequest(a, nil)
			require.NoError(t, err)
			got := step(first)
			assert.True(t, got.Mutual)
			assert.Equal(t, !dce, got.Complete)

			answer, err := hex.DecodeString(got.Token)
			require.NoError(t, err)
			third, err := a.APReply(context.Background(), answer)
			require.NoError(t, err)
			assert.NotEmpty(t, a.ExportedSessionKey)
			require.NoError(t, ticket.Allows(a.APRep.DecryptedEncPart.Subkey.KeyType))
			if dce {
				got = step(third)
			}
			assert.True(t, got.Complete)
			assert.Equal(t, "alice@"+realmName, got.Who)
		})
	}
}

func TestIntegrationCredentialNeedsNoKDC(t *testing.T) {
	r := newRealm(t)
	ticket, err := get(t, r.options(), spn)
	require.NoError(t, err)
	r.stop()
	config := ticket.Config()
	var ok bool
	config.Credential, ok = ticket.Credential().(krb5.Credential)
	require.True(t, ok)
	config.KDCDialer = noDialer{t}
	_, err = (&krb5.Authentifier{Config: config}).APRequest(context.Background())
	require.NoError(t, err)
	assert.True(t, config.FlagIsSet(gssapi.MutualAuthn))
	assert.False(t, config.AnyServiceClassSPN)
}

func TestIntegrationTicketExpiresMeanwhile(t *testing.T) {
	r := newRealm(t)
	ticket, err := get(t, r.options(), spn)
	require.NoError(t, err)
	ticket.now = in(25 * time.Hour)
	_, err = ticket.APRequest(&krb5.Authentifier{Config: ticket.Config()}, nil)
	requireKind(t, Expired, err)
}

func TestAllows(t *testing.T) {
	assert.NoError(t, (&Ticket{}).Allows(rc4))
	assert.NoError(t, (&Ticket{noRC4: true}).Allows(aes256))
	requireKind(t, NoEType, (&Ticket{noRC4: true}).Allows(rc4))
	for _, des := range []int32{0, 1, 3, 16} {
		requireKind(t, NoEType, (&Ticket{}).Allows(des))
	}
}
