package ikeexttest

import (
	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
	iobjectexporter "github.com/oiweiwei/go-msrpc/msrpc/dcom/iobjectexporter/v0"
)

// oxidService is IObjectExporter ([MS-DCOM] 3.1.2.5.1), which answers anybody. Of
// its operations it has those that ask for a sign of life.
func (h *Host) oxidService() *service {
	alive := func(*conn, []byte) []byte { return encode(&iobjectexporter.ServerAliveResponse{}) }
	alive2 := func(*conn, []byte) []byte {
		return encode(&iobjectexporter.ServerAlive2Response{
			COMVersion:             comVersion(),
			ObjectResolverBindings: h.resolverBindings(),
		})
	}
	s := newService("IObjectExporter", iobjectexporter.ObjectExporterSyntaxV0_0, map[int]operation{
		3: {check: checkEmpty, answer: alive},
		5: {check: checkEmpty, answer: alive2},
	})
	s.unmapped = true
	return s
}

func comVersion() *dcom.COMVersion {
	return &dcom.COMVersion{MajorVersion: comMajor, MinorVersion: comMinor}
}
