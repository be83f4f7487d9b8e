package ikeext

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Door is a way to the counters of a host.
type Door string

// The doors.
const (
	// DoorRPC is the procedure behind IkeextGetStatistics1, over DCE/RPC: all 415
	// values. Stock Windows refuses it from the network.
	DoorRPC Door = "rpc"
	// DoorWMI is WMI over DCOM, for hosts whose administrator opened the firewall
	// group of WMI: the 75 values that the performance counters of Windows have, and
	// 16 of WMI's own.
	DoorWMI Door = "wmi"
	// DoorWinRM is the same performance counters by WS-Management, on one TCP port
	// that stock Windows servers leave open since 2012.
	DoorWinRM Door = "winrm"
	// DoorLocal is IkeextGetStatistics1 itself, on the Windows host that this
	// process runs on, with the rights of the process: all 415 values. It stands
	// alone and takes no credential.
	DoorLocal Door = "local"
)

// door is a way in that can be opened and asked. One that was not opened, or
// failed, can be closed like any other.
type door interface {
	open(ctx context.Context) error
	statistics(ctx context.Context) (*Snapshot, error)
	// securityAssociations begins to list those that fit a template, pages of so many.
	securityAssociations(ctx context.Context, t *SATemplate, page int) (pages[SecurityAssociation], error)
	// quickModeSAs does the same with those of quick mode.
	quickModeSAs(ctx context.Context, t *SATemplate, page int) (pages[QuickModeSA], error)
	ipsecStatistics(ctx context.Context) (*IPsecStatistics, error)
	// close ends it; politely means to tell the host first.
	close(politely bool)
}

// newDoor returns the door of a name, not open.
func (c *Client) newDoor(name Door) door {
	switch name {
	case DoorWMI:
		return &wmiDoor{session: c.session}
	case DoorWinRM:
		return &winrmDoor{session: c.session}
	case DoorLocal:
		return &localDoor{session: c.session}
	}
	return &rpcDoor{session: c.session, life: c.life}
}

// checkDoors sets the doors to be tried, in order.
func (s *settings) checkDoors(cfg *Config) error {
	s.doors = slices.Clone(cfg.Doors)
	if len(s.doors) == 0 {
		s.doors = defaultDoors(cfg)
	}
	if s.endpoint != nil && !slices.Contains(s.doors, DoorRPC) {
		return &ConfigError{"Endpoint", "is where IKEEXT is, for door rpc, which is not to be tried"}
	}
	for i, name := range s.doors {
		switch name {
		case DoorRPC:
		case DoorWMI, DoorWinRM:
			switch {
			case s.way.none():
				return &ConfigError{"Doors", fmt.Sprintf("%s needs a sign-in, and auth is none", name)}
			case s.level == LevelConnect:
				return &ConfigError{"Doors", fmt.Sprintf("Windows does not let %s in without protection, and the level is connect", name)}
			}
		case DoorLocal:
			if len(s.doors) > 1 {
				return &ConfigError{"Doors", "local reads this very host and stands alone"}
			}
		default:
			return &ConfigError{"Doors", fmt.Sprintf("unknown door %q", name)}
		}
		if slices.Contains(s.doors[:i], name) {
			return &ConfigError{"Doors", fmt.Sprintf("%s stands there twice", name)}
		}
	}
	return nil
}

// checkNobody refuses a credential where nobody signs in.
func checkNobody(cfg *Config) error {
	if given, err := checkCredential(cfg); given || err != nil {
		return &ConfigError{"Doors", "local reads this very host with the rights of the process: leave the credential out"}
	}
	return nil
}

// defaultDoors leaves out what the rest of the Config rules out: who names an
// endpoint, demands pipes or the engine, signs in as nobody or without protection,
// wants RPC.
func defaultDoors(cfg *Config) []Door {
	if cfg.Endpoint != "" || cfg.EngineEndpoint != "" || cfg.Transport == TransportPipe ||
		cfg.Engine == EngineRequire || cfg.Auth == AuthNone || cfg.Level == LevelConnect {
		return []Door{DoorRPC}
	}
	return []Door{DoorRPC, DoorWMI, DoorWinRM}
}

// elsewhere reports whether an error means that there is no way in by this door,
// and not that another would fare as badly: above all, a credential that was
// refused, or may have been, is not tried at the next door.
func elsewhere(err error) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Stage {
	case stageResolve, stageKerberos, stageLocal:
		return false
	}
	switch e.Class {
	case ErrAccessDenied, ErrNotRegistered, ErrUnreachable:
		return true
	case ErrNotSupported:
		return e.Stage.calls() // a procedure or a class that the host does not have
	case ErrTimeout:
		return e.Stage == stageConnect
	}
	return false
}

// advance opens the next door that can be opened. Why is what the present door
// said, nil at first. What the doors said that did not open, or serve, is kept
// and goes with the snapshot or the last error.
func (c *Client) advance(ctx context.Context, why error) error {
	for {
		if why != nil {
			c.skip()
			var e *Error
			if !elsewhere(why) || len(c.waiting) == 0 || ctx.Err() != nil || !errors.As(why, &e) {
				return c.concluded(why)
			}
			c.log.Debug("no way in by this door, trying the next", "door", c.session.door, "next", c.waiting[0])
			c.tried = append(c.tried, e)
			c.door.close(true)
		}
		c.session.door, c.waiting = c.waiting[0], c.waiting[1:]
		c.door = c.newDoor(c.session.door)
		if why = c.door.open(ctx); why == nil {
			return nil
		}
	}
}

// skip leaves WMI out where the port that it begins on could not be reached
// already: it has nothing to add to what the door before said of that.
func (c *Client) skip() {
	for len(c.waiting) > 0 && c.waiting[0] == DoorWMI && c.closed[c.epmPort] != nil {
		c.log.Debug("this door has the same port, which cannot be reached", "door", DoorWMI, "port", c.epmPort)
		c.waiting = c.waiting[1:]
	}
}

// concluded adds to the last error what the doors before said.
func (c *Client) concluded(err error) error {
	var e *Error
	if errors.As(err, &e) {
		e.Tried = c.tried
	}
	return err
}
