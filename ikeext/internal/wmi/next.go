package wmi

import (
	"fmt"

	"github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi"
	enumeration "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/ienumwbemclassobject/v0"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/cim"
	"github.com/remoteike/remoteike/ikeext/internal/dcom"
	"github.com/remoteike/remoteike/ikeext/internal/wmio"
)

// What Next returns beside errors.
const (
	// StatusMore says that there may be more objects.
	StatusMore = 0
	// StatusEnd is WBEM_S_FALSE: these were the last objects.
	StatusEnd = 1
	// StatusTimedOut is WBEM_S_TIMEDOUT: the host has waited in vain.
	StatusTimedOut = 0x40004
)

// DecodeNext returns the objects that came when count were asked for, and the
// status.
func DecodeNext(stub []byte, count uint32) (objects []*cim.Instance, status uint32, err error) {
	answer := enumeration.NextResponse{Count: count}
	if err := association.Decode(stub, &answer); err != nil {
		return nil, 0, err
	}
	err = association.Checked(func() error {
		if n := uint32(len(answer.Objects)); n > count || n != answer.Returned {
			return fmt.Errorf("%d objects, %d announced, %d asked for", n, answer.Returned, count)
		}
		for _, o := range answer.Objects {
			object, err := decode(o)
			if err != nil {
				return err
			}
			objects = append(objects, object)
		}
		return nil
	})
	return objects, uint32(answer.Return), err
}

func decode(o *wmi.ClassObject) (*cim.Instance, error) {
	data, err := dcom.ParseCustom(o.InterfacePointer(), wmi.ClassObjectUnmarshalClassID)
	if err != nil {
		return nil, err
	}
	return wmio.Decode(data)
}
