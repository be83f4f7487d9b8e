package ikeext

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/epm"
)

// TestLookupPages reads the endpoint map in pages of every size, by handles that the
// host has to have given out.
func TestLookupPages(t *testing.T) {
	host, err := ikeexttest.Start(ikeexttest.Config{Profile: ikeexttest.Stock2016})
	require.NoError(t, err)
	defer host.Close()
	s, err := check("127.0.0.1", &Config{Auth: AuthNone, EPMPort: host.EPMPort()})
	require.NoError(t, err)
	c := newSession(s, &Config{}, nil)
	var all []epm.Entry
	for _, page := range []uint32{epm.LookupPage, 8, 7, 6, 4, 2, 1} {
		socket, err := c.net.connect(t.Context(), s.epmPort)
		require.NoError(t, err)
		mapper, err := association.Bind(t.Context(), socket, epm.Syntax(), nil)
		require.NoError(t, err)
		entries, cut, err := epm.Lookup(t.Context(), mapper, page)
		require.NoError(t, err)
		require.NoError(t, mapper.Close())
		assert.False(t, cut)
		if all == nil {
			all = entries
		}
		require.Len(t, entries, 7)
		assert.Equal(t, all, entries, "%d at a time", page)
	}
	assert.Empty(t, host.Violations())
}
