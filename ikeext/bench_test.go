package ikeext_test

import (
	"context"
	"testing"
	"time"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/ssp"
	"github.com/oiweiwei/go-msrpc/ssp/credential"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	ikerpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// BenchmarkQuery is a whole query as the command makes it: endpoint mapper,
// engine session, sign-in with NTLM at privacy, statistics, and all closed.
func BenchmarkQuery(b *testing.B) {
	host := start(b, ikeexttest.Config{})
	cfg := config(host)
	b.ReportAllocs()
	for b.Loop() {
		_, err := query(b, cfg)
		require.NoError(b, err)
	}
}

// BenchmarkQueryEndpoint is a query with one connection, to compare with
// BenchmarkQueryLibrary.
func BenchmarkQueryEndpoint(b *testing.B) {
	host := start(b, ikeexttest.Config{Profile: ikeexttest.Windows7})
	cfg := config(host)
	cfg.Endpoint = host.Endpoint()
	b.ReportAllocs()
	for b.Loop() {
		_, err := query(b, cfg)
		require.NoError(b, err)
	}
}

// BenchmarkQueryLibrary makes the same exchange with the RPC library alone:
// without the guard, without verifying the reply, without checking its length.
func BenchmarkQueryLibrary(b *testing.B) {
	host := start(b, ikeexttest.Config{Profile: ikeexttest.Windows7})
	b.ReportAllocs()
	for b.Loop() {
		ctx := b.Context()
		conn, err := dcerpc.Dial(ctx, "127.0.0.1", dcerpc.WithEndpoint(host.Endpoint()))
		require.NoError(b, err)
		client, err := ikerpc.NewIkeextClient(ctx, conn, dcerpc.WithSeal(), dcerpc.WithMechanism(ssp.NTLM),
			dcerpc.WithCredentials(credential.NewFromPassword(ikeexttest.DefaultUser, ikeexttest.DefaultPassword)))
		require.NoError(b, err)
		_, err = client.GetStatistics(ctx, &ikerpc.GetStatisticsRequest{})
		require.NoError(b, err)
		require.NoError(b, conn.Close(ctx))
	}
}

// BenchmarkStatistics is one call in a session that is open.
func BenchmarkStatistics(b *testing.B) {
	host := start(b, ikeexttest.Config{})
	client, err := ikeext.Dial(b.Context(), "127.0.0.1", config(host))
	require.NoError(b, err)
	defer client.Close()
	b.ReportAllocs()
	for b.Loop() {
		_, err := client.Statistics(b.Context())
		require.NoError(b, err)
	}
}

// BenchmarkWMI is one snapshot by WMI in a session that is open: seven queries.
func BenchmarkWMI(b *testing.B) {
	host := start(b, ikeexttest.Config{Profile: ikeexttest.WMIOpenSplit})
	client, err := ikeext.Dial(b.Context(), "127.0.0.1", wmiConfig(host))
	require.NoError(b, err)
	defer client.Close()
	b.ReportAllocs()
	for b.Loop() {
		_, err := client.Statistics(b.Context())
		require.NoError(b, err)
	}
}

// BenchmarkQueryWMI is a whole query by WMI, as BenchmarkQuery is one by rpc:
// activation, sign-ins, login, seven queries, and all released and closed.
func BenchmarkQueryWMI(b *testing.B) {
	host := start(b, ikeexttest.Config{Profile: ikeexttest.WMIOpenSplit})
	cfg := wmiConfig(host)
	b.ReportAllocs()
	for b.Loop() {
		_, err := query(b, cfg)
		require.NoError(b, err)
	}
}

// BenchmarkWinRM is one snapshot by WinRM in a session that is open: seven queries.
func BenchmarkWinRM(b *testing.B) {
	host := winrmHost(b, nil)
	client, err := ikeext.Dial(b.Context(), "127.0.0.1", winrmConfig(host))
	require.NoError(b, err)
	defer client.Close()
	b.ReportAllocs()
	for b.Loop() {
		_, err := client.Statistics(b.Context())
		require.NoError(b, err)
	}
}

// BenchmarkQueryWinRM is a whole query by WinRM: the sign-in, seven queries, and
// the connection closed.
func BenchmarkQueryWinRM(b *testing.B) {
	host := winrmHost(b, nil)
	cfg := winrmConfig(host)
	b.ReportAllocs()
	for b.Loop() {
		_, err := query(b, cfg)
		require.NoError(b, err)
	}
}

// BenchmarkCancel measures how long after its cancellation a call returns.
func BenchmarkCancel(b *testing.B) {
	host := start(b, ikeexttest.Config{Intercept: slow("ikeext")})
	cfg := config(host)
	var late time.Duration
	for b.Loop() {
		client, err := ikeext.Dial(b.Context(), "127.0.0.1", cfg)
		require.NoError(b, err)
		ctx, cancel := context.WithCancel(b.Context())
		var cancelled time.Time
		time.AfterFunc(2*time.Millisecond, func() { cancelled = time.Now(); cancel() })
		_, err = client.Statistics(ctx)
		late += time.Since(cancelled)
		require.ErrorIs(b, err, ikeext.ErrCancelled)
		require.NoError(b, client.Close())
	}
	b.ReportMetric(float64(late.Microseconds())/float64(b.N), "µs-late/op")
}
