package ikeext

import (
	"context"
	"fmt"
)

// The doors by which quick-mode SAs cannot be listed.
func (d *rpcDoor) quickModeSAs(context.Context, *SATemplate, int) (pages[QuickModeSA], error) {
	return nil, d.cannotButWMI("list quick-mode security associations")
}

func (d *localDoor) quickModeSAs(context.Context, *SATemplate, int) (pages[QuickModeSA], error) {
	return nil, d.cannotButWMI("list quick-mode security associations")
}

func (d *wmiDoor) quickModeSAs(context.Context, *SATemplate, int) (pages[QuickModeSA], error) {
	return nil, d.cannot("list quick-mode security associations")
}

func (d *winrmDoor) quickModeSAs(context.Context, *SATemplate, int) (pages[QuickModeSA], error) {
	return nil, d.cannot("list quick-mode security associations")
}

func (d *wmiDoor) securityAssociations(context.Context, *SATemplate, int) (pages[SecurityAssociation], error) {
	return nil, d.cannot("list security associations")
}

func (d *winrmDoor) securityAssociations(context.Context, *SATemplate, int) (pages[SecurityAssociation], error) {
	return nil, d.cannot("list security associations")
}

func (d *localDoor) securityAssociations(context.Context, *SATemplate, int) (pages[SecurityAssociation], error) {
	return nil, d.cannot("list security associations")
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
