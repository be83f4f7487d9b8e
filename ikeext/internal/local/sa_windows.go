//go:build amd64 || arm64

package local

import (
	"encoding/binary"
	"net/netip"
	"runtime"
	"unsafe"

	"golang.org/x/sys/windows"

	ikerpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// enumeration is an enumeration handle and the session that it belongs to.
type enumeration struct {
	*engine
	handle windows.Handle
}

// openEnumeration opens a session and in it an enumeration.
func openEnumeration(t SATemplate) (*enumeration, error) {
	e, err := openEngine("IkeextSaCreateEnumHandle0", "IkeextSaEnum2", "IkeextSaDestroyEnumHandle0", freeMemory)
	if err != nil {
		return nil, err
	}
	n := &enumeration{engine: e}
	template := newTemplate(t)
	err = e.call("IkeextSaCreateEnumHandle0", uintptr(e.session), uintptr(unsafe.Pointer(template)), uintptr(unsafe.Pointer(&n.handle)))
	runtime.KeepAlive(template)
	if err != nil {
		e.close()
		return nil, err
	}
	return n, nil
}

func (n *enumeration) next(most int) ([]*ikerpc.IkeextSADetails1, error) {
	const function = "IkeextSaEnum2"
	answer := new(struct {
		entries **saDetails
		count   uint32
	})
	err := n.call(function, uintptr(n.session), uintptr(n.handle), uintptr(most),
		uintptr(unsafe.Pointer(&answer.entries)), uintptr(unsafe.Pointer(&answer.count)))
	if err != nil {
		return nil, err
	}
	defer n.free(unsafe.Pointer(&answer.entries))
	if uint64(answer.count) > uint64(most) || answer.entries == nil && answer.count > 0 {
		return nil, malformed(function, "%d security associations, asked for %d", answer.count, most)
	}
	entries := unsafe.Slice(answer.entries, answer.count)
	defer forgetKeys(entries)
	sas := make([]*ikerpc.IkeextSADetails1, len(entries))
	for i, entry := range entries {
		if sas[i], err = convert(function, entry); err != nil {
			return nil, err
		}
	}
	return sas, nil
}

func (n *enumeration) close() error {
	defer n.engine.close()
	return n.call("IkeextSaDestroyEnumHandle0", uintptr(n.session), uintptr(n.handle))
}

// readSA reads one in a session of its own.
func readSA(id uint64) (*ikerpc.IkeextSADetails1, error) {
	const function = "IkeextSaGetById2"
	e, err := openEngine(function, freeMemory)
	if err != nil {
		return nil, err
	}
	defer e.close()
	answer := new(*saDetails)
	// The third argument, which says by what the number was looked up, is optional.
	if err := e.call(function, uintptr(e.session), uintptr(id), 0, uintptr(unsafe.Pointer(answer))); err != nil {
		return nil, err
	}
	defer e.free(unsafe.Pointer(answer))
	defer forgetKeys([]*saDetails{*answer})
	return convert(function, *answer)
}

const freeMemory = "FwpmFreeMemory0"

// free gives back what a function returned: p is where the pointer to it is.
func (e *engine) free(p unsafe.Pointer) {
	_, _, _ = e.library.NewProc(freeMemory).Call(uintptr(p))
}

// template is IKEEXT_SA_ENUM_TEMPLATE0.
type template struct {
	local, remote condition
	certHash      blob
}

// condition is FWP_CONDITION_VALUE0 with a pointer in its union.
type condition struct {
	dataType uint32
	value    unsafe.Pointer
}

// The data types of networks.
const (
	v4AddressMask = 0x100 // FWP_V4_ADDR_MASK
	v6AddressMask = 0x101 // FWP_V6_ADDR_MASK
)

// v4Network is FWP_V4_ADDR_AND_MASK, v6Network FWP_V6_ADDR_AND_MASK.
type (
	v4Network struct{ address, mask uint32 }
	v6Network struct {
		address      [16]byte
		prefixLength uint8
	}
)

// newTemplate returns a template, nil for all.
func newTemplate(t SATemplate) *template {
	if !t.Local.IsValid() && !t.Remote.IsValid() && len(t.CertHash) == 0 {
		return nil
	}
	n := &template{local: newCondition(t.Local), remote: newCondition(t.Remote)}
	if len(t.CertHash) > 0 {
		n.certHash = blob{uint32(len(t.CertHash)), &t.CertHash[0]}
	}
	return n
}

func newCondition(network netip.Prefix) condition {
	if !network.IsValid() {
		return condition{} // FWP_EMPTY
	}
	network = network.Masked()
	if network.Addr().Is6() {
		return condition{v6AddressMask, unsafe.Pointer(&v6Network{network.Addr().As16(), uint8(network.Bits())})}
	}
	address := network.Addr().As4()
	return condition{v4AddressMask, unsafe.Pointer(&v4Network{
		binary.BigEndian.Uint32(address[:]), ^uint32(0) << (32 - network.Bits()),
	})}
}
