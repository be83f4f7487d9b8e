package config

import (
	"net/url"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/allow"
	"github.com/remoteike/remoteike/ikeext"
)

// Module is a way to read a host, for the exporter. Fields that the file leaves out
// are zero, and have the meaning that those of [ikeext.Config] have then.
type Module struct {
	// Name is the key of the module in the file.
	Name string
	// At is where the module stands.
	At Position
	// AuthProfile is the name of the profile where a request names none.
	AuthProfile string
	// Doors are the doors to try, in order.
	Doors []ikeext.Door
	// Transport is the way to carry RPC.
	Transport ikeext.Transport
	// Engine says what to do about an engine session.
	Engine ikeext.EngineMode
	// EPMPort, SMBPort and WinRMPort are those of [ikeext.Config].
	EPMPort, SMBPort, WinRMPort int
	// HTTPS has WinRM speak TLS. CA is the path of the authorities to trust for that;
	// it implies HTTPS.
	HTTPS bool
	CA    string
	// Proxy is a SOCKS5 proxy to go through, without a password.
	Proxy string
	// Timeout bounds a reading, StageTimeout each stage of it.
	Timeout, StageTimeout time.Duration
	// AllErrors tells the reasons that nothing failed for too.
	AllErrors bool
}

// Serve are the limits of the exporter. Zero means the default.
type Serve struct {
	// Parallel is how many hosts are read at the same time, Queue how many more wait.
	Parallel, Queue int
	// Sessions is how many sessions are kept between readings, Idle for how long.
	Sessions int
	Idle     time.Duration
	// RefusalPause is how long a credential that was refused is not tried again.
	RefusalPause time.Duration
}

// OTel says where to push metrics by OTLP over HTTP.
type OTel struct {
	// At is where the section stands.
	At Position
	// Endpoint is the URL of the receiver, such as "https://otel.corp.example:4318".
	Endpoint string
	// Interval is the time between two pushes. Zero means one minute.
	Interval time.Duration
	// CA is the path of the authorities to trust. Empty means those of the system.
	CA string
}

// Same reports whether another section says the same. Nil is no section.
func (o *OTel) Same(other *OTel) bool {
	if o == nil || other == nil {
		return o == other
	}
	one, two := *o, *other
	one.At, two.At = Position{}, Position{}
	return one == two
}

// exporterFields are the sections of the file that concern the exporter.
func (d decoder) exporterFields(f *File) map[string]field {
	return map[string]field{
		"allow": func(n *yaml.Node) error { return d.allow(n, &f.Allow) },
		"modules": func(n *yaml.Node) error {
			f.Modules = map[string]*Module{}
			return d.modules(n, f.Modules)
		},
		"targets": func(n *yaml.Node) (err error) {
			f.Targets, err = d.targetList(n)
			return err
		},
		"serve": func(n *yaml.Node) error { return d.serve(n, &f.Serve) },
		"otel": func(n *yaml.Node) error {
			f.OTel = &OTel{At: d.at(n)}
			return d.otel(n, f.OTel)
		},
	}
}

// allow decodes the rules one by one, so that an error has its place.
func (d decoder) allow(n *yaml.Node, into **allow.List) error {
	var rules []string
	if err := d.texts(&rules)(n); err != nil {
		return err
	}
	for i, rule := range rules {
		if _, err := allow.Parse([]string{rule}); err != nil {
			return d.at(n.Content[i]).Errorf("", "%v", err)
		}
	}
	list, err := allow.Parse(rules)
	*into = list
	return err
}

func (d decoder) modules(n *yaml.Node, into map[string]*Module) error {
	return d.pairs(n, func(key, value *yaml.Node) error {
		if !isName(key.Value) {
			return d.at(key).Errorf("", "the name of a module has letters, digits, - and _ and begins with a letter")
		}
		m := &Module{Name: key.Value, At: d.at(key)}
		into[key.Value] = m
		return d.module(value, m)
	})
}

func (d decoder) module(n *yaml.Node, m *Module) error {
	return d.mapping(n, map[string]field{
		"auth_profile": d.text(&m.AuthProfile),
		"doors":        func(n *yaml.Node) error { return d.doors(n, &m.Doors) },
		"transport":    choice(d, &m.Transport, ikeext.TransportAuto, ikeext.TransportTCP, ikeext.TransportPipe),
		"engine":       choice(d, &m.Engine, ikeext.EngineAuto, ikeext.EngineRequire, ikeext.EngineSkip),
		"epm_port":     d.port(&m.EPMPort),
		"smb_port":     d.port(&m.SMBPort),
		"winrm_port":   d.port(&m.WinRMPort),
		"https":        d.boolean(&m.HTTPS),
		"ca":           d.path(&m.CA),
		"proxy": func(n *yaml.Node) error {
			if err := d.text(&m.Proxy)(n); err != nil {
				return err
			}
			if u, err := url.Parse(m.Proxy); err != nil || u.User != nil {
				return d.at(n).Errorf("write socks5://host:port", "must be the URL of a proxy, without a user: secrets do not stand in this file")
			}
			return nil
		},
		"timeout":       d.duration(&m.Timeout),
		"stage_timeout": d.duration(&m.StageTimeout),
		"errors": func(n *yaml.Node) error {
			var rows string
			err := choice(d, &rows, "nonzero", "all")(n)
			m.AllErrors = rows == "all"
			return err
		},
	})
}

// doors decodes the doors in order. The exporter does not read its own host: that is
// what others name hosts for.
func (d decoder) doors(n *yaml.Node, into *[]ikeext.Door) error {
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		return d.at(n).Errorf("write [rpc, wmi, winrm], or fewer of them", "must be a list")
	}
	for _, c := range n.Content {
		var door ikeext.Door
		if err := choice(d, &door, ikeext.DoorRPC, ikeext.DoorWMI, ikeext.DoorWinRM)(c); err != nil {
			return err
		}
		*into = append(*into, door)
	}
	return nil
}

func (d decoder) serve(n *yaml.Node, s *Serve) error {
	return d.mapping(n, map[string]field{
		"parallel":      d.number(&s.Parallel),
		"queue":         d.number(&s.Queue),
		"sessions":      d.number(&s.Sessions),
		"idle":          d.duration(&s.Idle),
		"refusal_pause": d.duration(&s.RefusalPause),
	})
}

func (d decoder) otel(n *yaml.Node, o *OTel) error {
	err := d.mapping(n, map[string]field{
		"endpoint": func(n *yaml.Node) error {
			if err := d.text(&o.Endpoint)(n); err != nil {
				return err
			}
			u, err := url.Parse(o.Endpoint)
			if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
				return d.at(n).Errorf("write https://host:4318; headers with secrets are for OTEL_EXPORTER_OTLP_HEADERS",
					"must be the URL of a receiver, without a user")
			}
			return nil
		},
		"interval": d.duration(&o.Interval),
		"ca":       d.path(&o.CA),
	})
	if err == nil && o.Endpoint == "" {
		err = o.At.Errorf("add endpoint: https://host:4318", "otel has no endpoint")
	}
	return err
}

// duration decodes a time above zero, such as 30s or 1m30s.
func (d decoder) duration(into *time.Duration) field {
	return func(n *yaml.Node) error {
		v, err := time.ParseDuration(n.Value)
		if n.Kind != yaml.ScalarNode || err != nil || v <= 0 {
			return d.at(n).Errorf("", "must be a time above zero such as 30s or 1m30s")
		}
		*into = v
		return nil
	}
}

// number decodes a number of things, at least one.
func (d decoder) number(into *int) field {
	return func(n *yaml.Node) error {
		if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!int" || n.Decode(into) != nil || *into < 1 || *into > 1_000_000 {
			return d.at(n).Errorf("", "must be a number, 1 to 1000000")
		}
		return nil
	}
}
