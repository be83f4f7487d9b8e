package ikeexttest

import (
	"strings"

	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
	"github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi"
	iwbemlevel1login "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/iwbemlevel1login/v0"
)

// loginRequest is what NTLMLogin is asked for.
type loginRequest struct {
	resource string
	flags    uint32
}

func parseLogin(_ *conn, args *cursor) (*loginRequest, error) {
	r := &loginRequest{resource: args.uniqueString()}
	args.uniqueString() // locale
	r.flags = args.long()
	args.uniqueInterface() // context
	return r, nil
}

// login answers with a namespace.
func (h *Host) login(c *conn, _ *object, r *loginRequest) []byte {
	namespace, status := h.namespaceOf(r.resource)
	switch {
	case r.flags != 0:
		return encode(&iwbemlevel1login.NTLMLoginResponse{That: &dcom.ORPCThat{}, Return: signed(wbemInvalidParameter)})
	case status != 0:
		return encode(&iwbemlevel1login.NTLMLoginResponse{That: &dcom.ORPCThat{}, Return: signed(status)})
	}
	o := h.exporter.export(servicesService, c, namespace)
	return encode(&iwbemlevel1login.NTLMLoginResponse{
		That: &dcom.ORPCThat{}, Namespace: &wmi.Services{Data: h.reference(o)},
	})
}

// namespaceOf returns the namespace that a path such as `\\.\root\cimv2` names,
// with slashes of either kind and with a server of any name, or without; or what is
// wrong with it.
func (h *Host) namespaceOf(path string) (namespace string, status uint32) {
	path = strings.ReplaceAll(path, `\`, "/")
	if rest, has := strings.CutPrefix(path, "//"); has {
		_, path, _ = strings.Cut(rest, "/")
	}
	return h.namespace(path)
}
