package ikeexttest

import (
	"testing"
	"time"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
	iobjectexporter "github.com/oiweiwei/go-msrpc/msrpc/dcom/iobjectexporter/v0"
	iwbemlevel1login "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/iwbemlevel1login/v0"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const cimv2 = "//./root/cimv2"

// distinct is the performance of a host on which no two counters are equal, the
// twins of the rates included.
func distinct() []PerformanceObject {
	objects := PerformanceOf([StatisticsCount]uint32{})
	value := uint32(7_000_001)
	for i := range objects {
		for j := range objects[i].Counters {
			objects[i].Counters[j].Value = value
			value += 13
		}
	}
	return objects
}

// TestWMIByTheLibrary runs the whole conversation with go-msrpc's client and reads
// the objects with its reader.
func TestWMIByTheLibrary(t *testing.T) {
	ways := map[string]way{"RemoteCreateInstance": createInstance, "RemoteActivation": remoteActivation}
	levels := map[string]dcerpc.Option{"integrity": dcerpc.WithSign(), "privacy": dcerpc.WithSeal()}
	for name, by := range ways {
		for levelName, level := range levels {
			t.Run(name+"/"+levelName, func(t *testing.T) {
				h := start(t, Config{Profile: WMIOpenSplit, Performance: distinct})
				s, err := openWMI(t, h, by, cimv2, defaultUser(level)...)
				require.NoError(t, err)
				for _, object := range distinct() {
					next, err := s.query("SELECT * FROM "+classPrefix+object.Set, 0x30, 2)
					require.NoError(t, err)
					require.Equal(t, int32(wbemFalse), next.Return, "fewer than two")
					require.Len(t, next.Objects, 1)
					decoded := unmarshal(t, next.Objects[0])
					requireCounters(t, object, decoded.Values())
					assert.Equal(t, classPrefix+object.Set, decoded.Instance.CurrentClass.Name)
				}
				require.Equal(t, 9, h.OpenObjects())
				require.NoError(t, s.release())
				assert.Zero(t, h.OpenObjects())
				assert.Len(t, h.Calls(), 1+1+2*7+1)
				assert.Empty(t, h.Violations())
			})
		}
	}
}

// requireCounters compares all properties of an instance.
func requireCounters(t *testing.T, want PerformanceObject, got map[string]any) {
	t.Helper()
	for _, name := range []string{"Caption", "Description", "Name"} {
		value, ok := got[name]
		require.True(t, ok, name)
		require.Nil(t, value, name)
		delete(got, name)
	}
	clock := got["Timestamp_Sys100NS"]
	require.InDelta(t, filetime(time.Now()), clock, 60*10_000_000)
	delete(got, "Timestamp_Sys100NS")
	delete(got, "Timestamp_PerfTime")
	expected := map[string]any{
		"Frequency_Object": uint64(0), "Frequency_PerfTime": uint64(10_000_000), "Frequency_Sys100NS": uint64(10_000_000),
		"Timestamp_Object": uint64(0),
	}
	for _, counter := range want.Counters {
		expected[counter.Name] = counter.Value
	}
	require.Equal(t, expected, got)
}

func TestActivationNeedsIntegrity(t *testing.T) {
	for name, by := range map[string]way{"RemoteCreateInstance": createInstance, "RemoteActivation": remoteActivation} {
		for levelName, options := range map[string][]dcerpc.Option{
			"none":    {dcerpc.WithInsecure()},
			"connect": defaultUser(dcerpc.WithConnect()),
			"packet":  defaultUser(dcerpc.WithSecurityLevel(dcerpc.AuthLevelPkt)),
		} {
			t.Run(name+"/"+levelName, func(t *testing.T) {
				h := start(t, Config{Profile: WMIOpenSplit})
				_, err := activate(t, h, by, options...)
				require.ErrorContains(t, err, denied)
				assert.Zero(t, h.OpenObjects())
				assert.Empty(t, h.Violations())
			})
		}
	}
}

// A caller that comes down from the level of its activation is refused.
func TestWMINeedsIntegrityToo(t *testing.T) {
	h := start(t, Config{Profile: WMIOpenSplit})
	a, err := activate(t, h, createInstance, defaultUser(dcerpc.WithSeal())...)
	require.NoError(t, err)
	for name, options := range map[string][]dcerpc.Option{
		"none": {dcerpc.WithInsecure()}, "connect": defaultUser(dcerpc.WithConnect()),
	} {
		t.Run(name, func(t *testing.T) {
			c := dialClient(t, h.WMIEndpoint(), options...)
			login, err := iwbemlevel1login.NewLevel1LoginClient(c.ctx, c.conn, append(c.bindOptions(), dcom.WithIPID(a.login.IPID()))...)
			require.NoError(t, err)
			_, err = login.NTLMLogin(c.ctx, &iwbemlevel1login.NTLMLoginRequest{This: this(), NetworkResource: cimv2})
			require.ErrorContains(t, err, denied)
			assert.Empty(t, h.Violations())
		})
	}
}

func TestServerAlive2AnswersAnybody(t *testing.T) {
	h := start(t, Config{Profile: WMIOpenSplit, Name: "RAS01"})
	c := dialClient(t, "ncacn_ip_tcp:127.0.0.1["+portOf(h)+"]", dcerpc.WithInsecure())
	client, err := iobjectexporter.NewObjectExporterClient(c.ctx, c.conn, c.bindOptions()...)
	require.NoError(t, err)
	alive, err := client.ServerAlive2(c.ctx, &iobjectexporter.ServerAlive2Request{})
	require.NoError(t, err)
	assert.EqualValues(t, 7, alive.COMVersion.MinorVersion)
	var names []string
	for _, b := range alive.ObjectResolverBindings.GetStringBindings() {
		names = append(names, b.String())
	}
	assert.Equal(t, []string{"ncacn_ip_tcp:RAS01", "ncacn_ip_tcp:192.0.2.77", "ncacn_ip_tcp:127.0.0.1"}, names)
}

func TestOXIDBindingsLeadToWMI(t *testing.T) {
	h := start(t, Config{Profile: WMIOpen2016})
	a, err := activate(t, h, createInstance, defaultUser(dcerpc.WithSeal())...)
	require.NoError(t, err)
	bindings := a.bindings.GetStringBindings()
	require.Len(t, bindings, 3)
	assert.Equal(t, h.WMIEndpoint(), bindings[2].String())
	assert.EqualValues(t, levelIntegrity, a.hint)
	services := a.bindings.GetSecurityBindings()
	require.Len(t, services, 2)
	assert.EqualValues(t, authNegotiate, services[0].AuthnType)
}

func TestOtherActivations(t *testing.T) {
	other := &dcom.ClassID{Data1: 1, Data4: make([]byte, 8)}
	services := &dcom.IID{Data1: 2, Data4: make([]byte, 8)}
	tests := []struct {
		name  string
		by    way
		class *dcom.ClassID
		iid   *dcom.IID
		want  string
	}{
		{"class, RemoteActivation", remoteActivation, other, iwbemlevel1login.Level1LoginIID, "HRESULT 0x80040154"},
		{"class, RemoteCreateInstance", createInstance, other, iwbemlevel1login.Level1LoginIID, "-2147221164"},
		{"interface, RemoteActivation", remoteActivation, loginClass, services, "result 0x80004002"},
		{"interface, RemoteCreateInstance", createInstance, loginClass, services, "result 0x80004002"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := start(t, Config{Profile: WMIOpenSplit})
			c := dialClient(t, "ncacn_ip_tcp:127.0.0.1["+portOf(h)+"]", defaultUser(dcerpc.WithSeal())...)
			_, err := test.by(c, test.class, test.iid)
			require.ErrorContains(t, err, test.want)
			assert.Zero(t, h.OpenObjects())
			assert.Empty(t, h.Violations())
		})
	}
}

func TestNoCreateInstance(t *testing.T) {
	h := start(t, Config{Profile: WMIOpenSplit, NoCreateInstance: true})
	_, err := activate(t, h, createInstance, defaultUser(dcerpc.WithSeal())...)
	require.ErrorContains(t, err, "abstract syntax not supported")
	_, err = activate(t, h, remoteActivation, defaultUser(dcerpc.WithSeal())...)
	require.NoError(t, err)
}

func TestServiceStoppedHasNoInstance(t *testing.T) {
	h := start(t, Config{Profile: ServiceStopped, Performance: distinct})
	s, err := openWMI(t, h, createInstance, cimv2, defaultUser(dcerpc.WithSeal())...)
	require.NoError(t, err)
	next, err := s.query("SELECT * FROM Win32_PerfRawData_Counters_IPsecIKEv2IPv4", 0x30, 2)
	require.NoError(t, err)
	assert.Equal(t, int32(wbemFalse), next.Return)
	assert.Empty(t, next.Objects)
}

func TestObjectsEndWithTheirConnection(t *testing.T) {
	h := start(t, Config{Profile: WMIOpenSplit})
	s, err := openWMI(t, h, createInstance, cimv2, defaultUser(dcerpc.WithSeal())...)
	require.NoError(t, err)
	require.Equal(t, 2, h.OpenObjects())
	s.closeSockets()
	require.Eventually(t, func() bool { return h.OpenObjects() == 0 }, 5*time.Second, 5*time.Millisecond)
}

func TestNamespaces(t *testing.T) {
	tests := []struct{ path, want string }{
		{"//./root/cimv2", ""},
		{`\\.\root\cimv2`, ""},
		{`\\SIMHOST\ROOT\CIMV2`, ""},
		{`root\cimv2`, ""},
		{"//./root/StandardCimv2", ""},
		{"//./root/default", "-2147217394"},
		{"//./root/cimv2/x", "-2147217394"},
		{"", "-2147217394"},
	}
	for _, test := range tests {
		t.Run(test.path, func(t *testing.T) {
			h := start(t, Config{Profile: WMIOpenSplit})
			_, err := openWMI(t, h, createInstance, test.path, defaultUser(dcerpc.WithSeal())...)
			if test.want == "" {
				require.NoError(t, err)
			} else {
				require.ErrorContains(t, err, test.want)
			}
			assert.Empty(t, h.Violations())
		})
	}
}

func TestQueries(t *testing.T) {
	const invalidClass, invalidQuery, invalidParameter = "-2147217392", "-2147217385", "-2147217400"
	const class = "Win32_PerfRawData_Counters_IPsecIKEv1IPv4"
	tests := []struct {
		name, namespace, query string
		flags                  int32
		count                  uint32
		want                   string
	}{
		{"letter case", cimv2, "select * from WIN32_perfrawdata_counters_ipsecikev1ipv4", 0, 1, ""},
		{"unknown class", cimv2, "SELECT * FROM Win32_Process", 0, 1, "ExecQuery: error: " + invalidClass},
		{"unknown class, at once", cimv2, "SELECT * FROM Win32_Process", 0x30, 1, "Next: error: " + invalidClass},
		{"class of before", cimv2, "SELECT * FROM Win32_PerfRawData_Counters_GenericIKEandAuthIP", 0, 1, "ExecQuery: error: " + invalidClass},
		{"other namespace", "//./root/StandardCimv2", "SELECT * FROM " + class, 0, 1, "ExecQuery: error: " + invalidClass},
		{"condition", cimv2, "SELECT * FROM " + class + " WHERE Name = 1", 0x30, 1, "ExecQuery: error: " + invalidQuery},
		{"no query", cimv2, "", 0x30, 1, "ExecQuery: error: " + invalidQuery},
		{"unknown property", cimv2, "SELECT Nothing FROM " + class, 0x30, 1, "ExecQuery: error: " + invalidQuery},
		{"prototype", cimv2, "SELECT * FROM " + class, 2, 1, "ExecQuery: error: " + invalidParameter},
		{"no objects wanted", cimv2, "SELECT * FROM " + class, 0x30, 0, "Next: error: " + invalidParameter},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := start(t, Config{Profile: WMIOpenSplit})
			s, err := openWMI(t, h, createInstance, test.namespace, defaultUser(dcerpc.WithSeal())...)
			require.NoError(t, err)
			next, err := s.query(test.query, test.flags, test.count)
			if test.want != "" {
				require.ErrorContains(t, err, test.want)
			} else {
				require.NoError(t, err)
				assert.Zero(t, next.Return, "as many as wanted")
				assert.Len(t, next.Objects, 1)
			}
			assert.Empty(t, h.Violations())
		})
	}
}

func TestQueryOfSomeProperties(t *testing.T) {
	h := start(t, Config{Profile: WMIOpenSplit, Performance: distinct})
	s, err := openWMI(t, h, createInstance, cimv2, defaultUser(dcerpc.WithSeal())...)
	require.NoError(t, err)
	next, err := s.query("SELECT activemainmodesas , Timestamp_Object,Name FROM Win32_PerfRawData_Counters_IPsecIKEv1IPv4", 0x30, 1)
	require.NoError(t, err)
	require.Len(t, next.Objects, 1)
	assert.EqualValues(t, map[string]any{
		"ActiveMainModeSAs": distinct()[1].Counters[0].Value, "Timestamp_Object": uint64(0), "Name": nil,
	}, unmarshal(t, next.Objects[0]).Values())
}
