package ikeext

import "context"

// The doors that do not have them.
func (d *wmiDoor) ipsecStatistics(context.Context) (*IPsecStatistics, error) {
	return nil, d.cannot("read IPsec statistics")
}

func (d *winrmDoor) ipsecStatistics(context.Context) (*IPsecStatistics, error) {
	return nil, d.cannot("read IPsec statistics")
}
