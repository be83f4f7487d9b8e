package kerberos

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/oiweiwei/gokrb5.fork/v9/iana/errorcode"
	"github.com/oiweiwei/gokrb5.fork/v9/messages"
)

// maxReply bounds a KDC's reply, as MIT does.
const maxReply = 1 << 20

// attempt is one way to reach one KDC.
type attempt struct {
	network, address string
}

func (a attempt) String() string { return "KDC " + a.address + " over " + strings.ToUpper(a.network) }

// answer is what an attempt ended with: reply, or the KDC's error in refusal, or
// err when nothing usable came.
type answer struct {
	attempt
	reply   []byte
	refusal *messages.KRBError
	err     error
}

// send asks the KDCs of a realm and returns the first answer that can be read,
// a refusal included. A KDC that does not answer within a second stays in the
// race while the next is asked. No goroutine or socket is left when it returns.
func (l *locator) send(ctx context.Context, realm string, request []byte) (*answer, error) {
	kdcs, err := l.find(ctx, realm)
	if err != nil {
		return nil, err
	}
	attempts := l.attempts(kdcs, len(request))
	if err := keepPace(ctx, attempts[0]); err != nil {
		return nil, contextError(ctx, "waiting to ask a KDC of realm "+realm)
	}
	race, cancel := context.WithCancel(ctx)
	answers := make(chan *answer, len(attempts))
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	var failed []*answer
	for next, open := 0, 0; next < len(attempts) || open > 0; {
		var later <-chan time.Time
		if next < len(attempts) {
			a, paced := attempts[next], next == 0
			next, open = next+1, open+1
			wg.Go(func() {
				if !paced {
					if err := keepPace(race, a); err != nil {
						answers <- &answer{attempt: a, err: err}
						return
					}
				}
				answers <- l.try(race, a, request)
			})
		}
		if next < len(attempts) {
			later = time.After(stagger)
		}
		select {
		case got := <-answers:
			open--
			if got.err == nil {
				l.prefer(realm, got.address)
				return got, nil
			}
			l.o.log().Debug("no answer", "from", got.attempt.String(), "error", got.err)
			failed = append(failed, got)
		case <-later:
		case <-ctx.Done():
			return nil, contextError(ctx, fmt.Sprintf("waiting for a KDC of realm %s (%s)", realm, list(attempts[:next])))
		}
	}
	return nil, noAnswer(ctx, realm, failed)
}

// attempts returns what to try in order: UDP to every KDC and then TCP, or the
// other way round for what is too large.
func (l *locator) attempts(kdcs []string, size int) []attempt {
	networks := []string{"udp", "tcp"}
	if size > l.conf.LibDefaults.UDPPreferenceLimit || l.conf.LibDefaults.UDPPreferenceLimit <= 1 {
		networks = []string{"tcp", "udp"}
	}
	if l.o.DialContext != nil {
		networks = []string{"tcp"}
	}
	var attempts []attempt
	for _, network := range networks {
		for _, kdc := range kdcs {
			attempts = append(attempts, attempt{network, kdc})
		}
	}
	return attempts
}

func list(attempts []attempt) string {
	var names []string
	for _, a := range attempts {
		names = append(names, a.String())
	}
	return strings.Join(names, ", ")
}

// noAnswer tells what became of all attempts.
func noAnswer(ctx context.Context, realm string, failed []*answer) error {
	if ctx.Err() != nil {
		return contextError(ctx, "waiting for a KDC of realm "+realm)
	}
	kind, hint := Unreachable, "is the KDC running, and are UDP and TCP port 88 open towards it? --dc names another"
	var said []string
	for _, a := range failed {
		said = append(said, fmt.Sprintf("%s: %v", a.attempt, a.err))
		if errors.Is(a.err, errMalformedReply) {
			kind, hint = Protocol, "is that a KDC? see --dc and krb5.conf"
		}
	}
	return fail(kind, "", hint, "no KDC of realm %s answered: %s", realm, strings.Join(said, "; "))
}

// try makes one attempt. An answer that is too large for UDP is asked for again
// over TCP at once.
func (l *locator) try(race context.Context, a attempt, request []byte) *answer {
	ctx, cancel := context.WithTimeout(race, patience)
	defer cancel()
	got := l.exchange(ctx, a, request)
	if got.refusal == nil {
		return got
	}
	switch got.refusal.ErrorCode {
	case errorcode.KRB_ERR_RESPONSE_TOO_BIG:
		if a.network == "udp" {
			l.o.log().Debug("the reply is too large for UDP", "kdc", a.address)
			if err := keepPace(race, a); err != nil {
				return &answer{attempt: a, err: err}
			}
			return l.try(race, attempt{"tcp", a.address}, request)
		}
	case errorcode.KDC_ERR_SVC_UNAVAILABLE:
		got.err = errors.New("the KDC says that it is not available (KDC_ERR_SVC_UNAVAILABLE)")
	}
	return got
}

func (l *locator) exchange(ctx context.Context, a attempt, request []byte) *answer {
	got := &answer{attempt: a}
	conn, err := l.dial(ctx, a)
	if err != nil {
		got.err = err
		return got
	}
	defer func() { _ = conn.Close() }()
	// A deadline in the past ends a read or write that waits.
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	if a.network == "udp" {
		got.reply, got.err = exchangeUDP(conn, request)
	} else {
		got.reply, got.err = exchangeTCP(conn, request)
	}
	if got.err == nil {
		got.refusal, got.err = classify(got.reply)
	}
	return got
}

func (l *locator) dial(ctx context.Context, a attempt) (net.Conn, error) {
	if l.o.DialContext == nil {
		d := net.Dialer{Resolver: boundResolver(ctx)}
		return d.DialContext(ctx, a.network, a.address)
	}
	type dialled struct {
		conn net.Conn
		err  error
	}
	done := make(chan dialled, 1)
	go func() {
		conn, err := l.o.DialContext(ctx, a.network, a.address)
		done <- dialled{conn, err}
	}()
	select {
	case d := <-done:
		return d.conn, d.err
	case <-ctx.Done():
	}
	// Not every proxy's dialer obeys its context, and nobody is to wait for one.
	go func() {
		if d := <-done; d.err == nil {
			_ = d.conn.Close()
		}
	}()
	return nil, ctx.Err()
}

// exchangeUDP sends the request and reads one datagram. Loss is made up for by
// the TCP attempt that follows.
func exchangeUDP(conn net.Conn, request []byte) ([]byte, error) {
	if _, err := conn.Write(request); err != nil {
		return nil, err
	}
	reply := make([]byte, 1<<16)
	n, err := conn.Read(reply)
	return reply[:n], err
}

// exchangeTCP sends the request and reads the reply, each behind its length
// (RFC 4120 7.2.2).
func exchangeTCP(conn net.Conn, request []byte) ([]byte, error) {
	framed := append(binary.BigEndian.AppendUint32(nil, uint32(len(request))), request...)
	if _, err := conn.Write(framed); err != nil {
		return nil, err
	}
	var head [4]byte
	if _, err := io.ReadFull(conn, head[:]); err != nil {
		return nil, cutShort(err)
	}
	size := binary.BigEndian.Uint32(head[:])
	if size == 0 || size > maxReply {
		return nil, fmt.Errorf("%w: a length of %d bytes", errMalformedReply, size)
	}
	reply := make([]byte, size)
	if _, err := io.ReadFull(conn, reply); err != nil {
		return nil, cutShort(err)
	}
	return reply, nil
}

func cutShort(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the connection was closed before the reply")
	}
	return err
}

var errMalformedReply = errors.New("malformed reply")

// classify looks at the outermost tag of a reply: a KRB-ERROR is decoded, an
// AS-REP or TGS-REP is left to the exchange, all else is refused.
func classify(reply []byte) (*messages.KRBError, error) {
	if len(reply) == 0 {
		return nil, errMalformedReply
	}
	switch reply[0] {
	case 0x6b, 0x6d: // [APPLICATION 11] AS-REP, [APPLICATION 13] TGS-REP
		return nil, nil
	case 0x7e: // [APPLICATION 30] KRB-ERROR
		refusal := &messages.KRBError{}
		if guarded("error of the KDC", func() error { return refusal.Unmarshal(reply) }) != nil {
			return nil, errMalformedReply
		}
		return refusal, nil
	}
	return nil, errMalformedReply
}
