package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseTargetRefuses(t *testing.T) {
	for name, arg := range map[string]string{
		"nothing":                    "",
		"no host":                    "bob:s3cret@",
		"no user":                    ":s3cret@vpn01",
		"no user, no password":       "@vpn01",
		"a file":                     "@hosts.txt",
		"host forgotten":             "bob:s3cret",
		"host forgotten, domain":     "CORP/bob:s3cret",
		"host forgotten, @ password": "bob:p@s3cret:x",
		"domain without host":        `CORP\bob`,
		"port":                       "bob:s3cret@vpn01:135",
		"two hosts":                  "vpn01 vpn02",
		"two hosts, comma":           "vpn01,vpn02",
		"a range with spaces":        "10.0.0.1 - 10.0.0.9",
		"no address":                 "10.0.0.300",
		"a pattern":                  "*.corp.example",
		"a flag":                     "-",
		"a control character":        "vpn01\x01",
		"a name in brackets":         "[vpn01]",
		"IPv4 in brackets":           "[192.0.2.7]",
		"an open bracket":            "[2001:db8::7",
		"a closed bracket":           "2001:db8::7]",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parseTarget(arg)
			var usage *usageError
			require.ErrorAs(t, err, &usage)
			assert.NotContains(t, usage.reason+usage.hint, "s3cret")
		})
	}
}

func TestParseTarget(t *testing.T) {
	for arg, want := range map[string]target{
		"vpn01":                        {host: "vpn01"},
		"vpn_01.corp.example.":         {host: "vpn_01.corp.example."},
		"bücher.example":               {host: "bücher.example"},
		"3com.example":                 {host: "3com.example"},
		"192.0.2.7":                    {host: "192.0.2.7"},
		"2001:db8::7":                  {host: "2001:db8::7"},
		"[fe80::1%eth0]":               {host: "[fe80::1%eth0]"},
		"bob@vpn01":                    {host: "vpn01", user: "bob"},
		"bob@2001:db8::7":              {host: "2001:db8::7", user: "bob"},
		"CORP/bob@vpn01":               {host: "vpn01", user: "CORP/bob"},
		`CORP\bob@vpn01`:               {host: "vpn01", user: `CORP\bob`},
		"bob@corp.example@vpn01":       {host: "vpn01", user: "bob@corp.example"},
		"CORP/bob:s3cret@vpn01":        {host: "vpn01", user: "CORP/bob", password: "s3cret"},
		"bob:p@ss:w/ord\\@vpn01":       {host: "vpn01", user: "bob", password: `p@ss:w/ord\`},
		"bob:@vpn01":                   {host: "vpn01", user: "bob"},
		"bob@corp.example:s3c@[::1]":   {host: "[::1]", user: "bob@corp.example", password: "s3c"},
		"corp.example/bob:@@vpn01.lan": {host: "vpn01.lan", user: "corp.example/bob", password: "@"},
	} {
		t.Run(arg, func(t *testing.T) {
			got, err := parseTarget(arg)
			require.NoError(t, err)
			assert.Equal(t, want, got)
		})
	}
}
