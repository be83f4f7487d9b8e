package ikeext

import (
	"context"
	"errors"
	"fmt"
)

// The doors by which quick-mode SAs cannot be listed.
func (d *rpcDoor) quickModeSAs(context.Context, *SATemplate, int) (pages[QuickModeSA], error) {
	return nil, d.cannotButWMI("list quick-mode security associations")
}

func (d *localDoor) quickModeSAs(context.Context, *SATemplate, int) (pages[QuickModeSA], error) {
	return nil, d.cannotButWMI("list quick-mode security associations")
}

// cannot is an *Error that says what the present door has no means for, and DoorRPC has.
func (s *session) cannot(do string) error {
	return s.unable(do, "door rpc can, on hosts that let it in")
}

// cannotButWMI is for what WMI alone has.
func (s *session) cannotButWMI(do string) error {
	return s.unable(do, "doors wmi and winrm can, on Windows since 8 and Server 2012")
}

func (s *session) unable(do, hint string) error {
	return &Error{
		Stage: stageCall, Class: ErrNotSupported, Host: s.name, Door: s.door, Auth: s.auth(),
		Err:  fmt.Errorf("door %s cannot %s", s.door, do),
		Hint: hint, unsent: true,
	}
}

// cannotFindByHash is for templates by the hash of a certificate, which WMI does not have.
func (s *session) cannotFindByHash() error {
	return s.unable("find security associations by the hash of a certificate",
		"leave the hash out, or use door rpc on hosts that let it in")
}

// noteTemplate tells that the host sends all SAs, and those that fit are picked here.
func (s *session) noteTemplate(t *SATemplate) {
	if t != nil && (t.LocalSubNet.IsValid() || t.RemoteSubNet.IsValid()) {
		s.log.Debug("this door cannot ask for networks: all associations come, and those outside are dropped here", "door", s.door)
	}
}

// inStandard names the namespace in an error about it, and what to do there.
func (s *session) inStandard(err error) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	switch {
	case e.Class == ErrAccessDenied:
		e.Hint = "the sign-in was accepted, but the account lacks a right on this namespace: as administrator on the host, give " +
			"it Enable Account and Remote Enable on root\\StandardCimv2 in wmimgmt.msc, or sign in as an administrator; UAC " +
			"takes these rights from local accounts that sign in over the network"
	case isMissing(e):
		e.Hint = "WMI lists security associations on Windows since 8 and Server 2012"
	default:
		return err
	}
	e.Err = fmt.Errorf("root\\StandardCimv2: %w", e.Err)
	return err
}
