package ikeext

import (
	"context"
	"fmt"
)

// saPages are the pages of an enumeration of security associations that is under way.
type saPages interface {
	// next returns the next page and whether it is the last. After an error there is
	// none.
	next(ctx context.Context) (page []*SecurityAssociation, last bool, err error)
	// close ends the enumeration on the host. It is not called when the connection is
	// gone, with which the enumeration ends.
	close(ctx context.Context) error
}

// securityAssociations lists by no door but DoorRPC yet.
func (d *wmiDoor) securityAssociations(context.Context, *SATemplate, int) (saPages, error) {
	return nil, d.cannot("list security associations")
}

func (d *winrmDoor) securityAssociations(context.Context, *SATemplate, int) (saPages, error) {
	return nil, d.cannot("list security associations")
}

func (d *localDoor) securityAssociations(context.Context, *SATemplate, int) (saPages, error) {
	return nil, d.cannot("list security associations")
}

// cannot is an *Error that says what the present door has no means for.
func (s *session) cannot(do string) error {
	return &Error{
		Stage: stageCall, Class: ErrNotSupported, Host: s.name, Door: s.door, Auth: s.auth(),
		Err:  fmt.Errorf("door %s cannot %s", s.door, do),
		Hint: "door rpc can, on hosts that let it in", unsent: true,
	}
}
