//go:build !windows || !(amd64 || arm64)

package local

import (
	"runtime"

	ikerpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// enumeration exists on 64-bit Windows alone.
type enumeration struct{}

// noSAs is why it does not.
func noSAs() error {
	if runtime.GOOS != "windows" {
		return ErrNotWindows
	}
	return &Error{Function: "IkeextSaEnum2", Err: Err32Bit}
}

func openEnumeration(SATemplate) (*enumeration, error) { return nil, noSAs() }

func (*enumeration) next(int) ([]*ikerpc.IkeextSADetails1, error) { return nil, noSAs() }

func (*enumeration) close() error { return nil }

func readSA(uint64) (*ikerpc.IkeextSADetails1, error) { return nil, noSAs() }
