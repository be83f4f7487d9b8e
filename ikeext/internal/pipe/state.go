package pipe

import (
	"crypto/sha512"

	"github.com/remoteike/remoteike/ikeext/internal/signin"
)

// request is what must be remembered of a request to judge its reply.
type request struct {
	command   uint16
	length    uint32 // of a READ or WRITE: how much
	encrypted bool
	pending   bool // an interim reply came
}

// state is what both sides have said so far.
type state struct {
	outstanding map[uint64]request
	last        uint16            // command of the newest request
	statuses    map[uint16]uint32 // newest final status by command

	dialect  uint16
	cipherID uint16
	maxRead  uint32
	preauth  [sha512.Size]byte

	sessionKey []byte // once the security tokens have made it
	session    uint64
	keys       *keys // once the host has accepted

	overflow []byte // data of a READ that the library throws away
}

func newState() state {
	return state{outstanding: map[uint64]request{}, statuses: map[uint16]uint32{}}
}

// sent notes a frame of the library's.
func (s *state) sent(frame []byte) error {
	message, encrypted := frame, isTransform(frame)
	if encrypted {
		var err error
		if message, err = s.open(frame, s.ownOpener()); err != nil {
			return err
		}
	}
	h, err := parseHeader(message)
	if err != nil {
		return err
	}
	r := request{command: h.command, encrypted: encrypted}
	if (h.command == cmdRead || h.command == cmdWrite) && len(message) >= headerSize+8 {
		r.length = le.Uint32(message[headerSize+4:])
	}
	s.outstanding[h.id], s.last = r, h.command
	delete(s.statuses, h.command)
	if h.command == cmdNegotiate || h.command == cmdSessionSetup {
		s.mix(message)
	}
	return nil
}

// mix takes a message into the pre-authentication integrity hash.
func (s *state) mix(message []byte) {
	s.preauth = sha512.Sum512(append(s.preauth[:], message...))
}

func (s *state) ownOpener() *opener {
	if s.keys == nil {
		return nil
	}
	return s.keys.toServer
}

func (s *state) peerOpener() *opener {
	if s.keys == nil {
		return nil
	}
	return s.keys.fromServer
}

// open decrypts a frame.
func (s *state) open(frame []byte, o *opener) ([]byte, error) {
	if o == nil {
		return nil, frameErrorf("encrypted SMB2 frame where no encryption was agreed on")
	}
	if err := checkTransform(frame, s.session); err != nil {
		return nil, err
	}
	message, ok := o.open(frame)
	if !ok {
		return nil, &FrameError{reason: "encrypted SMB2 frame that does not decrypt", cause: signin.ErrSignature}
	}
	return message, nil
}

// received checks a frame of the host's.
func (s *state) received(frame []byte) error {
	message, encrypted := frame, isTransform(frame)
	if encrypted {
		var err error
		if message, err = s.open(frame, s.peerOpener()); err != nil {
			return err
		}
	}
	h, err := parseHeader(message)
	if err != nil {
		return err
	}
	r, err := s.match(h)
	if err != nil {
		return err
	}
	if err := s.finish(h, message); err != nil {
		return err
	}
	if err := s.checkProtection(h, r, message, encrypted); err != nil {
		return err
	}
	return s.answer(h, r, message[headerSize:])
}

// match finds the request that a reply answers.
func (s *state) match(h header) (request, error) {
	r, ok := s.outstanding[h.id]
	name := commandName(h.command)
	switch {
	case !ok:
		return r, frameErrorf("%s for message %d, which nobody asked for", name, h.id)
	case r.command != h.command:
		return r, frameErrorf("%s in place of %s", name, commandName(r.command))
	case h.flags&flagResponse == 0:
		return r, frameErrorf("%s that is a request, not a reply", name)
	case s.session != 0 && h.session != s.session && !isRefusal(h):
		return r, frameErrorf("%s of another session", name)
	case h.command == cmdSessionSetup && h.status == statusMoreProcessing && h.session == 0:
		return r, frameErrorf("%s without a session", name)
	}
	return r, nil
}

// isRefusal reports whether a sign-in is refused: the session that was about to
// be is gone then, and a host may leave its number out.
func isRefusal(h header) bool {
	return h.command == cmdSessionSetup && h.status != statusSuccess && h.status != statusMoreProcessing
}

// finish makes the keys when the host has accepted the sign-in. The hash is that
// of all messages but this reply.
func (s *state) finish(h header, message []byte) error {
	switch {
	case h.command == cmdNegotiate && h.status == statusSuccess:
		s.mix(message)
	case h.command == cmdSessionSetup && h.status == statusMoreProcessing:
		s.session = h.session
		s.mix(message)
	case h.command == cmdSessionSetup && h.status == statusSuccess:
		if s.sessionKey == nil {
			return frameErrorf("SESSION_SETUP that succeeds before the credential was shown")
		}
		if err := checkSessionFlags(message[headerSize:]); err != nil {
			return err
		}
		var err error
		s.keys, err = newKeys(s.dialect, s.cipherID, s.sessionKey, s.preauth[:])
		return err
	}
	return nil
}

// checkProtection demands from the sign-in on that every reply is encrypted, if
// its request was, and signed otherwise. Interim replies need not be: they carry
// nothing, and the final one follows.
func (s *state) checkProtection(h header, r request, message []byte, encrypted bool) error {
	switch {
	case s.keys == nil || encrypted:
		return nil
	case r.encrypted:
		return &FrameError{reason: commandName(h.command) + " that should be encrypted", cause: signin.ErrSignature}
	case h.status == statusPending && h.flags&flagSigned == 0:
		return nil
	case h.flags&flagSigned == 0 || !s.keys.verifies(message):
		return &FrameError{reason: commandName(h.command) + ": " + signin.ErrSignature.Error(), cause: signin.ErrSignature}
	}
	return nil
}

// answer checks the body of a reply and takes its request off the list.
func (s *state) answer(h header, r request, body []byte) error {
	if h.status == statusPending {
		if r.pending || h.flags&flagAsync == 0 {
			return frameErrorf("%s with an interim reply out of place", commandName(h.command))
		}
		r.pending = true
		s.outstanding[h.id] = r
		return nil
	}
	delete(s.outstanding, h.id)
	s.statuses[h.command] = h.status
	return s.checkBody(h, r, body)
}
