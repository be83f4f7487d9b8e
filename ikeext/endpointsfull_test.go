package ikeext

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

func TestEndpointsAreBounded(t *testing.T) {
	var e Endpoints
	where := whereabouts{ike: []binding{{port: 49666}}}
	for port := range maxEndpoints {
		e.note(endpointsKey{"vpn01", "", uint16(port)}, where)
	}
	e.note(endpointsKey{"vpn01", "", 1}, where)
	assert.Len(t, e.known, maxEndpoints)
	newest := endpointsKey{"vpn02", "", 135}
	e.note(newest, where)
	assert.Len(t, e.known, maxEndpoints)
	got, ok := e.recall(newest)
	assert.True(t, ok)
	assert.Equal(t, where, got)
	e.forget(newest)
	_, ok = e.recall(newest)
	assert.False(t, ok)
}

// TestEndpointsHalfStale has one of the two ports serve still.
func TestEndpointsHalfStale(t *testing.T) {
	wrong := []binding{{port: 1}}
	for name, spoil := range map[string]func(*whereabouts){
		"ikeext": func(w *whereabouts) { w.ike = wrong },
		"engine": func(w *whereabouts) { w.engine = wrong },
	} {
		t.Run(name, func(t *testing.T) {
			host, err := ikeexttest.Start(ikeexttest.Config{})
			require.NoError(t, err)
			defer host.Close()
			where := whereabouts{}
			for binding, places := range map[string]*[]binding{host.Endpoint(): &where.ike, host.EngineEndpoint(): &where.engine} {
				at, err := parseEndpoint("Endpoint", binding, "127.0.0.1")
				require.NoError(t, err)
				*places = append(*places, *at)
			}
			spoil(&where)
			known := &Endpoints{}
			key := endpointsKey{"127.0.0.1", "", uint16(host.EPMPort())}
			known.note(key, where)
			client, err := Dial(t.Context(), "127.0.0.1", &Config{
				User: ikeexttest.DefaultUser, Password: NewSecret(ikeexttest.DefaultPassword), EPMPort: host.EPMPort(), Endpoints: known,
			})
			require.NoError(t, err)
			s, err := client.Statistics(t.Context())
			require.NoError(t, err)
			assert.Equal(t, EngineOpened, s.Engine)
			assert.Equal(t, 1, host.OpenEngines(), "that of the first attempt is closed")
			require.NoError(t, client.Close())
			now, _ := known.recall(key)
			assert.NotContains(t, append(now.ike, now.engine...), wrong[0])
		})
	}
}
