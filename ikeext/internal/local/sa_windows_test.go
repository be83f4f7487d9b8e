//go:build amd64 || arm64

package local

import (
	"context"
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	ikerpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// standInSAs has a test read security associations from a stand-in that behaves in a way
// of its own, and expects that nothing is left over there.
func standInSAs(t *testing.T, mode string) {
	t.Helper()
	want(t, "stand-in")
	t.Setenv("REMOTEIKE_STANDIN", mode)
	t.Cleanup(func() {
		assert.Eventually(t, func() bool { return sessions(t, "StandInOpen") == 0 }, 20*time.Second, 10*time.Millisecond)
		assert.Zero(t, sessions(t, "StandInEnumerations"), "enumerations left open")
		assert.Zero(t, sessions(t, "StandInBlocks"), "memory not given back")
		assert.Zero(t, sessions(t, "StandInKeys"), "preshared keys in memory that was given back")
	})
}

// enumerate returns all, in pages of so many.
func enumerate(t *testing.T, template SATemplate, page int) (all []*ikerpc.IkeextSADetails1, err error) {
	e, err := OpenSAs(t.Context(), template)
	if err != nil {
		return nil, err
	}
	defer func() { assert.NoError(t, e.Close(t.Context())) }()
	for {
		sas, err := e.Next(t.Context(), page)
		if err != nil {
			return all, err
		}
		all = append(all, sas...)
		if len(sas) < page {
			return all, nil
		}
	}
}

func TestStandInSAs(t *testing.T) {
	standInSAs(t, "")
	for page := range 5 {
		sas, err := enumerate(t, SATemplate{}, page+1)
		require.NoError(t, err)
		require.Len(t, sas, 3)
		assert.EqualValues(t, 1, sas[0].ID)
		assert.EqualValues(t, 2, sas[1].ID)
		assert.EqualValues(t, 3<<32, sas[2].ID)
	}
	key, ok := firstCredential(t).Credential.Value.(*ikerpc.IkeextCredentialUnion_PresharedKey)
	require.True(t, ok)
	assert.Equal(t, []byte{0}, key.PresharedKey.PresharedKey.Data, "the key itself is not copied")
}

func firstCredential(t *testing.T) *ikerpc.IkeextCredential1 {
	sa, err := SA(t.Context(), 1)
	require.NoError(t, err)
	return sa.IKECredentials.Credentials[0].LocalCredentials
}

// TestStandInSATemplates has the stand-in read the template by the toolchain's structure.
func TestStandInSATemplates(t *testing.T) {
	standInSAs(t, "")
	prefix := netip.MustParsePrefix
	for name, c := range map[string]struct {
		template SATemplate
		want     []uint64
	}{
		"remote":     {SATemplate{Remote: prefix("198.51.100.0/24")}, []uint64{1}},
		"not masked": {SATemplate{Remote: prefix("198.51.100.200/24")}, []uint64{1}},
		"local":      {SATemplate{Local: prefix("192.0.2.1/32")}, []uint64{1, 3 << 32}},
		"all of v4":  {SATemplate{Local: prefix("0.0.0.0/0")}, []uint64{1, 3 << 32}},
		"v6":         {SATemplate{Remote: prefix("2001:db8:5::/48")}, []uint64{2}},
		"other v6":   {SATemplate{Remote: prefix("2001:db8:4::/48")}, nil},
		"both":       {SATemplate{Local: prefix("192.0.2.0/24"), Remote: prefix("203.0.113.0/24")}, []uint64{3 << 32}},
		"hash":       {SATemplate{CertHash: []byte("0123456789abcdefghij")}, []uint64{3 << 32}},
		"other hash": {SATemplate{CertHash: []byte("0123456789abcdefghiJ")}, nil},
	} {
		sas, err := enumerate(t, c.template, 2)
		require.NoError(t, err, name)
		var got []uint64
		for _, sa := range sas {
			got = append(got, sa.ID)
		}
		assert.Equal(t, c.want, got, name)
	}
}

func TestStandInSARefused(t *testing.T) {
	standInSAs(t, "denied-sa")
	_, err := enumerate(t, SATemplate{}, 2)
	assert.Equal(t, &Error{Function: "IkeextSaCreateEnumHandle0", Code: 5}, err)
	_, err = SA(t.Context(), 99)
	assert.Equal(t, &Error{Function: "IkeextSaGetById2", Code: 0x80320008}, err)
}

func TestStandInSAMalformed(t *testing.T) {
	standInSAs(t, "malformed")
	_, err := enumerate(t, SATemplate{Remote: netip.MustParsePrefix("203.0.113.0/24")}, 2)
	require.ErrorIs(t, err, ErrMalformed)
	assert.ErrorContains(t, err, "268435456 pairs of credentials")
	_, err = SA(t.Context(), 2)
	assert.ErrorIs(t, err, ErrMalformed)
}

func TestStandInSAGreedy(t *testing.T) {
	standInSAs(t, "greedy")
	_, err := enumerate(t, SATemplate{Local: netip.MustParsePrefix("2001:db8::/32")}, 2)
	require.ErrorIs(t, err, ErrMalformed)
	assert.ErrorContains(t, err, "3 security associations, asked for 2")
}

// TestStandInSASlow leaves a page behind that does not come in time, and Windows gets
// everything back when it has.
func TestStandInSASlow(t *testing.T) {
	standInSAs(t, "slow-sa")
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	e, err := OpenSAs(t.Context(), SATemplate{Local: netip.MustParsePrefix("2001:db8::/32")})
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	_, err = e.Next(ctx, 2)
	assert.ErrorIs(t, err, context.DeadlineExceeded)
	e.Abandon()
	assert.Equal(t, 1, sessions(t, "StandInOpen"), "the call is still in there")
	assert.Eventually(t, func() bool { return sessions(t, "StandInOpen") == 0 }, 20*time.Second, 50*time.Millisecond)
	_, err = e.Next(t.Context(), 2)
	assert.Error(t, err, "after the end")
}

func TestStandInIPsec(t *testing.T) {
	standInSAs(t, "")
	reading, err := IPsecStatistics(t.Context())
	require.NoError(t, err)
	value := func(i int) uint32 { return uint32(uint64(i)*2654435761 + 12345) }
	for i, got := range reading.Counts {
		require.Equal(t, value(i), got, "member %d", i)
	}
	for i, got := range reading.Traffic {
		require.Equal(t, uint64(26+i)<<32|uint64(value(26+i)), got, "member %d of traffic", i)
	}
	t.Setenv("REMOTEIKE_STANDIN", "overrun")
	_, err = IPsecStatistics(t.Context())
	assert.ErrorIs(t, err, ErrOverrunIPsec)
}

// TestSAFunctionsMissing reads by Wine's own library.
func TestSAFunctionsMissing(t *testing.T) {
	want(t, "wine")
	_, err := OpenSAs(t.Context(), SATemplate{})
	require.ErrorIs(t, err, ErrMissing)
	_, err = IPsecStatistics(t.Context())
	assert.Equal(t, &Error{Function: "IPsecGetStatistics1", Code: 127, Err: ErrMissing}, err)
}
