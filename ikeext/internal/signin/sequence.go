package signin

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/oiweiwei/go-msrpc/ssp/gssapi"
	"github.com/oiweiwei/go-msrpc/ssp/krb5/crypto"
	krbcrypto "github.com/oiweiwei/gokrb5.fork/v9/crypto"
	"github.com/oiweiwei/gokrb5.fork/v9/crypto/common"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/etypeID"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/keyusage"
	"github.com/oiweiwei/gokrb5.fork/v9/types"
)

// sequence is the place of replies in the order in which the peer sent them. Of
// sealed AES tokens the library verifies the checksum and neither the sequence
// number nor the header that carries it, so that fragments could change places
// and old replies come again; of its other tokens it verifies both.
type sequence struct {
	key  types.EncryptionKey
	next uint64
}

// sealed is a reply as it came, before the library decrypts it in place.
type sealed struct{ token, data []byte }

func newSealed(in *gssapi.MessageTokenEx) sealed {
	s := sealed{token: bytes.Clone(in.Signature)}
	for _, p := range in.Payloads {
		if p.Capabilities.IsSet(gssapi.Confidentiality) {
			s.data = append(s.data, p.Payload...)
		}
	}
	return s
}

var errOrder = errors.New("the reply is out of its order")

// check requires that a reply, whose checksum the library has verified, is the
// next one. The header of the token stands in it a second time, encrypted and
// under the checksum ([RFC4121], section 4.2.4).
func (s *sequence) check(r sealed) error {
	if !isAES(s.key.KeyType) {
		s.next++ // of RC4 tokens the library checks the number
		return nil
	}
	inner, err := s.innerHeader(r)
	if err != nil {
		return err
	}
	outer := bytes.Clone(r.token[:cfxHeader])
	clear(outer[6:8]) // the rotation count, zero when the copy was made
	if !bytes.Equal(inner, outer) || binary.BigEndian.Uint64(inner[8:]) != s.next {
		return errOrder
	}
	s.next++
	return nil
}

func isAES(etype int32) bool {
	return etype == etypeID.AES128_CTS_HMAC_SHA1_96 || etype == etypeID.AES256_CTS_HMAC_SHA1_96
}

// cfxHeader is the size of a token's header.
const cfxHeader = 16

// innerHeader decrypts the copy of the header. The token is laid out as in DCE
// style: header | trailer, rotated, with the data left in its place.
func (s *sequence) innerHeader(r sealed) ([]byte, error) {
	etype, err := krbcrypto.GetEtype(s.key.KeyType)
	if err != nil {
		return nil, err
	}
	if len(r.token) < cfxHeader {
		return nil, errOrder
	}
	extra, rotation := int(binary.BigEndian.Uint16(r.token[4:])), int(binary.BigEndian.Uint16(r.token[6:]))
	rest := slices.Concat(r.token[cfxHeader:], r.data)
	checksum := etype.GetHMACBitLength() / 8
	if extra+rotation > len(rest) || len(rest) < checksum+etype.GetConfounderByteSize()+cfxHeader {
		return nil, errOrder
	}
	rest = crypto.Rotate(rest, -(extra + rotation))
	key, err := etype.DeriveKey(s.key.KeyValue, common.GetUsageKe(keyusage.GSSAPI_ACCEPTOR_SEAL))
	if err != nil {
		return nil, err
	}
	plain, err := etype.DecryptData(key, rest[:len(rest)-checksum])
	if err != nil {
		return nil, fmt.Errorf("header of the token: %w", err)
	}
	if len(plain) < cfxHeader {
		return nil, errOrder
	}
	return plain[len(plain)-cfxHeader:], nil
}
