package ikeext

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"net/netip"
	"slices"
	"time"

	"github.com/remoteike/remoteike/ikeext/internal/winrm"
)

// settings is a Config that was checked, with its defaults filled in.
type settings struct {
	name           string // as the caller named the host
	host           string // without brackets
	targetIP       string // where to connect, empty: host
	doors          []Door // to be tried, in order
	way            way
	level          Level
	transport      Transport
	endpoint       *binding // of IKEEXT, nil: ask the mapper
	engineEndpoint *binding // of the engine, nil: ask the mapper
	endpoints      *Endpoints
	epmPort        uint16
	smbPort        uint16
	winrmPort      uint16
	winrmTLS       *tls.Config // nil: sealed bodies over HTTP
	engine         EngineMode
	forceOpnum     int // of statistics of the engine, 0: by build
	stageTimeout   time.Duration
	allowChanges   bool
	saPage         int // security associations asked for at a time
	log            *slog.Logger
}

// check returns the settings that host and cfg stand for, or a *ConfigError.
func check(host string, cfg *Config) (*settings, error) {
	s := &settings{name: host, log: cfg.Logger, endpoints: cfg.Endpoints}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	var err error
	if s.host, err = parseHost(host); err != nil {
		return nil, err
	}
	if s.endpoint, err = parseEndpoint("Endpoint", cfg.Endpoint, s.host); err != nil {
		return nil, err
	}
	if s.engineEndpoint, err = parseEndpoint("EngineEndpoint", cfg.EngineEndpoint, s.host); err != nil {
		return nil, err
	}
	steps := []func(*Config) error{
		s.checkNumbers, s.checkTransport, s.checkSignIn, s.checkLevel, s.checkEngine, s.checkWinRM, s.checkDoors,
	}
	if slices.Contains(cfg.Doors, DoorLocal) {
		steps = []func(*Config) error{s.checkNumbers, s.checkDoors, checkNobody}
	}
	for _, step := range steps {
		if err := step(cfg); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *settings) checkTransport(cfg *Config) error {
	if cfg.TargetIP != "" {
		addr, err := netip.ParseAddr(cfg.TargetIP)
		if err != nil {
			return &ConfigError{"TargetIP", fmt.Sprintf("%q is not an address", cfg.TargetIP)}
		}
		s.targetIP = addr.String()
	}
	switch s.transport = cfg.Transport; s.transport {
	case "":
		s.transport = TransportAuto
	case TransportAuto, TransportTCP, TransportPipe:
	default:
		return &ConfigError{"Transport", fmt.Sprintf("unknown transport %q", cfg.Transport)}
	}
	if err := s.checkCarried("Endpoint", s.endpoint); err != nil {
		return err
	}
	return s.checkCarried("EngineEndpoint", s.engineEndpoint)
}

// checkCarried refuses an endpoint that the transport does not carry.
func (s *settings) checkCarried(field string, e *binding) error {
	if e != nil && (s.transport == TransportTCP && e.pipe != "" || s.transport == TransportPipe && e.pipe == "") {
		return &ConfigError{field, fmt.Sprintf("is not for transport %s", s.transport)}
	}
	return nil
}

func (s *settings) checkLevel(cfg *Config) error {
	if s.way.none() {
		if s.overPipe() {
			return &ConfigError{"Transport", "a named pipe needs a sign-in, and auth is none"}
		}
		if cfg.Level != "" {
			return &ConfigError{"Level", "nothing can be protected without a sign-in"}
		}
		return nil
	}
	switch s.level = cfg.Level; s.level {
	case "":
		s.level = LevelPrivacy
	case LevelConnect, LevelIntegrity, LevelPrivacy:
	default:
		return &ConfigError{"Level", fmt.Sprintf("unknown protection level %q", cfg.Level)}
	}
	return nil
}

// overPipe reports whether IKEEXT is to be reached by a named pipe alone.
func (s *settings) overPipe() bool {
	return s.transport == TransportPipe || s.endpoint != nil && s.endpoint.pipe != ""
}

func (s *settings) checkEngine(cfg *Config) error {
	const first, last = 70, 130
	if s.forceOpnum = cfg.ForceOpnum; s.forceOpnum != 0 && (s.forceOpnum < first || s.forceOpnum > last) {
		return &ConfigError{"ForceOpnum", fmt.Sprintf("%d is not between %d and %d, where the statistics of the engine can be", cfg.ForceOpnum, first, last)}
	}
	switch s.engine = cfg.Engine; s.engine {
	case "":
		s.engine = EngineAuto
	case EngineAuto:
	case EngineSkip:
		if s.engineEndpoint != nil {
			return &ConfigError{"EngineEndpoint", "the engine is skipped, but its endpoint is given"}
		}
	case EngineRequire:
		if (s.endpoint != nil || s.transport == TransportPipe) && s.engineEndpoint == nil {
			return &ConfigError{"EngineEndpoint",
				"with an endpoint given, or over pipes, the mapper is not asked: name the endpoint of the required engine too"}
		}
	default:
		return &ConfigError{"Engine", fmt.Sprintf("unknown engine mode %q", cfg.Engine)}
	}
	return nil
}

func (s *settings) checkNumbers(cfg *Config) error {
	for _, p := range []struct {
		field    string
		given    int
		standard uint16
		port     *uint16
	}{
		{"EPMPort", cfg.EPMPort, 135, &s.epmPort},
		{"SMBPort", cfg.SMBPort, 445, &s.smbPort},
		{"WinRMPort", cfg.WinRMPort, standardWinRM(cfg), &s.winrmPort},
	} {
		if p.given < 0 || p.given > 65535 {
			return &ConfigError{p.field, fmt.Sprintf("%d is not a TCP port", p.given)}
		}
		if *p.port = uint16(p.given); p.given == 0 {
			*p.port = p.standard
		}
	}
	if cfg.StageTimeout < 0 {
		return &ConfigError{"StageTimeout", fmt.Sprintf("%v is negative", cfg.StageTimeout)}
	}
	if s.stageTimeout = cfg.StageTimeout; s.stageTimeout == 0 {
		s.stageTimeout = DefaultStageTimeout
	}
	s.allowChanges = cfg.AllowChanges
	if s.saPage = cfg.SAPageSize; s.saPage == 0 {
		s.saPage = DefaultSAPageSize
	}
	if s.saPage < 0 || s.saPage > mostSAPage {
		return &ConfigError{"SAPageSize", fmt.Sprintf("%d is not between 1 and %d", cfg.SAPageSize, mostSAPage)}
	}
	return nil
}

// standardWinRM is the port of WinRM when none is given.
func standardWinRM(cfg *Config) uint16 {
	if cfg.HTTPS {
		return winrm.PortHTTPS
	}
	return winrm.PortHTTP
}
