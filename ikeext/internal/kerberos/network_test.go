package kerberos

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/oiweiwei/gokrb5.fork/v9/iana/errorcode"
	"github.com/oiweiwei/gokrb5.fork/v9/messages"
	"github.com/oiweiwei/gokrb5.fork/v9/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// kdcFunc answers requests, over UDP without a frame and over TCP with what it
// returns as it is. Nil means no answer.
type kdcFunc func(network string, request []byte) []byte

// fakeKDC serves a kdcFunc and returns its address.
func fakeKDC(t *testing.T, answer kdcFunc) string {
	t.Helper()
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(freePort(t))))
	require.NoError(t, err)
	u, err := net.ListenPacket("udp", l.Addr().String())
	require.NoError(t, err)
	done := make(chan struct{}, 2)
	t.Cleanup(func() {
		_, _ = l.Close(), u.Close()
		<-done
		<-done
	})
	go func() {
		defer func() { done <- struct{}{} }()
		b := make([]byte, 1<<16)
		for {
			n, from, err := u.ReadFrom(b)
			if err != nil {
				return
			}
			if reply := answer("udp", b[:n]); reply != nil {
				_, _ = u.WriteTo(reply, from)
			}
		}
	}()
	go func() {
		defer func() { done <- struct{}{} }()
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
			var size [4]byte
			if _, err := io.ReadFull(conn, size[:]); err == nil {
				request := make([]byte, binary.BigEndian.Uint32(size[:]))
				_, _ = io.ReadFull(conn, request)
				_, _ = conn.Write(answer("tcp", request))
			}
			_ = conn.Close()
		}
	}()
	return l.Addr().String()
}

func framed(b []byte) []byte {
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(b))), b...)
}

func atKDC(t *testing.T, address string) *Options {
	t.Helper()
	return &Options{ConfPath: writeConf(t, ""), User: "alice", Realm: realmName, Password: password, KDC: address}
}

func TestRepliesThatAreNone(t *testing.T) {
	asRep := der(0x6b, der(0x30, der(0xa0, der(0x02, []byte{5})), der(0xa1, der(0x02, []byte{11}))))
	for name, tcp := range map[string][]byte{
		"closed":               {},
		"half a length":        {0, 0},
		"no length":            {0, 0, 0, 0},
		"a length of 4 GiB":    {0xff, 0xff, 0xff, 0xff, 1},
		"shorter than it said": {0, 0, 0, 9, 0x6b},
		"HTTP":                 []byte("HTTP/1.1 400 Bad Request\r\n\r\n"),
		"another tag":          framed([]byte{0x30, 0}),
		"cut error":            framed([]byte{0x7e, 5, 0x30}),
		"cut reply":            framed([]byte{0x6b, 0x82, 0x10}),
		"empty reply":          framed(asRep),
	} {
		t.Run(name, func(t *testing.T) {
			kdc := fakeKDC(t, func(network string, _ []byte) []byte {
				if network == "udp" {
					return []byte{0x30, 0}
				}
				return tcp
			})
			_, err := get(t, atKDC(t, kdc), spn)
			e := requireKind(t, Protocol, err)
			assert.Contains(t, e.Error(), kdc)
		})
	}
}

// krbError is a KRB-ERROR (RFC 4120 5.9.1).
func krbError(t *testing.T, code int32, at time.Time, data []byte) []byte {
	t.Helper()
	e := messages.NewKRBError(types.PrincipalName{NameType: 2, NameString: []string{"krbtgt", realmName}}, realmName, code, "")
	e.STime, e.EData = at.UTC().Truncate(time.Second), data
	b, err := e.Marshal()
	require.NoError(t, err)
	return b
}

func TestRefusals(t *testing.T) {
	disabled := der(0x30, der(0xa1, der(0x02, []byte{3})), der(0xa2, der(0x04, []byte{0x72, 0, 0, 0xc0, 0, 0, 0, 0, 1, 0, 0, 0})))
	for _, test := range []struct {
		code int32
		data []byte
		kind Kind
		text string
	}{
		{errorcode.KDC_ERR_CLIENT_REVOKED, disabled, Revoked, "STATUS_ACCOUNT_DISABLED"},
		{errorcode.KDC_ERR_CLIENT_REVOKED, []byte{0x30, 0x84}, Revoked, "KDC_ERR_CLIENT_REVOKED"},
		{errorcode.KDC_ERR_KEY_EXPIRED, nil, Revoked, "KDC_ERR_KEY_EXPIRED"},
		{errorcode.KDC_ERR_ETYPE_NOSUPP, nil, NoEType, "KDC_ERR_ETYPE_NOSUPP"},
		{errorcode.KDC_ERR_PATH_NOT_ACCEPTED, nil, WrongRealm, "KDC_ERR_PATH_NOT_ACCEPTED"},
		{errorcode.KDC_ERR_PREAUTH_REQUIRED, nil, Protocol, "malformed"},
		{errorcode.KDC_ERR_PREAUTH_REQUIRED, []byte{0x30, 0}, Other, "pre-authentication"},
		{errorcode.KDC_ERR_POLICY, nil, Other, "policy"},
		{errorcode.KDC_ERR_SVC_UNAVAILABLE, nil, Unreachable, "KDC_ERR_SVC_UNAVAILABLE"},
	} {
		kdc := fakeKDC(t, func(network string, _ []byte) []byte {
			reply := krbError(t, test.code, time.Now(), test.data)
			if network == "tcp" {
				return framed(reply)
			}
			return reply
		})
		_, err := get(t, atKDC(t, kdc), spn)
		assert.Contains(t, requireKind(t, test.kind, err).Error(), test.text)
	}
}

// A false KDC asks for a key that is quick to guess, or that keeps us busy.
func TestIterationsOfTheKey(t *testing.T) {
	for name, count := range map[string][]byte{"one": {0, 0, 0, 1}, "none": {0, 0, 0, 0}, "four thousand million": {0xff, 0xff, 0xff, 0xff}, "two bytes": {1, 1}} {
		info := der(0x30, der(0x30, der(0xa0, der(0x02, []byte{18})), der(0xa2, der(0x04, count))))
		methods := der(0x30,
			der(0x30, der(0xa1, der(0x02, []byte{2})), der(0xa2, der(0x04))),
			der(0x30, der(0xa1, der(0x02, []byte{19})), der(0xa2, der(0x04, info))))
		var requests atomic.Int32
		kdc := fakeKDC(t, func(_ string, _ []byte) []byte {
			requests.Add(1)
			return krbError(t, errorcode.KDC_ERR_PREAUTH_REQUIRED, time.Now(), methods)
		})
		_, err := get(t, atKDC(t, kdc), spn)
		requireKind(t, Protocol, err)
		assert.EqualValues(t, 1, requests.Load(), name)
	}
}

// A false KDC offers RC4 to one who did not ask for it.
func TestWeakerTypeThanAskedFor(t *testing.T) {
	info := der(0x30, der(0x30, der(0xa0, der(0x02, []byte{23}))))
	methods := der(0x30,
		der(0x30, der(0xa1, der(0x02, []byte{2})), der(0xa2, der(0x04))),
		der(0x30, der(0xa1, der(0x02, []byte{19})), der(0xa2, der(0x04, info))))
	kdc := fakeKDC(t, func(_ string, _ []byte) []byte {
		return krbError(t, errorcode.KDC_ERR_PREAUTH_REQUIRED, time.Now(), methods)
	})
	o := atKDC(t, kdc)
	o.NoRC4 = true
	_, err := get(t, o, spn)
	requireKind(t, NoEType, err)
}

func TestNoRC4IsAskedFor(t *testing.T) {
	var mu sync.Mutex
	var asked []byte
	kdc := fakeKDC(t, func(_ string, request []byte) []byte {
		mu.Lock()
		defer mu.Unlock()
		asked = bytes.Clone(request)
		return krbError(t, errorcode.KDC_ERR_C_PRINCIPAL_UNKNOWN, time.Now(), nil)
	})
	for _, noRC4 := range []bool{false, true} {
		o := atKDC(t, kdc)
		o.NoRC4 = noRC4
		_, err := get(t, o, spn)
		requireKind(t, UnknownPrincipal, err)
		var request messages.ASReq
		mu.Lock()
		err = request.Unmarshal(asked)
		mu.Unlock()
		require.NoError(t, err)
		want := []int32{aes256, aes128, aes256sha, aes128sha, rc4}
		if noRC4 {
			want = want[:4]
		}
		assert.Equal(t, want, request.ReqBody.EType)
	}
}

func TestClientReferralsEnd(t *testing.T) {
	kdc := fakeKDC(t, func(_ string, request []byte) []byte {
		var asked messages.ASReq
		if asked.Unmarshal(request) != nil {
			return nil
		}
		e := messages.NewKRBError(types.PrincipalName{NameString: []string{"krbtgt"}}, realmName, errorcode.KDC_ERR_WRONG_REALM, "")
		e.CRealm = "X." + asked.ReqBody.Realm
		b, _ := e.Marshal()
		return b
	})
	_, err := get(t, atKDC(t, kdc), spn)
	requireKind(t, WrongRealm, err)
}

func TestSRV(t *testing.T) {
	gone := errors.New("no such host")
	asked := 0
	tickets := &Tickets{lookupSRV: func(_ context.Context, service, proto, name string) (string, []*net.SRV, error) {
		asked++
		assert.Equal(t, "kerberos", service)
		assert.Equal(t, realmName, name)
		if proto == "udp" {
			return "", nil, gone
		}
		return "", []*net.SRV{{Target: ".", Port: 88}, {Target: "127.0.0.1.", Port: 1}}, nil
	}}
	o := atKDC(t, "")
	_, err := getFrom(t, tickets, o, spn)
	assert.Contains(t, requireKind(t, Unreachable, err).Error(), "KDC 127.0.0.1:1 over TCP")
	assert.Equal(t, 2, asked)

	tickets.lookupSRV = func(context.Context, string, string, string) (string, []*net.SRV, error) { return "", nil, gone }
	o.Realm = "OTHER.TEST"
	_, err = getFrom(t, tickets, o, spn)
	assert.Contains(t, requireKind(t, Unreachable, err).Error(), "DNS")
}

// The standard resolver reads on for seconds after its context was cancelled.
func TestResolverEndsWithTheContext(t *testing.T) {
	mute, err := net.ListenPacket("udp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = mute.Close() }()
	ctx, cancel := context.WithCancel(context.Background())
	resolver := boundResolver(ctx)
	dial := resolver.Dial
	resolver.Dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return dial(ctx, network, mute.LocalAddr().String())
	}
	time.AfterFunc(200*time.Millisecond, cancel)
	began := time.Now()
	_, _, err = resolver.LookupSRV(ctx, "kerberos", "udp", realmName)
	require.Error(t, err)
	assert.Less(t, time.Since(began), 2*time.Second)
}

func FuzzReply(f *testing.F) {
	f.Add([]byte{0x6b, 0}, make([]byte, 32))
	f.Add([]byte{0x7e, 0}, make([]byte, 16))
	f.Add(der(0x6d, der(0x30, der(0xa0, der(0x02, []byte{5})))), make([]byte, 32))
	d := newDesk(f)
	for _, r := range d.readings() {
		f.Add(r.reply, d.session.KeyValue)
	}
	conf, err := loadSettings(&Options{ConfPath: "/nowhere", KDC: "127.0.0.1"})
	require.NoError(f, err)
	f.Fuzz(func(_ *testing.T, reply, key []byte) {
		c := &client{
			source:  &source{client: types.PrincipalName{NameString: []string{"alice"}}, realm: realmName, secret: &secret{password: password}},
			locator: &locator{o: &Options{}, conf: conf},
			now:     time.Now,
		}
		refusal, err := classify(reply)
		got := &answer{reply: reply, refusal: refusal}
		if err != nil {
			return
		}
		if refusal != nil {
			_ = c.asking("x", realmName).refusal(got)
			_, _ = c.preauth(got, []int32{aes256})
			return
		}
		_, _ = c.readAS(got, &messages.ASReq{})
		_, _ = c.readTGS(got, &grant{key: types.EncryptionKey{KeyType: aes256, KeyValue: key}}, &messages.KDCReqBody{})
	})
}
