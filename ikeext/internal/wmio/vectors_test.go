package wmio

import (
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/cim"
)

// vector reads one of the objects in testdata, which says where they are from.
func vector(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name + ".hex")
	require.NoError(t, err)
	b, err := hex.DecodeString(strings.Join(strings.Fields(string(text)), ""))
	require.NoError(t, err)
	return b
}

// classes are the names of the vectors that hold a class.
func classes() []string {
	return []string{"myclass", "myclass2", "win32_process", "win32_processstartup"}
}

func TestInstanceOfTheStandard(t *testing.T) {
	got, err := Decode(vector(t, "myinstance"))
	require.NoError(t, err)
	assert.Equal(t, &cim.Instance{Class: "MyClass", Properties: []cim.Property{
		{Name: "Id", Value: int32(123)},
		{Name: "Data1", Value: "StringField"},
		{Name: "Data2", Value: "defaultValue"}, // from the class
		{Name: "Array", Value: []uint32{1, 2, 3}},
	}}, got)
}

func TestClassOfTheStandard(t *testing.T) {
	got, err := DecodeClass(vector(t, "myclass"))
	require.NoError(t, err)
	assert.Equal(t, &Class{Name: "MyClass", Derivation: []string{"Base"}, Properties: myProperties()}, got)
}

func TestClassWithMethodOfTheStandard(t *testing.T) {
	got, err := DecodeClass(vector(t, "myclass2"))
	require.NoError(t, err)
	assert.Equal(t, &Class{Name: "MyClass2", Derivation: []string{"MyClass", "Base"}, Properties: myProperties()}, got)
}

// myProperties are those of MyClass and, inherited, of MyClass2.
func myProperties() []ClassProperty {
	return []ClassProperty{
		{Name: "Id", Type: "sint32"},
		{Name: "Data1", Type: "string"},
		{Name: "Data2", Type: "string", Default: "defaultValue"},
		{Name: "Array", Type: "uint32[]"},
	}
}

func TestWin32ProcessStartup(t *testing.T) {
	got, err := DecodeClass(vector(t, "win32_processstartup"))
	require.NoError(t, err)
	want := declared(`uint32 CreateFlags, uint32 PriorityClass, string[] EnvironmentVariables,
		string WinstationDesktop, string Title, uint32 X, uint32 Y, uint32 XSize, uint32 YSize,
		uint32 XCountChars, uint32 YCountChars, uint32 FillAttribute, uint16 ShowWindow, uint16 ErrorMode`)
	want[13].Default = uint16(0) // alone; by the order of the lookup table it would be YSize's
	assert.Equal(t, &Class{
		Name: "Win32_ProcessStartup", Derivation: []string{"Win32_MethodParameterClass"}, Properties: want,
	}, got)
}

func TestWin32Process(t *testing.T) {
	got, err := DecodeClass(vector(t, "win32_process"))
	require.NoError(t, err)
	assert.Equal(t, &Class{
		Name:       "Win32_Process",
		Derivation: []string{"CIM_Process", "CIM_LogicalElement", "CIM_ManagedSystemElement"},
		Properties: declared(`string Caption, string Description, datetime InstallDate, string Name, string Status,
			string CSCreationClassName, string CSName, string CreationClassName, datetime CreationDate,
			string Handle, uint64 KernelModeTime, string OSCreationClassName, string OSName, uint32 Priority,
			uint16 ExecutionState, datetime TerminationDate, uint64 UserModeTime, uint64 WorkingSetSize,
			string ExecutablePath, uint32 MaximumWorkingSetSize, uint32 MinimumWorkingSetSize,
			uint32 PageFaults, uint32 PageFileUsage, uint32 PeakPageFileUsage, uint32 PeakWorkingSetSize,
			uint32 ProcessId, uint32 QuotaNonPagedPoolUsage, uint32 QuotaPagedPoolUsage,
			uint32 QuotaPeakNonPagedPoolUsage, uint32 QuotaPeakPagedPoolUsage, string WindowsVersion,
			uint32 ThreadCount, uint32 HandleCount, uint32 ParentProcessId, uint32 SessionId,
			uint64 PrivatePageCount, uint64 PeakVirtualSize, uint64 VirtualSize, uint64 ReadOperationCount,
			uint64 WriteOperationCount, uint64 OtherOperationCount, uint64 ReadTransferCount,
			uint64 WriteTransferCount, uint64 OtherTransferCount, string CommandLine`),
	}, got)
}

// declared returns properties without defaults from "type name, type name".
func declared(list string) (properties []ClassProperty) {
	for _, p := range strings.Split(list, ",") {
		f := strings.Fields(p)
		properties = append(properties, ClassProperty{Name: f[1], Type: f[0]})
	}
	return properties
}
