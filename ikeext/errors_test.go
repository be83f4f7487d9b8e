package ikeext

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The closed lists that machine-readable output promises.
const (
	stageList = "resolve connect epm kerberos smb bind call activate login query local decode"
	classList = "unreachable timeout cancelled not_registered access_denied sign_in_unproven " +
		"authentication_failed ticket service_stopped not_supported protocol truncated internal"
)

// constants returns the values of the constants of a type in a file.
func constants(t *testing.T, file, typ string) []string {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	require.NoError(t, err)
	var values []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if id, ok := spec.Type.(*ast.Ident); ok && id.Name == typ {
			value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			require.NoError(t, err)
			values = append(values, value)
		}
		return true
	})
	sort.Strings(values)
	return values
}

func sorted(list string) []string {
	words := strings.Fields(list)
	sort.Strings(words)
	return words
}

func TestClosedLists(t *testing.T) {
	assert.Equal(t, sorted(stageList), constants(t, "errors.go", "Stage"))
	assert.Equal(t, sorted(classList), constants(t, "errors.go", "Class"))
}

func TestErrorIs(t *testing.T) {
	err := error(&Error{Stage: stageCall, Class: ErrAccessDenied, Host: "vpn01", Code: 5, Err: io.ErrUnexpectedEOF})
	assert.ErrorIs(t, err, ErrAccessDenied)
	assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
	assert.NotErrorIs(t, err, ErrTimeout)
	assert.Equal(t, "vpn01: call: unexpected EOF", err.Error())

	var timeout interface{ Timeout() bool }
	require.True(t, errors.As(&Error{Class: ErrTimeout, Err: io.EOF}, &timeout))
	assert.True(t, timeout.Timeout())
}

func TestClassText(t *testing.T) {
	assert.Equal(t, "sign in unproven", ErrSignInUnproven.Error())
}

// TestLayers holds the direction of imports: users of the library link neither
// the command's dependencies nor test code, and the simulated host shares no
// code with the client that it is a judge of.
func TestLayers(t *testing.T) {
	const module = "github.com/remoteike/remoteike/"
	for pkg, banned := range map[string][]string{
		"ikeext": {module + "cmd", module + "ikeext/ikeexttest", "testing", "stretchr/testify", "spf13/cobra",
			"prometheus/", "opentelemetry.io", "yaml", "goleak", "go-pretty"},
		"ikeext/ikeexttest": {module + "cmd", "testing", "stretchr/testify", "goleak"},
		"rpc/bfe/ikeext/v1": {module + "ikeext", module + "cmd"},
		"cmd/remoteike":     {"stretchr/testify", "goleak", "chromedp"},
	} {
		out, err := exec.Command("go", "list", "-deps", module+pkg).Output()
		require.NoError(t, err, pkg)
		for _, dep := range strings.Fields(string(out)) {
			for _, b := range banned {
				bad := dep == b || strings.Contains(dep, b) && b != "testing"
				assert.False(t, bad, "%s links %s", pkg, dep)
			}
		}
	}
	direct := func(pkg string) string {
		out, err := exec.Command("go", "list", "-f", `{{join .Imports "\n"}}`, module+pkg+"/...").Output()
		require.NoError(t, err)
		return string(out)
	}
	assert.NotContains(t, direct("cmd"), "oiweiwei/go-msrpc")
	assert.NotContains(t, direct("cmd"), module+"rpc/")
	simulated := "\n" + direct("ikeext/ikeexttest")
	assert.NotContains(t, simulated, "\n"+module+"ikeext\n")
	assert.NotContains(t, simulated, module+"ikeext/internal")
}
