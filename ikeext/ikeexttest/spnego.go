package ikeexttest

import (
	"encoding/asn1"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	tags "golang.org/x/crypto/cryptobyte/asn1"
)

// States of a negotiation ([RFC4178] 4.2.2). Callers leave theirs out, most of
// them.
const (
	negAcceptCompleted  = 0
	negAcceptIncomplete = 1
	negReject           = 2
	negRequestMIC       = 3
	negNoState          = -1
)

// Object identifiers as they are on the wire, without tag and length.
const (
	oidSPNEGO = "\x2b\x06\x01\x05\x05\x02"                 // 1.3.6.1.5.5.2
	oidNTLM   = "\x2b\x06\x01\x04\x01\x82\x37\x02\x02\x0a" // 1.3.6.1.4.1.311.2.2.10
	tagGSS    = tags.Tag(0x60)                             // [APPLICATION 0]
	maxMechs  = 32                                         // more than anybody has
)

func explicit(n uint8) tags.Tag { return tags.Tag(n).Constructed().ContextSpecific() }

// negTokenInit is a NegTokenInit ([RFC4178] 4.2.1), the first token of a caller.
type negTokenInit struct {
	// mechTypes is the list of mechanisms as it came, which is what integrity
	// codes are made over.
	mechTypes []byte
	// mechs are the identifiers in it; there is at least one.
	mechs []string
	// token is for the first mechanism of the list. Nil when there is none.
	token []byte
}

// parseNegTokenInit reads the token. Integrity codes are not in it: no mechanism
// here has a key that early.
func parseNegTokenInit(token []byte) (*negTokenInit, error) {
	var frame, oid, choice, body, field, list cryptobyte.String
	s := cryptobyte.String(token)
	if !s.ReadASN1(&frame, tagGSS) || !s.Empty() ||
		!frame.ReadASN1(&oid, tags.OBJECT_IDENTIFIER) || string(oid) != oidSPNEGO ||
		!frame.ReadASN1(&choice, explicit(0)) || !frame.Empty() ||
		!choice.ReadASN1(&body, tags.SEQUENCE) || !choice.Empty() {
		return nil, fmt.Errorf("%w: no SPNEGO NegTokenInit", errToken)
	}
	if !body.ReadASN1(&field, explicit(0)) || !field.ReadASN1Element(&list, tags.SEQUENCE) || !field.Empty() {
		return nil, fmt.Errorf("%w: NegTokenInit without mechTypes", errToken)
	}
	t := &negTokenInit{mechTypes: list}
	var err error
	if t.mechs, err = parseMechTypes(list); err != nil {
		return nil, err
	}
	var hasFlags bool
	var flags asn1.BitString
	if !body.ReadOptionalASN1(&field, &hasFlags, explicit(1)) ||
		hasFlags && (!field.ReadASN1BitString(&flags) || !field.Empty()) ||
		!body.ReadOptionalASN1OctetString(&t.token, nil, explicit(2)) || !body.Empty() {
		return nil, fmt.Errorf("%w: NegTokenInit behind its mechTypes", errToken)
	}
	return t, nil
}

// parseMechTypes reads a list of mechanisms.
func parseMechTypes(list cryptobyte.String) (ids []string, err error) {
	var mechs, oid cryptobyte.String
	if !list.ReadASN1(&mechs, tags.SEQUENCE) || mechs.Empty() {
		return nil, fmt.Errorf("%w: NegTokenInit with empty mechTypes", errToken)
	}
	for !mechs.Empty() {
		if len(ids) == maxMechs || !mechs.ReadASN1(&oid, tags.OBJECT_IDENTIFIER) || len(oid) == 0 {
			return nil, fmt.Errorf("%w: NegTokenInit with malformed mechTypes", errToken)
		}
		ids = append(ids, string(oid))
	}
	return ids, nil
}

// negTokenResp is a NegTokenResp ([RFC4178] 4.2.2), every later token of both
// sides.
type negTokenResp struct {
	state int // negNoState when it is left out
	mech  string
	token []byte // nil when there is none
	mic   []byte // nil when there is none
}

// parseNegTokenResp reads a token of a caller. What only the host may say is not
// in it: the mechanism that was chosen, and that a code is wanted.
func parseNegTokenResp(token []byte) (*negTokenResp, error) {
	var choice, body, field cryptobyte.String
	s := cryptobyte.String(token)
	if !s.ReadASN1(&choice, explicit(1)) || !s.Empty() || !choice.ReadASN1(&body, tags.SEQUENCE) || !choice.Empty() {
		return nil, fmt.Errorf("%w: no SPNEGO NegTokenResp", errToken)
	}
	t := &negTokenResp{state: negNoState}
	var hasState bool
	if !body.ReadOptionalASN1(&field, &hasState, explicit(0)) ||
		hasState && (!field.ReadASN1Enum(&t.state) || !field.Empty() || t.state < negAcceptCompleted || t.state > negReject) {
		return nil, fmt.Errorf("%w: state in NegTokenResp", errToken)
	}
	if !body.ReadOptionalASN1OctetString(&t.token, nil, explicit(2)) ||
		!body.ReadOptionalASN1OctetString(&t.mic, nil, explicit(3)) || !body.Empty() {
		return nil, fmt.Errorf("%w: fields of NegTokenResp", errToken)
	}
	return t, nil
}

func (t *negTokenResp) encode() []byte {
	b := cryptobyte.NewBuilder(nil)
	octets := func(b *cryptobyte.Builder, field uint8, value []byte) {
		if value != nil {
			b.AddASN1(explicit(field), func(b *cryptobyte.Builder) { b.AddASN1OctetString(value) })
		}
	}
	b.AddASN1(explicit(1), func(b *cryptobyte.Builder) {
		b.AddASN1(tags.SEQUENCE, func(b *cryptobyte.Builder) {
			if t.state != negNoState {
				b.AddASN1(explicit(0), func(b *cryptobyte.Builder) { b.AddASN1Enum(int64(t.state)) })
			}
			if t.mech != "" {
				b.AddASN1(explicit(1), func(b *cryptobyte.Builder) {
					b.AddASN1(tags.OBJECT_IDENTIFIER, func(b *cryptobyte.Builder) { b.AddBytes([]byte(t.mech)) })
				})
			}
			octets(b, 2, t.token)
			octets(b, 3, t.mic)
		})
	})
	return b.BytesOrPanic()
}
