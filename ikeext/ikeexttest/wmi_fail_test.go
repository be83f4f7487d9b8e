package ikeexttest

import (
	"testing"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// failing fails the calls of an interface.
func failing(name string, hresult uint32) func(*Call) *Reply {
	return func(call *Call) *Reply {
		if call.Interface != name {
			return nil
		}
		return call.Fail(hresult)
	}
}

func TestFail(t *testing.T) {
	const accessDenied, wbemAccessDenied = "-2147024891", "-2147217405"
	tests := []struct {
		service string
		by      way
		hresult uint32
		want    string
	}{
		{"IRemoteSCMActivator", createInstance, hresultAccessDenied, accessDenied},
		{"IActivation", remoteActivation, hresultAccessDenied, "HRESULT 0x80070005"},
		{"IWbemLevel1Login", createInstance, 0x80041003, "NTLMLogin: error: " + wbemAccessDenied},
		{"IWbemServices", createInstance, 0x80041003, "ExecQuery: error: " + wbemAccessDenied},
		{"IEnumWbemClassObject", createInstance, 0x80041003, "Next: error: " + wbemAccessDenied},
		{"IRemUnknown", createInstance, 0x80041003, "error: " + wbemAccessDenied},
	}
	for _, test := range tests {
		t.Run(test.service, func(t *testing.T) {
			h := start(t, Config{Profile: WMIOpenSplit, Intercept: failing(test.service, test.hresult)})
			s, err := openWMI(t, h, test.by, cimv2, defaultUser(dcerpc.WithSeal())...)
			if err == nil {
				_, err = s.query("SELECT * FROM Win32_PerfRawData_Counters_IPsecIKEv2IPv4", 0x30, 2)
			}
			if err == nil {
				err = s.release()
			}
			require.ErrorContains(t, err, test.want)
			assert.Empty(t, h.Violations())
		})
	}
}

func TestFailIsForDCOM(t *testing.T) {
	assert.Nil(t, (&Call{Interface: "ikeext"}).Fail(hresultAccessDenied))
}

func TestReplyFaultRefusesActivation(t *testing.T) {
	h := start(t, Config{Profile: WMIOpenSplit, Intercept: func(call *Call) *Reply {
		if call.Interface != "IRemoteSCMActivator" {
			return nil
		}
		return &Reply{Fault: faultAccessDenied}
	}})
	_, err := activate(t, h, createInstance, defaultUser(dcerpc.WithSeal())...)
	require.ErrorContains(t, err, denied)
	assert.Zero(t, h.OpenObjects())
}
