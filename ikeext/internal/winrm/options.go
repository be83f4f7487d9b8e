package winrm

import (
	"context"
	"crypto/tls"
	"net"
	"strconv"
	"strings"

	"github.com/remoteike/remoteike/ikeext/internal/signin"
)

// The ports of a stock listener.
const (
	PortHTTP  uint16 = 5985
	PortHTTPS uint16 = 5986
)

// Options say which listener to ask, and as whom.
type Options struct {
	// Host is the host as the user named it: in the URL, in the Host header, and,
	// unless TLS names another, in the certificate.
	Host string
	// Port stands in the URL. Zero means PortHTTP, or PortHTTPS with TLS.
	Port uint16
	// TLS makes it HTTPS. Nil means HTTP with sealed bodies. See PinSHA256 for a
	// host whose certificate no authority signed.
	TLS *tls.Config
	// Dial connects to the listener. It is called once, and only for this host.
	Dial func(context.Context) (net.Conn, error)
	// SignIn is used up by the connection.
	SignIn *signin.SignIn
	// UserAgent is told to the host. Empty means "remoteike".
	UserAgent string
	// MaxElements is how many instances the host may send at once. Zero means 1000.
	MaxElements int
	// MaxInstances is how many instances a query may have. Zero means 65536.
	MaxInstances int
}

// Bounds on what a host can make the client read and keep.
const (
	// maxEnvelope is told to the host, which has to page or to refuse when it has
	// more. Stock hosts send up to 500 KiB.
	maxEnvelope = 512000
	// maxBody is an envelope with its seal around it, and some room.
	maxBody        = 1 << 20
	maxHeader      = 64 << 10
	maxElements    = 50000 // of XML, in one answer
	maxDepth       = 32
	maxQueryBytes  = 64 << 20
	maxEmptyPulls  = 16
	maxLegs        = 4 // of a sign-in
	maxContextSize = 4096
)

func (o *Options) withDefaults() Options {
	d := *o
	if d.Port == 0 {
		d.Port = PortHTTP
		if d.TLS != nil {
			d.Port = PortHTTPS
		}
	}
	if d.UserAgent == "" {
		d.UserAgent = "remoteike"
	}
	if d.MaxElements <= 0 {
		d.MaxElements = 1000
	}
	if d.MaxInstances <= 0 {
		d.MaxInstances = 65536
	}
	return d
}

// url is the address of the service, which is the same on all hosts.
func (o *Options) url() string {
	scheme := "http"
	if o.TLS != nil {
		scheme = "https"
	}
	host := strings.ReplaceAll(o.Host, "%", "%25") // in front of the zone of an IPv6 address
	return scheme + "://" + net.JoinHostPort(host, strconv.Itoa(int(o.Port))) + "/wsman"
}
