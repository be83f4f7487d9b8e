// Package dcom makes the requests of DCOM's object activation and reads the
// replies, and the references to objects that come in them. It sends nothing
// itself. What it reads is bounded by what came.
package dcom

import (
	"crypto/rand"
	"errors"

	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
	"github.com/oiweiwei/go-msrpc/msrpc/dtyp"
)

// Version is a version of the DCOM protocol.
type Version struct{ Major, Minor uint16 }

// Latest is the version that is offered to a host whose own is not known yet:
// every Windows since XP speaks it.
func Latest() Version { return Version{5, 7} }

// negotiate returns the version to speak with a host: the lower one.
func (v Version) negotiate(host *dcom.COMVersion) (Version, error) {
	if host == nil || host.MajorVersion != v.Major || host.MinorVersion == 0 {
		return v, errors.New("the host speaks another version of DCOM")
	}
	return Version{v.Major, min(v.Minor, host.MinorVersion)}, nil
}

// This returns the first parameter of every call to an object, of a causality of
// its own.
func (v Version) This() *dcom.ORPCThis {
	id := make([]byte, 16)
	_, _ = rand.Read(id) // never fails
	return &dcom.ORPCThis{
		Version: &dcom.COMVersion{MajorVersion: v.Major, MinorVersion: v.Minor},
		CID:     (*dcom.CID)(guid(id)),
	}
}

// guid reads a GUID of 16 bytes.
func guid(b []byte) *dtyp.GUID {
	return &dtyp.GUID{
		Data1: le.Uint32(b), Data2: le.Uint16(b[4:]), Data3: le.Uint16(b[6:]), Data4: b[8:16:16],
	}
}
