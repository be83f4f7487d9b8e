package ikeext

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	ikerpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// FuzzPage goes from the stub of a page to security associations that can be shown, or an
// error.
func FuzzPage(f *testing.F) {
	f.Add(saVector(f, "enum_sas_response_two"))
	f.Fuzz(func(t *testing.T, stub []byte) {
		var sas []*SecurityAssociation
		err := association.Checked(func() error {
			if err := checkPage(stub, 64); err != nil {
				return err
			}
			var answer ikerpc.EnumSAsResponse
			if err := association.DecodeUnique(stub, &answer); err != nil {
				return err
			}
			var err error
			sas, err = newPage(&answer)
			return err
		})
		if err != nil {
			return
		}
		require.LessOrEqual(t, len(sas), 64)
		_, err = json.Marshal(sas)
		require.NoError(t, err)
	})
}

// FuzzSecurityDescriptor goes from bytes to a descriptor or an error.
func FuzzSecurityDescriptor(f *testing.F) {
	f.Add(unhexLines(f, descriptor))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := ParseSecurityDescriptor(b)
		if err == nil {
			require.Equal(t, b, d.Bytes)
		}
	})
}
