package kerberos

import (
	"slices"
	"strings"

	"github.com/oiweiwei/gokrb5.fork/v9/iana/etypeID"
)

const (
	aes128    = etypeID.AES128_CTS_HMAC_SHA1_96
	aes256    = etypeID.AES256_CTS_HMAC_SHA1_96
	aes128sha = etypeID.AES128_CTS_HMAC_SHA256_128
	aes256sha = etypeID.AES256_CTS_HMAC_SHA384_192
	rc4       = etypeID.RC4_HMAC
)

// defaultETypes are asked for where krb5.conf does not say, in this order. DES
// and triple DES are never used.
func defaultETypes() []int32 { return []int32{aes256, aes128, aes256sha, aes128sha, rc4} }

// etypesNamed returns the encryption types of a name in krb5.conf, nil for one
// that is unknown or never used.
func etypesNamed(name string) []int32 {
	switch strings.ToLower(name) {
	case "default":
		return defaultETypes()
	case "aes":
		return []int32{aes256, aes128, aes256sha, aes128sha}
	case "aes256-cts-hmac-sha1-96", "aes256-cts", "aes256-sha1":
		return []int32{aes256}
	case "aes128-cts-hmac-sha1-96", "aes128-cts", "aes128-sha1":
		return []int32{aes128}
	case "aes256-cts-hmac-sha384-192", "aes256-sha2":
		return []int32{aes256sha}
	case "aes128-cts-hmac-sha256-128", "aes128-sha2":
		return []int32{aes128sha}
	case "rc4", "arcfour-hmac", "rc4-hmac", "arcfour-hmac-md5":
		return []int32{rc4}
	}
	return nil
}

// parseETypes reads a list such as "aes256-cts, aes128-cts" or "DEFAULT -rc4".
func parseETypes(list string) []int32 {
	var types []int32
	for _, name := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }) {
		if without, ok := strings.CutPrefix(name, "-"); ok {
			gone := etypesNamed(without)
			types = slices.DeleteFunc(types, func(t int32) bool { return slices.Contains(gone, t) })
			continue
		}
		for _, t := range etypesNamed(strings.TrimPrefix(name, "+")) {
			if !slices.Contains(types, t) {
				types = append(types, t)
			}
		}
	}
	return types
}

// etypes returns what may be asked for: what the relation lists, if
// permitted_enctypes has it too, AES before RC4 whatever the order there.
func (p *profile) etypes(relation string, noRC4 bool) []int32 {
	types := defaultETypes()
	if v, ok := p.first("libdefaults", relation); ok {
		types = parseETypes(v)
	}
	if v, ok := p.first("libdefaults", "permitted_enctypes"); ok {
		permitted := parseETypes(v)
		types = slices.DeleteFunc(types, func(t int32) bool { return !slices.Contains(permitted, t) })
	}
	hadRC4 := slices.Contains(types, rc4)
	types = slices.DeleteFunc(types, func(t int32) bool { return t == rc4 })
	if hadRC4 && !noRC4 {
		types = append(types, rc4)
	}
	return types
}

// etypeName returns the name that administrators know.
func etypeName(t int32) string {
	switch t {
	case aes256:
		return "aes256-cts-hmac-sha1-96"
	case aes128:
		return "aes128-cts-hmac-sha1-96"
	case aes256sha:
		return "aes256-cts-hmac-sha384-192"
	case aes128sha:
		return "aes128-cts-hmac-sha256-128"
	case rc4:
		return "rc4-hmac"
	}
	return "an encryption type that is not supported"
}
