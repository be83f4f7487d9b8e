package kerberos

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/oiweiwei/gokrb5.fork/v9/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// noDialer fails the test when somebody dials.
type noDialer struct{ t *testing.T }

func (d noDialer) Dial(network, address string) (net.Conn, error) {
	d.t.Errorf("somebody dialled %s %s", network, address)
	return nil, net.ErrClosed
}

func TestPrintingShowsNoSecret(t *testing.T) {
	o := Options{User: "alice", Password: "Secret-1", NTHash: []byte("Secret-2"), AESKey: []byte("Secret-3")}
	ticket := Ticket{Client: "alice", grant: &grant{key: types.EncryptionKey{KeyType: aes256, KeyValue: []byte("Secret-4")}}, raw: []byte("Secret-5")}
	for _, v := range []any{o, &o, ticket, &ticket} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x"} {
			text := fmt.Sprintf(verb, v)
			assert.NotContains(t, text, "Secret")
			assert.NotContains(t, text, "536563726574", "in hexadecimal")
			assert.NotContains(t, text, "0x53")
		}
		text, err := json.Marshal(v)
		require.NoError(t, err)
		assert.NotContains(t, string(text), "Secret")
		assert.NotContains(t, string(text), "U2VjcmV0", "in base64")
	}
}

func TestGetAfterTheContextEnded(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := (&Tickets{}).Get(ctx, &Options{ConfPath: writeConf(t, ""), User: "a", Realm: realmName, Password: password, KDC: "127.0.0.1:1"}, spn)
	assert.Equal(t, Cancelled, kindOf(err))
}

// The first caller gives up; the second, who waited for it, goes on by itself.
func TestFlightWhoseLeaderGivesUp(t *testing.T) {
	var f flights
	leader, cancel := context.WithCancel(context.Background())
	started, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- f.do(leader, "x", func() error {
			close(started)
			<-leader.Done()
			return contextError(leader, "waiting")
		})
	}()
	<-started
	var ran atomic.Int32
	second := make(chan error, 1)
	go func() { second <- f.do(context.Background(), "x", func() error { ran.Add(1); return nil }) }()
	time.Sleep(20 * time.Millisecond)
	assert.Zero(t, ran.Load())
	cancel()
	assert.Equal(t, Cancelled, kindOf(<-ended))
	require.NoError(t, <-second)
	assert.EqualValues(t, 1, ran.Load())
}

func TestFlightWaitsNoLongerThanItsContext(t *testing.T) {
	var f flights
	hold, started := make(chan struct{}), make(chan struct{})
	ended := make(chan error, 1)
	go func() { ended <- f.do(context.Background(), "x", func() error { close(started); <-hold; return nil }) }()
	<-started
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	assert.Equal(t, Timeout, kindOf(f.do(ctx, "x", func() error { return nil })))
	close(hold)
	require.NoError(t, <-ended)
}

func TestIntegrationNewTicketsAreSeen(t *testing.T) {
	r := newRealm(t)
	o := &Options{ConfPath: r.conf, CCache: r.kinit(filepath.Join(r.dir, "cc"), "-l", "1h")}
	tickets := &Tickets{}
	first, err := getFrom(t, tickets, o, spn)
	require.NoError(t, err)
	again, err := getFrom(t, tickets, o, spn)
	require.NoError(t, err)
	assert.Same(t, first, again)

	r.kinit(filepath.Join(r.dir, "cc"), "-l", "3h")
	later, err := getFrom(t, tickets, o, spn)
	require.NoError(t, err)
	assert.Greater(t, later.End.Sub(first.End), time.Hour)
	assert.Len(t, tickets.states, 1, "what the old file held is forgotten")
}

func TestIntegrationTicketsAreFetchedAnewWhenTheyExpire(t *testing.T) {
	r := newRealm(t, func(r *realm) { r.queries = append(r.queries, "modprinc -maxlife 2min alice") })
	// Times are set by the ticket, whose end the KDC rounds to a second.
	now := time.Now
	tickets := &Tickets{clock: func() time.Time { return now() }}
	first, err := getFrom(t, tickets, r.options(), spn)
	require.NoError(t, err)
	now = func() time.Time { return first.End.Add(-time.Second) }
	again, err := getFrom(t, tickets, r.options(), spn)
	require.NoError(t, err)
	assert.Same(t, first, again)
	now = func() time.Time { return first.End.Add(time.Minute) }
	// The KDC's own clock has not moved: its next ticket is as old as the first.
	_, err = getFrom(t, tickets, r.options(), spn)
	requireKind(t, Expired, err)
	assert.Equal(t, 2, r.requests("AS_REQ")-r.requests("NEEDED_PREAUTH"))
}

func TestIntegrationRefusalIsForgottenWhereItMayBeMended(t *testing.T) {
	r := newRealm(t, func(r *realm) { r.queries = append(r.queries, "modprinc -allow_tix alice") })
	var ahead atomic.Int64
	tickets := &Tickets{clock: func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }}
	_, err := getFrom(t, tickets, r.options(), spn)
	requireKind(t, Revoked, err)
	r.tool("", "kadmin.local", "-q", "modprinc +allow_tix alice")
	_, err = getFrom(t, tickets, r.options(), spn)
	requireKind(t, Revoked, err)
	ahead.Store(int64(2 * time.Minute))
	_, err = getFrom(t, tickets, r.options(), spn)
	require.NoError(t, err)
}
