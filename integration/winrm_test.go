package integration_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	"github.com/remoteike/remoteike/integration/peers"
)

// pyWinRM is how pywinrm asks the simulated listener.
type pyWinRM struct {
	method, user, password string
	authType               int
	complaint              string // about an answer that does not verify
	env, options           []string
}

// pyAnswer is what it printed of one answer: opened, if it was sealed.
type pyAnswer struct {
	Status int
	Body   string
}

// pyMethods are pywinrm's ways to sign in that seal.
func pyMethods(t *testing.T, mit peers.MIT) map[string]pyWinRM {
	cache := "FILE:" + filepath.Join(t.TempDir(), "cc")
	kinit(t, mit, "-c", cache)
	tickets := []string{"KRB5_CONFIG=" + mit.KRB5Conf, "KRB5CCNAME=" + cache}
	return map[string]pyWinRM{
		"ntlm": {
			method: "ntlm", user: `SIMDOMAIN\` + ikeexttest.DefaultUser, password: ikeexttest.DefaultPassword, authType: 10,
			complaint: "signature checksum does not match",
		},
		"kerberos": {
			method: "kerberos", user: mitUser(mit), authType: 16,
			complaint: "BadMICError",
			env:       tickets,
		},
		"spnego with kerberos": {
			method: "kerberos", user: mitUser(mit), authType: 9, complaint: "BadMICError",
			env: tickets, options: []string{"--spnego"},
		},
	}
}

// command is the script, to send envelopes over one connection.
func (p pyWinRM) command(t *testing.T, host *ikeexttest.Host, envelopes ...string) *exec.Cmd {
	t.Helper()
	in, err := json.Marshal(envelopes)
	require.NoError(t, err)
	args := []string{
		"winrm/client.py", "--url", fmt.Sprintf("http://127.0.0.1:%d/wsman", host.WinRMPort()),
		"--method", p.method, "--user", p.user, "--hostname", peers.MITHost,
	}
	if p.password != "" {
		args = append(args, "--password", p.password)
	}
	cmd := exec.CommandContext(limited(t), peers.Python, append(append(args, p.options...), "-")...)
	cmd.Env = append(append(os.Environ(), "NO_PROXY=*"), p.env...)
	cmd.Stdin = bytes.NewReader(in)
	return cmd
}

// ask sends envelopes over one connection.
func (p pyWinRM) ask(t *testing.T, host *ikeexttest.Host, envelopes ...string) []pyAnswer {
	t.Helper()
	cmd := p.command(t, host, envelopes...)
	var output, errors bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &errors
	require.NoError(t, cmd.Run(), "%s", &errors)
	var answers []pyAnswer
	require.NoError(t, json.Unmarshal(output.Bytes(), &answers))
	return answers
}

// startWinRM starts a host that is reached by WinRM alone, as peers.MITHost.
func startWinRM(t *testing.T, cfg ikeexttest.Config) *ikeexttest.Host {
	t.Helper()
	cfg.Profile, cfg.Keytab = ikeexttest.WinRMOnly, peers.FindGSSAPI(t).Keytab
	host, err := ikeexttest.Start(cfg)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, host.Close()) })
	return host
}

// wmiEnvelope is an envelope as the example of Enumerate in [MS-WSMV] 4.1 has it,
// not as the client makes it.
func wmiEnvelope(action, body string) string {
	return `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing"
 xmlns:wsman="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" xmlns:wsen="http://schemas.xmlsoap.org/ws/2004/09/enumeration">
 <s:Header>
  <wsa:To>http://` + peers.MITHost + `:5985/wsman</wsa:To>
  <wsman:ResourceURI s:mustUnderstand="true">http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/*</wsman:ResourceURI>
  <wsa:ReplyTo><wsa:Address s:mustUnderstand="true">http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</wsa:Address></wsa:ReplyTo>
  <wsa:Action s:mustUnderstand="true">http://schemas.xmlsoap.org/ws/2004/09/enumeration/` + action + `</wsa:Action>
  <wsman:MaxEnvelopeSize s:mustUnderstand="true">153600</wsman:MaxEnvelopeSize>
  <wsa:MessageID>uuid:` + messageID() + `</wsa:MessageID>
  <wsman:OperationTimeout>PT60.000S</wsman:OperationTimeout>
 </s:Header>
 <s:Body>` + body + `</s:Body>
</s:Envelope>`
}

func messageID() string {
	b := make([]byte, 6)
	_, _ = rand.Read(b) // never fails
	return fmt.Sprintf("00000000-0000-4000-8000-%x", b)
}

func enumerateEnvelope(class string) string {
	return wmiEnvelope("Enumerate", `<wsen:Enumerate><wsman:OptimizeEnumeration/><wsman:MaxElements>20</wsman:MaxElements>`+
		`<wsman:Filter Dialect="http://schemas.microsoft.com/wbem/wsman/1/WQL">select * from `+class+`</wsman:Filter></wsen:Enumerate>`)
}

const perfRawData = "Win32_PerfRawData_Counters_"

// TestIntegrationPyWinRM has requests understood, and answers opened, that pywinrm
// sealed and opens.
func TestIntegrationPyWinRM(t *testing.T) {
	peers.FindPyWinRM(t)
	for name, p := range pyMethods(t, peers.FindMIT(t)) {
		t.Run(name, func(t *testing.T) {
			peers.Attempt{Mechanism: name, Credential: "password", Transport: "http", Level: "privacy", Peer: "pywinrm", End: "its client reads our host"}.Note(t)
			host := startWinRM(t, ikeexttest.Config{})
			answers := p.ask(t, host, enumerateEnvelope(perfRawData+"IPsecIKEv2IPv4"), enumerateEnvelope("Win32_Nothing"),
				enumerateEnvelope(perfRawData+"IPsecAuthIPIPv6"))
			require.Len(t, answers, 3)
			assert.Equal(t, 200, answers[0].Status)
			requireSet(t, "IPsecIKEv2IPv4", pyValues(t, answers[0].Body))
			assert.Equal(t, 500, answers[1].Status)
			assert.Contains(t, answers[1].Body, "DestinationUnreachable")
			requireSet(t, "IPsecAuthIPIPv6", pyValues(t, answers[2].Body))
			assert.Empty(t, host.Violations())
			calls := host.Calls()
			require.Len(t, calls, 3)
			assert.Equal(t, p.authType, calls[0].AuthType)
		})
	}
}

// requireSet requires the values of a counter set, beside the six clocks and
// frequencies that all classes have.
func requireSet(t *testing.T, name string, values map[string]string) {
	t.Helper()
	for _, set := range ikeexttest.PerformanceOf(ikeexttest.DefaultStatistics()) {
		if set.Set != name {
			continue
		}
		for _, c := range set.Counters {
			require.Equal(t, fmt.Sprint(c.Value), values[c.Name], c.Name)
		}
		require.Len(t, values, len(set.Counters)+6)
		return
	}
	t.Fatalf("no set %s", name)
}

// pyValues are the properties in an answer that are not NULL.
func pyValues(t *testing.T, envelope string) map[string]string {
	t.Helper()
	var e struct {
		Items struct {
			Instances []struct {
				Properties []struct {
					XMLName xml.Name
					Nil     string `xml:"http://www.w3.org/2001/XMLSchema-instance nil,attr"`
					Value   string `xml:",chardata"`
				} `xml:",any"`
			} `xml:",any"`
		} `xml:"Body>EnumerateResponse>Items"`
	}
	require.NoError(t, xml.Unmarshal([]byte(envelope), &e))
	require.Len(t, e.Items.Instances, 1, "%s", envelope)
	values := map[string]string{}
	for _, p := range e.Items.Instances[0].Properties {
		if p.Nil != "true" {
			values[p.XMLName.Local] = p.Value
		}
	}
	return values
}

// TestIntegrationPyWinRMRefused signs in with the wrong password.
func TestIntegrationPyWinRMRefused(t *testing.T) {
	peers.FindPyWinRM(t)
	peers.Attempt{Mechanism: "ntlm", Credential: "wrong password", Transport: "http", Peer: "pywinrm", End: "refused by our host"}.Note(t)
	p := pyMethods(t, peers.FindMIT(t))["ntlm"]
	p.password = "wrong"
	host := startWinRM(t, ikeexttest.Config{})
	answers := p.ask(t, host, enumerateEnvelope(perfRawData+"IPsecIKEv2IPv4"))
	assert.Equal(t, []pyAnswer{{Status: 401}}, answers)
	assert.Empty(t, host.Calls())
}

// TestIntegrationPyWinRMSpoiled gives pywinrm answers with one bit changed: that
// it opens the others says something only if it does not open these.
func TestIntegrationPyWinRMSpoiled(t *testing.T) {
	peers.FindPyWinRM(t)
	for name, p := range pyMethods(t, peers.FindMIT(t)) {
		t.Run(name, func(t *testing.T) {
			host := startWinRM(t, ikeexttest.Config{DamageHTTP: func(a *ikeexttest.HTTPAnswer) {
				if !a.SignIn {
					a.Body[len(a.Body)-len("--Encrypted Boundary--\r\n")-20] ^= 1
				}
			}})
			cmd := p.command(t, host, enumerateEnvelope(perfRawData+"IPsecIKEv2IPv4"))
			output, err := cmd.CombinedOutput()
			require.Error(t, err)
			assert.Contains(t, string(output), p.complaint)
			assert.Len(t, host.Calls(), 1, "it was the answer that was refused")
		})
	}
}
