package prometheus_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"os/exec"
	"regexp"
	"sort"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
	"golang.org/x/crypto/bcrypt"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	"github.com/remoteike/remoteike/integration/peers"
)

const webPassword = "Sw0rd of Prometheus"

// certificate writes a certificate for 127.0.0.1 that signs itself.
func certificate(t testing.TB, dir string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "exporter"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	require.NoError(t, err)
	private, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	write(t, dir, "ca.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw})))
	write(t, dir, "key.pem", string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})))
	hash, err := bcrypt.GenerateFromPassword([]byte(webPassword), bcrypt.MinCost)
	require.NoError(t, err)
	write(t, dir, "password", webPassword)
	write(t, dir, "web.yml", fmt.Sprintf(
		"tls_server_config: {cert_file: ca.pem, key_file: key.pem}\nbasic_auth_users: {prometheus: %q}\n", hash))
}

// exporters starts two exporters with TLS and basic auth, and returns where.
func exporters(t testing.TB, dir, command string, port int, targets string) []string {
	t.Helper()
	certificate(t, dir)
	write(t, dir, "secret", ikeexttest.DefaultPassword)
	write(t, dir, "config.yaml", fmt.Sprintf(`allow: [127.1.0.0/16]
auth_profiles:
  default: {user: %s, password_file: secret, mechanism: ntlm}
modules:
  default: {epm_port: %d, doors: [rpc], timeout: 5s}
targets: [%s]
serve: {refusal_pause: 3s} # should the first host of all be one that refuses everybody
`, ikeexttest.DefaultUser, port, targets))
	var list []string
	for range 2 {
		address := freePort(t)
		run(t, dir, nil, command, "serve", "--config", "config.yaml", "--web.listen-address", address, "--web.config.file", "web.yml")
		list = append(list, address)
	}
	for _, address := range list {
		require.Eventually(t, func() bool {
			conn, err := tls.Dial("tcp", address, &tls.Config{InsecureSkipVerify: true})
			if err == nil {
				conn.Close()
			}
			return err == nil
		}, 20*time.Second, 20*time.Millisecond)
	}
	return list
}

// printed is what the command prints for Prometheus.
func printed(t testing.TB, dir, command string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), command, append([]string{"serve"}, args...)...)
	cmd.Dir = dir
	text, err := cmd.Output()
	require.NoError(t, err)
	return string(text)
}

// hurried has the printed scrape configuration scrape often, and beside it a job
// whose hosts come from a file.
func hurried(t testing.TB, text string) string {
	t.Helper()
	var cfg map[string]any
	require.NoError(t, yaml.Unmarshal([]byte(text), &cfg))
	jobs := cfg["scrape_configs"].([]any)
	files := map[string]any{}
	for _, j := range jobs {
		job := j.(map[string]any)
		job["scrape_interval"], job["scrape_timeout"] = "3s", "3s"
		if job["job_name"] == "remoteike" {
			for _, sd := range job["http_sd_configs"].([]any) {
				sd.(map[string]any)["refresh_interval"] = "2s"
			}
			for key, value := range job {
				files[key] = value
			}
		}
	}
	files["job_name"] = "remoteike-files"
	delete(files, "http_sd_configs")
	files["file_sd_configs"] = []any{map[string]any{"files": []string{"hosts.json"}}}
	cfg["scrape_configs"] = append(jobs, files)
	cfg["rule_files"] = []string{"rules.yml"}
	cfg["global"] = map[string]any{"evaluation_interval": "1s"}
	out, err := yaml.Marshal(cfg)
	require.NoError(t, err)
	return string(out)
}

// hurriedRules have the same rules look at seconds in place of minutes.
func hurriedRules(text string) string {
	text = regexp.MustCompile(`for: \d+m`).ReplaceAllString(text, "for: 2s")
	return strings.NewReplacer("[5m]", "[15s]", "[10m]", "[15s]", "[15m]", "[60s]", "offset 10m", "offset 15s", "offset 1h", "offset 45s").Replace(text)
}

const (
	fleet = 200
	// listed of them are told by http_sd, the rest by file_sd.
	listed = 100
	// These two of them are hostile: replies with a bit turned, and every password
	// refused.
	liar, stranger = 7, 8
)

// TestIntegrationPrometheus has a real Prometheus scrape two exporters over 200
// simulated hosts, with the configuration and the rules that the command prints.
func TestIntegrationPrometheus(t *testing.T) {
	server := peers.FindProgram(t, "prometheus")
	command, dir := build(t), t.TempDir()
	hosts, port := startHosts(t, fleet, map[int]ikeexttest.Config{
		liar: {Damage: func(p ikeexttest.PDU) [][]byte {
			if p.Interface == "ikeext" && p.StubLen > 100 {
				p.Bytes[p.StubOffset+40] ^= 1
			}
			return [][]byte{p.Bytes}
		}},
		stranger: {Users: map[string]string{}},
	})
	hosts[2].change(func(v *[ikeexttest.StatisticsCount]uint32) {
		v[field(t, "ikeV2Statistics.errorFrequencyTable[5]")] = 77
	})
	var addresses []string
	for i := range hosts {
		addresses = append(addresses, hostAddress(i))
	}
	shards := exporters(t, dir, command, port, strings.Join(addresses[:listed], ", "))
	file, err := json.Marshal([]map[string]any{{"targets": addresses[listed:], "labels": map[string]string{"site": "graz"}}})
	require.NoError(t, err)
	write(t, dir, "hosts.json", string(file))
	write(t, dir, "rules.yml", hurriedRules(printed(t, dir, command, "--print-rules")))
	write(t, dir, "prometheus.yml", hurried(t, printed(t, dir, command, "--print-scrape-config", "--web.config.file", "web.yml",
		"--web.listen-address", shards[0], "--web.listen-address", shards[1])))
	address := freePort(t)
	run(t, dir, nil, server, "--config.file=prometheus.yml", "--storage.tsdb.path=data", "--web.listen-address="+address, "--log.level=warn")
	p := prometheus{t, "http://" + address}

	p.becomes("count(ikeext_up)", fleet)
	p.becomes("sum(ikeext_up)", fleet-2)
	p.becomes(`sum(up{job=~"remoteike.*"})`, fleet+2)
	p.becomes(fmt.Sprintf(`ikeext_failure_info{instance="%s", class="protocol"}`, hostAddress(liar)), 1)
	p.becomes(fmt.Sprintf(`ikeext_failure_info{instance="%s", class="authentication_failed"}`, hostAddress(stranger)), 1)

	t.Run("the very numbers", func(t *testing.T) { theVeryNumbers(t, p, hosts) })
	t.Run("shards", func(t *testing.T) {
		p.becomes(`count(count by (instance) (remoteike_probes_total{result="success"} > 0))`, 2)
		p.becomes(`sum(remoteike_sessions_idle + remoteike_probes_in_flight) > 190`, fleet-2)
		p.becomes(`count(ikeext_up{job="remoteike-files", site="graz"})`, fleet-listed)
	})
	t.Run("TLS and basic auth", func(t *testing.T) { protected(t, shards[0]) })
	t.Run("rules", func(t *testing.T) { rulesFire(t, p, hosts) })
}

// theVeryNumbers compares what Prometheus has with what the hosts served.
func theVeryNumbers(t *testing.T, p prometheus, hosts []*host) {
	got := map[string][]float64{}
	for _, s := range p.query(`{__name__=~"ikeext_.+", __name__!~"ikeext_up|ikeext_.*_info|ikeext_scrape_.*|ikeext_stage_.*"}`) {
		got[s.Metric["instance"]] = append(got[s.Metric["instance"]], s.value(t))
	}
	assert.Len(t, got, fleet-2)
	for i, h := range hosts {
		if i == liar || i == stranger {
			assert.NotContains(t, got, hostAddress(i))
			continue
		}
		var want []float64
		for f := range ikeext.Field(ikeext.FieldCount) {
			v := float64(value(h.index, f))
			if f.Kind() == ikeext.Time {
				v /= 1000
			}
			if v != 0 {
				want = append(want, v)
			}
		}
		if i == 2 {
			want = append(want, 77)
		}
		sort.Float64s(want)
		sort.Float64s(got[hostAddress(i)])
		require.Equal(t, want, got[hostAddress(i)], hostAddress(i))
	}
	for expression, path := range map[string]string{
		`ikeext_main_modes_total{module="ikev2", family="ipv4", result="success"}`: "ikeV2Statistics.v4Statistics.totalSuccessfulMainModes",
		`ikeext_queued_work_items`:                                                 "commonStatistics.currentQueuedWorkitems",
		`ikeext_socket_failures_total{family="ipv6", direction="send"}`:            "commonStatistics.v6Statistics.totalSocketSendFailures",
		`ikeext_last_negotiation_seconds{module="authip", mode="extended"} * 1000`: "authipStatistics.extendedModeNegotiationTime",
	} {
		for _, s := range p.query(expression) {
			for i, h := range hosts {
				if s.Metric["instance"] == hostAddress(i) {
					assert.InDelta(t, value(h.index, field(t, path)), s.value(t), 1e-6, expression)
				}
			}
		}
	}
	p.becomes(`ikeext_negotiation_errors_total`, 77)
}

// protected has the exporter refuse who does not say who they are.
func protected(t *testing.T, address string) {
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	defer client.CloseIdleConnections()
	for path, password := range map[string]string{"/probe?target=" + hostAddress(0): "wrong", "/": "", "/metrics": "", "/http_sd": "wrong"} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://"+address+path, nil)
		require.NoError(t, err)
		if password != "" {
			request.SetBasicAuth("prometheus", password)
		}
		response, err := client.Do(request)
		require.NoError(t, err)
		response.Body.Close()
		assert.Equal(t, http.StatusUnauthorized, response.StatusCode, path)
	}
	plain, err := http.Get("http://" + address + "/metrics")
	if err == nil {
		plain.Body.Close()
		assert.Equal(t, http.StatusBadRequest, plain.StatusCode)
	}
}

// rulesFire has hosts do what the rules are for.
func rulesFire(t *testing.T, p prometheus, hosts []*host) {
	const dead, restarted, failing, surging, flooded, queueing = 20, 21, 22, 23, 24, 25
	require.NoError(t, hosts[dead].Close())
	hosts[restarted].change(func(v *[ikeexttest.StatisticsCount]uint32) {
		for i := range v {
			v[i] = 3
		}
	})
	begin := time.Now()
	hosts[failing].change(func(v *[ikeexttest.StatisticsCount]uint32) {
		v[field(t, "ikeV2Statistics.v4Statistics.totalFailedMainModes")] += uint32(time.Since(begin).Milliseconds())
	})
	hosts[surging].change(func(v *[ikeexttest.StatisticsCount]uint32) {
		v[field(t, "ikeStatistics.errorFrequencyTable[68]")] = 500
	})
	hosts[flooded].change(func(v *[ikeexttest.StatisticsCount]uint32) {
		v[field(t, "ikeStatistics.v4Statistics.currentNewResponderMainModes")] = 9_000_000
	})
	var waiting atomic.Uint32
	hosts[queueing].change(func(v *[ikeexttest.StatisticsCount]uint32) {
		v[field(t, "commonStatistics.currentQueuedWorkitems")] += waiting.Add(50)
	})
	p.fires("IKEHostDown", "instance", hostAddress(dead))
	p.fires("IKECountersReset", "instance", hostAddress(restarted))
	p.fires("IKEFailureRatio", "instance", hostAddress(failing))
	p.fires("IKEReasonSurges", "name", "ERROR_IPSEC_IKE_POLICY_MATCH")
	p.fires("IKEResponderBacklog", "instance", hostAddress(flooded))
	p.fires("IKEQueueGrows", "instance", hostAddress(queueing))

	hosts[dead].start(t, ikeexttest.Config{})
	p.becomes(fmt.Sprintf(`ikeext_up{instance="%s"}`, hostAddress(dead)), 1)
	p.becomes("sum(ikeext_up)", fleet-2)
}
