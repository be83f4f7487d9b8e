package main

import (
	"bytes"
	"errors"
	"fmt"
)

// script is a conversation that can be held again with another host. Requests are
// in the clear.
type script struct {
	steps []scene
	conns int
}

// scene is one step of a script.
type scene struct {
	step
	auth  *authenticate // of the auth3 among the PDUs
	carry []carried     // what the PDUs take out of replies
}

// carried is a handle that the host gave and gets back: the stub of a request
// that lies whole in an earlier reply on the connection.
type carried struct {
	pdu   int // the request in its step
	reply int // counted from 0 on the connection
	from  int // in the reply's PDU
	size  int
}

// protection is where one connection stands.
type protection struct {
	negotiate, challenge []byte
	out, in              *direction // nil until signed in
	replies              [][]byte   // in the clear
}

// newScript makes a script of what a client did with a password.
func newScript(steps []step, conns int, password string) (*script, error) {
	s := &script{conns: conns}
	states := make([]protection, conns)
	for _, step := range steps {
		l := scene{step: step}
		state := &states[step.conn]
		for i, pdu := range step.pdus {
			if err := l.learn(state, i, pdu, password); err != nil {
				return nil, err
			}
		}
		s.steps = append(s.steps, l)
	}
	return s, nil
}

// learn takes in PDU i of the line.
func (l *scene) learn(state *protection, i int, pdu []byte, password string) (err error) {
	switch kind, t := pdu[2], token(pdu); {
	case kind == pduBind:
		state.negotiate = t
	case kind == pduBindAck:
		state.challenge = t
	case kind == pduAuth3:
		if l.auth, err = parseAuthenticate(t); err != nil {
			return err
		}
		state.out, state.in = newDirections(l.auth.session(password))
	case kind == pduRequest && t != nil:
		if state.out == nil {
			return errors.New("a request with a signature and no sign-in")
		}
		// Decrypting is encrypting again, and the signature is then another's.
		body := pdu[callHeaderSize : len(pdu)-len(t)-trailerSize]
		state.out.cipher.XORKeyStream(body, body)
		state.out.sign(make([]byte, 16), make([]byte, 8))
		l.findCarried(state, i, pdu)
	case kind == pduResponse:
		if t != nil {
			if err := state.in.open(pdu); err != nil {
				return fmt.Errorf("recorded reply: %w", err)
			}
		}
		state.replies = append(state.replies, pdu)
	case kind != pduRequest:
		return fmt.Errorf("PDU of type %d, which the replay does not know", kind)
	}
	return nil
}

func (l *scene) findCarried(state *protection, i int, pdu []byte) {
	const handleSize = 20
	stub := pdu[callHeaderSize : len(pdu)-len(token(pdu))-trailerSize-padding(pdu)]
	if len(stub) < handleSize {
		return
	}
	for n, reply := range state.replies {
		if at := bytes.Index(reply, stub); at >= 0 {
			l.carry = append(l.carry, carried{i, n, at, len(stub)})
			return
		}
	}
}
