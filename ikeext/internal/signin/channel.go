package signin

import (
	"crypto"
	_ "crypto/sha256" // linked in for crypto.Hash
	_ "crypto/sha512"
	"crypto/x509"
	"encoding/binary"
)

// TLSServerEndPoint is the channel of a TLS connection ([RFC5929], section 4): a
// hash of the host's certificate. Nil where the RFC leaves open which hash.
func TLSServerEndPoint(certificate *x509.Certificate) []byte {
	var hash crypto.Hash
	switch certificate.SignatureAlgorithm {
	case x509.MD5WithRSA, x509.SHA1WithRSA, x509.DSAWithSHA1, x509.ECDSAWithSHA1,
		x509.SHA256WithRSA, x509.DSAWithSHA256, x509.ECDSAWithSHA256, x509.SHA256WithRSAPSS:
		hash = crypto.SHA256
	case x509.SHA384WithRSA, x509.ECDSAWithSHA384, x509.SHA384WithRSAPSS:
		hash = crypto.SHA384
	case x509.SHA512WithRSA, x509.ECDSAWithSHA512, x509.SHA512WithRSAPSS:
		hash = crypto.SHA512
	default:
		return nil
	}
	h := hash.New()
	h.Write(certificate.Raw)
	return h.Sum([]byte("tls-server-end-point:"))
}

// channelBindings are the bindings of GSS-API to a channel, without addresses, as
// they are hashed: numbers are little-endian ([RFC4121], section 4.1.1.2). Nil for
// no channel.
func channelBindings(channel []byte) []byte {
	if len(channel) == 0 {
		return nil
	}
	const addresses = 16 // two types and two lengths, all of them zero
	b := binary.LittleEndian.AppendUint32(make([]byte, addresses), uint32(len(channel)))
	return append(b, channel...)
}
