package integration_test

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	"github.com/remoteike/remoteike/integration/peers"
)

// wmiLevels are the levels that impacket reads at, with the numbers of the wire.
var wmiLevels = map[string]int{"none": 0, "integrity": 5, "privacy": 6}

// wmiClass is the name of a performance class.
func wmiClass(set string) string { return "Win32_PerfRawData_Counters_" + set }

// distinctPerformance is the performance of a host on which no two of the 143
// counters are equal, the twins of the rates included.
func distinctPerformance() []ikeexttest.PerformanceObject {
	objects := ikeexttest.PerformanceOf([ikeexttest.StatisticsCount]uint32{})
	value := uint32(4_000_000_007) // beyond what a signed number holds
	for i := range objects {
		for j := range objects[i].Counters {
			objects[i].Counters[j].Value = value
			value += 17
		}
	}
	return objects
}

// impacketInstance is an object as impacket's reader gives it.
type impacketInstance struct {
	Class      string
	Properties map[string]any
	Order      []string
}

// runImpacket reads classes with impacket, or returns what it wrote to stderr.
func runImpacket(t *testing.T, host *ikeexttest.Host, password, level string, classes ...string) (
	released int, results map[string][]impacketInstance, complaint string,
) {
	t.Helper()
	account := []string{"REMOTEIKE_USER=" + ikeexttest.DefaultUser, "REMOTEIKE_PASSWORD=" + password}
	return runImpacketAs(t, host, account, append([]string{"--level", level}, classes...)...)
}

// runImpacketAs is runImpacket with the credential in variables and options.
func runImpacketAs(t *testing.T, host *ikeexttest.Host, env []string, options ...string) (
	released int, results map[string][]impacketInstance, complaint string,
) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	args := []string{"impacket/wmi.py", "--port", strconv.Itoa(host.EPMPort())}
	cmd := exec.CommandContext(ctx, peers.Python, append(args, options...)...)
	cmd.Env = append(os.Environ(), env...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	output, err := cmd.Output()
	if err != nil {
		return 0, nil, err.Error() + "\n" + stderr.String()
	}
	decoder := json.NewDecoder(strings.NewReader(string(output)))
	decoder.UseNumber()
	var read struct {
		Released int
		Results  map[string][]impacketInstance
	}
	require.NoError(t, decoder.Decode(&read), "%s", output)
	return read.Released, read.Results, ""
}

// startWMI starts a host with WMI for one level of impacket.
func startWMI(t *testing.T, profile ikeexttest.Profile, level string) *ikeexttest.Host {
	t.Helper()
	host, err := ikeexttest.Start(ikeexttest.Config{
		Profile: profile, Performance: distinctPerformance, AllowUnauthenticated: level == "none",
	})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, host.Close()) })
	return host
}

// TestIntegrationImpacketWMI lets impacket run the whole conversation with the
// simulated host, and its reader judge the objects.
func TestIntegrationImpacketWMI(t *testing.T) {
	version := peers.FindImpacket(t)
	for level, number := range wmiLevels {
		t.Run(level, func(t *testing.T) {
			noteImpacket(t, level, "143 counters, read by impacket "+version)
			host := startWMI(t, ikeexttest.WMIOpenSplit, level)
			var classes []string
			for _, object := range distinctPerformance() {
				classes = append(classes, wmiClass(object.Set))
			}
			released, results, complaint := runImpacket(t, host, ikeexttest.DefaultPassword, level, classes...)
			require.Empty(t, complaint)
			counters := 0
			for _, object := range distinctPerformance() {
				require.Len(t, results[wmiClass(object.Set)], 1, object.Set)
				requireInstance(t, object, results[wmiClass(object.Set)][0])
				counters += len(object.Counters)
			}
			assert.Equal(t, 143, counters)
			assert.Equal(t, (1+1+7)*5, released, "references: login, namespace, seven enumerators")
			assert.Zero(t, host.OpenObjects())
			assert.Empty(t, host.Violations())
			for _, call := range host.Calls() {
				assert.Equal(t, number, call.AuthLevel, "%s opnum %d", call.Interface, call.Opnum)
			}
		})
	}
}

// TestIntegrationImpacketKerberos signs in with a ticket, anew for each interface.
// impacket frames its AP-REQ, knows no header signing and adds as little filler as
// it can, all unlike our client.
func TestIntegrationImpacketKerberos(t *testing.T) {
	version := peers.FindImpacket(t)
	p, mit := peers.FindGSSAPI(t), peers.FindMIT(t)
	peers.Attempt{
		Mechanism: "spnego with kerberos", Credential: "ccache", Level: "privacy", Peer: "impacket",
		End: "143 counters, read by impacket " + version,
	}.Note(t)
	host := startDomainHost(t, p.Keytab)
	options := []string{"--level", "privacy", "--ticket-for", peers.MITHost}
	want := ikeexttest.PerformanceOf(expectedStatistics())
	for _, object := range want {
		options = append(options, wmiClass(object.Set))
	}
	_, results, complaint := runImpacketAs(t, host, []string{"KRB5CCNAME=" + serviceTicket(t, mit)}, options...)
	require.Empty(t, complaint)
	for _, object := range want {
		require.Len(t, results[wmiClass(object.Set)], 1, object.Set)
		requireInstance(t, object, results[wmiClass(object.Set)][0])
	}
	requireCallsOf(t, host, mitUser(mit), 9, 6)
	assert.Zero(t, host.OpenObjects())
}

// serviceTicket is a credential cache that has a ticket for peers.MITHost: impacket
// finds no KDC on a port of ours.
func serviceTicket(t *testing.T, mit peers.MIT) string {
	t.Helper()
	cache := filepath.Join(t.TempDir(), "cc")
	kinit(t, mit, "-c", cache)
	cmd := exec.CommandContext(limited(t), "kvno", "-c", cache, "host/"+peers.MITHost)
	cmd.Env = append(os.Environ(), "KRB5_CONFIG="+mit.KRB5Conf)
	output, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", output)
	return cache
}

// requireInstance compares every property of an instance, and their order.
func requireInstance(t *testing.T, want ikeexttest.PerformanceObject, got impacketInstance) {
	t.Helper()
	require.Equal(t, wmiClass(want.Set), got.Class)
	order := []string{
		"Caption", "Description", "Name", "Frequency_Object", "Frequency_PerfTime", "Frequency_Sys100NS",
		"Timestamp_Object", "Timestamp_PerfTime", "Timestamp_Sys100NS",
	}
	values := map[string]any{
		"Caption": nil, "Description": nil, "Name": nil, "Timestamp_Object": json.Number("0"),
		"Frequency_Object": json.Number("0"), "Frequency_PerfTime": json.Number("10000000"),
		"Frequency_Sys100NS": json.Number("10000000"),
	}
	for _, counter := range want.Counters {
		order = append(order, counter.Name)
		values[counter.Name] = json.Number(strconv.FormatUint(uint64(counter.Value), 10))
	}
	require.Equal(t, order, got.Order)
	measured, ok := got.Properties["Timestamp_Sys100NS"].(json.Number)
	require.True(t, ok)
	ticks, err := measured.Int64()
	require.NoError(t, err)
	const unixEpoch = 116444736000000000
	require.WithinDuration(t, time.Now(), time.Unix(0, (ticks-unixEpoch)*100), time.Minute)
	delete(got.Properties, "Timestamp_Sys100NS")
	require.NotZero(t, got.Properties["Timestamp_PerfTime"])
	delete(got.Properties, "Timestamp_PerfTime")
	require.Equal(t, values, got.Properties)
}

// TestIntegrationImpacketNoInstance reads a host whose IKE service is stopped.
func TestIntegrationImpacketNoInstance(t *testing.T) {
	peers.FindImpacket(t)
	noteImpacket(t, "privacy", "no instance")
	host := startWMI(t, ikeexttest.ServiceStopped, "privacy")
	class := wmiClass("IPsecIKEv2IPv4")
	_, results, complaint := runImpacket(t, host, ikeexttest.DefaultPassword, "privacy", class)
	require.Empty(t, complaint)
	assert.Equal(t, map[string][]impacketInstance{class: {}}, results)
	assert.Empty(t, host.Violations())
}

// TestIntegrationImpacketRefused looks at refusals as impacket understands them.
func TestIntegrationImpacketRefused(t *testing.T) {
	peers.FindImpacket(t)
	tests := map[string]struct {
		level, password, class, want string
	}{
		"class":    {"privacy", ikeexttest.DefaultPassword, "Win32_Process", "WBEM_E_INVALID_CLASS"},
		"password": {"privacy", "wrong", wmiClass("IPsecIKEv2IPv4"), "rpc_s_access_denied"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			noteImpacket(t, test.level, "refused: "+name)
			host := startWMI(t, ikeexttest.WMIOpenSplit, test.level)
			_, _, complaint := runImpacket(t, host, test.password, test.level, test.class)
			assert.Contains(t, complaint, test.want)
			assert.Empty(t, host.Violations())
		})
	}
}

func noteImpacket(t *testing.T, level, end string) {
	t.Helper()
	mechanism, credential := "ntlm", "password"
	if level == "none" {
		mechanism, credential = "none", "none"
	}
	peers.Attempt{Mechanism: mechanism, Credential: credential, Level: level, Peer: "impacket", End: end}.Note(t)
}
