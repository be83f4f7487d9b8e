package ikeext

import "context"

// ipsecStatistics are read by no door but DoorRPC yet.
func (d *wmiDoor) ipsecStatistics(context.Context) (*IPsecStatistics, error) {
	return nil, d.cannot("read IPsec statistics")
}

func (d *winrmDoor) ipsecStatistics(context.Context) (*IPsecStatistics, error) {
	return nil, d.cannot("read IPsec statistics")
}

func (d *localDoor) ipsecStatistics(context.Context) (*IPsecStatistics, error) {
	return nil, d.cannot("read IPsec statistics")
}
