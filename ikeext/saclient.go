package ikeext

import (
	"context"
	"errors"
	"fmt"
	"iter"
)

// ErrReadOnly is returned by methods that would change the host, before anything is
// sent, unless Config.AllowChanges is set.
var ErrReadOnly = errors.New("ikeext: the configuration does not allow changes: set AllowChanges")

// SecurityAssociations lists the main-mode security associations of the host that fit
// the template, nil for all of them: IkeextSaCreateEnumHandle0, IkeextSaEnum1 and
// IkeextSaDestroyEnumHandle0, by DoorLocal with IkeextSaEnum2. They come a page at a time
// while the loop goes on, and memory holds one page. SAs that come and go meanwhile may be
// missed.
//
// DoorWMI and DoorWinRM read MSFT_NetMainModeSA in root\StandardCimv2, which Windows has
// since 8 and Server 2012: less of each SA, as SecurityAssociation tells. All of its
// instances are read, and those that do not fit the template left out here; a template
// with the hash of a certificate gives the class ErrNotSupported, because the instances
// have none. Of a host whose IKE service does not run there are none, and no error.
//
// An error is the last thing that the iterator yields, with a nil SA. A *ConfigError
// says that the template cannot be used, and nothing was sent; everything else is as
// for Statistics, and closes the session.
//
// The enumeration ends on the host with the loop, whether that is over, left early or
// its context ended; when a call is cancelled midway, with the connection. Other calls
// of the Client find their turn between two pages.
//
// It takes the rights FWPM_ACTRL_ENUM and FWPM_ACTRL_READ, by WMI Remote Enable on the
// namespace instead. A door, or a Windows, that does not list SAs gives the class
// ErrNotSupported.
func (c *Client) SecurityAssociations(ctx context.Context, t *SATemplate) iter.Seq2[*SecurityAssociation, error] {
	return list(ctx, c, t, func(ctx context.Context, d door) (pages[SecurityAssociation], error) {
		return d.securityAssociations(ctx, t, c.saPage)
	})
}

// QuickModeSecurityAssociations lists the quick-mode security associations of the host
// whose ends fit the template, nil for all of them: the instances of MSFT_NetQuickModeSA
// in root\StandardCimv2, which Windows has since 8 and Server 2012. They come, and errors
// with them, as those of SecurityAssociations do.
//
// It takes DoorWMI or DoorWinRM, and a right on that namespace, Remote Enable; the others
// give the class ErrNotSupported, upon which the next door is tried as in Statistics. A
// template with a certificate's hash gives it too: these SAs have none.
func (c *Client) QuickModeSecurityAssociations(ctx context.Context, t *SATemplate) iter.Seq2[*QuickModeSA, error] {
	return list(ctx, c, t, func(ctx context.Context, d door) (pages[QuickModeSA], error) {
		return d.quickModeSAs(ctx, t, c.saPage)
	})
}

// SecurityAssociation returns the main-mode security association of that number:
// IkeextSaGetById1, by DoorLocal IkeextSaGetById2. It takes the right FWPM_ACTRL_READ, and
// one of these doors. The error is as for Statistics and closes the session; of a number
// that the host does not have its Code is FWP_E_NOT_FOUND.
func (c *Client) SecurityAssociation(ctx context.Context, id uint64) (sa *SecurityAssociation, err error) {
	type getter interface {
		securityAssociation(context.Context, uint64) (*SecurityAssociation, error)
	}
	err = byOneDoor(ctx, c, "read a security association", func(ctx context.Context, d getter) (err error) {
		sa, err = d.securityAssociation(ctx, id)
		return err
	})
	return sa, err
}

// DeleteSecurityAssociation deletes the main-mode security association of that number,
// and the quick modes under it: IkeextSaDeleteById0. The peer is cut off until it
// negotiates anew. It takes the right DELETE, and DoorRPC.
//
// Unless Config.AllowChanges is set it returns ErrReadOnly and sends nothing. It is
// never tried twice: after an error that is no refusal, the SA may be gone or not.
func (c *Client) DeleteSecurityAssociation(ctx context.Context, id uint64) error {
	if !c.allowChanges {
		return ErrReadOnly
	}
	return c.byRPC(ctx, "delete a security association", func(ctx context.Context, d *rpcDoor) error {
		return d.deleteSecurityAssociation(ctx, id)
	})
}

// SecurityDescriptor returns parts of the security descriptor that says who may read
// statistics and security associations: IkeextSaDbGetSecurityInfo0. It takes DoorRPC
// and the right READ_CONTROL, for the SACL ACCESS_SYSTEM_SECURITY.
func (c *Client) SecurityDescriptor(ctx context.Context, what SecurityInformation) (sd *SecurityDescriptor, err error) {
	if err := what.check(); err != nil {
		return nil, err
	}
	err = c.byRPC(ctx, "read the security descriptor", func(ctx context.Context, d *rpcDoor) (err error) {
		sd, err = d.securityDescriptor(ctx, what)
		return err
	})
	return sd, err
}

// SetSecurityDescriptor replaces parts of the security descriptor by those of sd, of
// which Bytes count alone: IkeextSaDbSetSecurityInfo0. It takes DoorRPC and the right
// WRITE_OWNER for owner and group, WRITE_DAC for the DACL, ACCESS_SYSTEM_SECURITY for the
// SACL. Windows keeps the descriptor in its registry.
//
// Unless Config.AllowChanges is set it returns ErrReadOnly and sends nothing. It is
// never tried twice.
func (c *Client) SetSecurityDescriptor(ctx context.Context, what SecurityInformation, sd *SecurityDescriptor) error {
	if !c.allowChanges {
		return ErrReadOnly
	}
	if err := what.check(); err != nil {
		return err
	}
	if sd == nil {
		return &ConfigError{"SecurityDescriptor", "is missing: ParseSecurityDescriptor makes one"}
	}
	if _, err := ParseSecurityDescriptor(sd.Bytes); err != nil {
		return &ConfigError{"SecurityDescriptor", err.Error()}
	}
	return c.byRPC(ctx, "set the security descriptor", func(ctx context.Context, d *rpcDoor) error {
		return d.setSecurityDescriptor(ctx, what, sd)
	})
}

// check returns a *ConfigError when nothing, or something unknown, is asked for.
func (i SecurityInformation) check() error {
	if i == 0 || i&^allSecurityInformation != 0 {
		return &ConfigError{"SecurityInformation", fmt.Sprintf("%#x is no sum of owner 1, group 2, DACL 4 and SACL 8", uint32(i))}
	}
	return nil
}

// byRPC makes a call that DoorRPC alone has.
func (c *Client) byRPC(ctx context.Context, what string, f func(context.Context, *rpcDoor) error) error {
	return byOneDoor(ctx, c, what, f)
}

// byOneDoor makes a call that doors of type D have. It goes to no other door: a host that
// refuses it here offers it nowhere.
func byOneDoor[D any](ctx context.Context, c *Client, what string, f func(context.Context, D) error) error {
	return c.do(ctx, func(ctx context.Context) error {
		d, ok := c.door.(D)
		if !ok {
			return c.concluded(c.cannot(what))
		}
		if err := f(ctx, d); err != nil {
			return c.concluded(err)
		}
		c.waiting = nil
		return nil
	})
}
