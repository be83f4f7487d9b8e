package ikeext_test

import (
	"encoding/binary"
	"fmt"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
)

// tagPaths lists the values of a structure in order, by their JSON names.
func tagPaths(t *testing.T, typ reflect.Type, path string) []string {
	t.Helper()
	switch typ.Kind() {
	case reflect.Uint32:
		return []string{path}
	case reflect.Array:
		var paths []string
		for i := range typ.Len() {
			paths = append(paths, tagPaths(t, typ.Elem(), fmt.Sprintf("%s[%d]", path, i))...)
		}
		return paths
	case reflect.Struct:
		var paths []string
		for i := range typ.NumField() {
			name := typ.Field(i).Tag.Get("json")
			require.NotEmpty(t, name, "%v.%s", typ, typ.Field(i).Name)
			if path != "" {
				name = path + "." + name
			}
			paths = append(paths, tagPaths(t, typ.Field(i).Type, name)...)
		}
		return paths
	}
	require.Fail(t, "unexpected type", "%v at %s", typ, path)
	return nil
}

func TestStatisticsHasTheLayoutsOrder(t *testing.T) {
	var want []string
	for _, row := range readLayout(t) {
		want = append(want, row.path)
	}
	assert.Equal(t, want, tagPaths(t, reflect.TypeFor[ikeext.Statistics](), ""))
}

func TestStatisticsHasTheWindowsStructuresSizes(t *testing.T) {
	assert.Equal(t, 1660, binary.Size(ikeext.Statistics{}))
	assert.Equal(t, 0x220, binary.Size(ikeext.KeyModuleStatistics{}))
	assert.Equal(t, 0x48, binary.Size(ikeext.IPVersionKeyModuleStatistics{}))
	assert.Equal(t, 28, binary.Size(ikeext.CommonStatistics{}))
	assert.Equal(t, 8, binary.Size(ikeext.IPVersionCommonStatistics{}))
}
