package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// runReplay records how ikeext asks one host and holds the same conversation with
// all of them, with nothing but sockets and cryptography, and tells the cost.
func runReplay(ctx context.Context, args []string, out io.Writer) error {
	var (
		j          job
		flags      = j.flags("replay")
		cpuProfile = flags.String("cpuprofile", "", "write a profile of processor time to this file")
	)
	if err := flags.Parse(args); err != nil {
		return err
	}
	s, err := record(ctx, &j)
	if err != nil {
		return fmt.Errorf("recording: %w", err)
	}
	stop, err := startProfile(*cpuProfile)
	if err != nil {
		return err
	}
	m, err := newMeter()
	if err != nil {
		return err
	}
	c := replayAll(s, j.hosts, j.parallel)
	if err := m.stop(&c); err != nil {
		return err
	}
	if err := stop(); err != nil {
		return err
	}
	return tell(out, c)
}

// record asks host 0.
func record(ctx context.Context, j *job) (*script, error) {
	cfg, err := j.config()
	if err != nil {
		return nil, err
	}
	var r recorder
	cfg.DialContext = r.DialContext
	targets := []ikeext.Target{{Host: address(0).String(), Config: cfg}}
	for result := range ikeext.Sweep(ctx, targets, nil) {
		err = result.Err
	}
	if err == nil {
		err = r.err
	}
	if err != nil {
		return nil, err
	}
	return newScript(r.steps, r.conns, ikeexttest.DefaultPassword)
}

// replayAll plays a script with so many hosts, some at once.
func replayAll(s *script, hosts, parallel int) cost {
	c := cost{Hosts: hosts}
	var (
		next atomic.Int64
		mu   sync.Mutex
		wg   sync.WaitGroup
	)
	for range min(parallel, hosts) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			p := newPlayer(s)
			for {
				host := int(next.Add(1)) - 1
				if host >= hosts {
					return
				}
				err := p.play(address(host).String())
				mu.Lock()
				if err == nil {
					c.OK++
				} else {
					c.Failed++
					c.Failure = fmt.Sprintf("%s: %v", address(host), err)
				}
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	return c
}

// player plays a script with one host after the other.
type player struct {
	script *script
	conns  []playedConn
	buffer []byte // of what is about to be sent
}

// playedConn is one connection of a conversation.
type playedConn struct {
	net.Conn
	protection
	buffer   []byte // what is received goes here
	from, to int    // what is in it and not yet taken
}

func newPlayer(s *script) *player {
	p := &player{script: s, conns: make([]playedConn, s.conns)}
	for i := range p.conns {
		p.conns[i].buffer = make([]byte, 8<<10)
	}
	return p
}

// play holds the conversation with the host at an address.
func (p *player) play(host string) error {
	for i := range p.conns {
		c := &p.conns[i]
		c.protection, c.from, c.to = protection{replies: c.replies[:0]}, 0, 0
	}
	defer func() {
		for i := range p.conns {
			if p.conns[i].Conn != nil {
				p.conns[i].Close()
				p.conns[i].Conn = nil
			}
		}
	}()
	for i := range p.script.steps {
		if err := p.step(host, &p.script.steps[i]); err != nil {
			return fmt.Errorf("step %d: %w", i, err)
		}
	}
	return nil
}

func (p *player) step(host string, s *scene) (err error) {
	c := &p.conns[s.conn]
	switch s.act {
	case dials:
		dialer := net.Dialer{Timeout: patience}
		if c.Conn, err = dialer.Dial("tcp", net.JoinHostPort(host, fmt.Sprint(s.port))); err != nil {
			return err
		}
		return c.SetDeadline(time.Now().Add(2 * patience))
	case sends:
		return p.send(c, s)
	case receives:
		return c.receive(s.pdus[0])
	case hangsUp:
		err = c.Close()
		c.Conn = nil
	}
	return err
}

// send sends the PDUs of a step as one.
func (p *player) send(c *playedConn, s *scene) error {
	p.buffer = p.buffer[:0]
	for _, pdu := range s.pdus {
		p.buffer = append(p.buffer, pdu...)
	}
	rest := p.buffer
	for i, recorded := range s.pdus {
		pdu := rest[:len(recorded)]
		rest = rest[len(recorded):]
		switch t := token(pdu); {
		case pdu[2] == pduBind:
			c.negotiate = token(recorded)
		case pdu[2] == pduAuth3:
			session, err := s.auth.answer(t, c.negotiate, c.challenge, ikeexttest.DefaultPassword)
			if err != nil {
				return err
			}
			c.out, c.in = newDirections(session)
		case t != nil:
			for _, h := range s.carry {
				if h.pdu == i {
					copy(pdu[callHeaderSize:], c.replies[h.reply][h.from:][:h.size])
				}
			}
			c.out.seal(pdu)
		}
	}
	_, err := c.Write(p.buffer)
	return err
}

// receive waits for a PDU like the one that was recorded.
func (c *playedConn) receive(recorded []byte) error {
	header, err := c.peek(headerSize)
	if err != nil {
		return err
	}
	if n := fragmentLength(header); header[2] != recorded[2] || n != len(recorded) {
		return fmt.Errorf("PDU of type %d with %d octets, not %d with %d", header[2], n, recorded[2], len(recorded))
	}
	pdu, err := c.peek(len(recorded))
	if err != nil {
		return err
	}
	c.from += len(pdu)
	switch t := token(pdu); pdu[2] {
	case pduBindAck:
		c.challenge = bytes.Clone(t)
	case pduResponse:
		if t != nil {
			if err := c.in.open(pdu); err != nil {
				return err
			}
		}
		c.replies = append(c.replies, bytes.Clone(pdu))
	}
	return nil
}

// peek returns the next n octets without taking them. They are good until the next
// call.
func (c *playedConn) peek(n int) ([]byte, error) {
	if c.from+n > len(c.buffer) {
		c.from, c.to = 0, copy(c.buffer, c.buffer[c.from:c.to])
	}
	for c.to-c.from < n {
		got, err := c.Read(c.buffer[c.to:])
		c.to += got
		if err != nil && c.to-c.from < n {
			return nil, err
		}
	}
	return c.buffer[c.from:][:n], nil
}
