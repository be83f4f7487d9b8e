package ikeext

import "context"

// IPsecStatistics returns the counters of the IPsec traffic of the host:
// IPsecGetStatistics1. It takes the right FWPM_ACTRL_READ_STATS and DoorRPC or DoorLocal,
// with a session with the Base Filtering Engine, which is opened if it is not yet.
//
// Errors are as for Statistics. The class is ErrNotSupported, and nothing was sent, when
// Config.Engine is EngineSkip, when the host does not offer its engine or by a door that
// does not have it; also where the number of the procedure is not known for the build of
// the host: see Config.ForceOpnum. FWP_E_SESSION_ABORTED does not close the Client: the
// next call of this kind opens another session with the engine.
func (c *Client) IPsecStatistics(ctx context.Context) (*IPsecStatistics, error) {
	return byEngine(ctx, c, func(ctx context.Context) (*IPsecStatistics, error) { return c.door.ipsecStatistics(ctx) })
}

// DoSProtectionStatistics returns the counters of the host's protection against denial
// of service: IPsecDospGetStatistics0. It takes the right FWPM_ACTRL_READ_STATS and is in
// everything else like IPsecStatistics.
func (c *Client) DoSProtectionStatistics(ctx context.Context) (*DoSProtectionStatistics, error) {
	return byEngine(ctx, c, func(ctx context.Context) (*DoSProtectionStatistics, error) {
		d, ok := c.door.(*rpcDoor)
		if !ok {
			return nil, c.cannot("read the statistics of DoS protection")
		}
		return d.dosProtectionStatistics(ctx)
	})
}

// EngineInfo returns the options of the host's Base Filtering Engine and its security
// descriptor: FwpmEngineGetOption0 and FwpmEngineGetSecurityInfo0. It takes the rights
// FWPM_ACTRL_READ and READ_CONTROL and is in everything else like IPsecStatistics.
func (c *Client) EngineInfo(ctx context.Context) (*EngineInfo, error) {
	return byEngine(ctx, c, func(ctx context.Context) (*EngineInfo, error) {
		d, ok := c.door.(*rpcDoor)
		if !ok {
			return nil, c.cannot("read the options of the filter engine")
		}
		return d.engineInfo(ctx)
	})
}

// byEngine makes a call that goes to no other door than the one that is open.
func byEngine[T any](ctx context.Context, c *Client, f func(context.Context) (*T, error)) (out *T, err error) {
	err = c.do(ctx, func(ctx context.Context) (err error) {
		if out, err = f(ctx); err != nil {
			return c.concluded(err)
		}
		c.waiting = nil
		return nil
	})
	return out, err
}
