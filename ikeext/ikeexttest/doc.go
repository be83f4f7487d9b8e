// Package ikeexttest simulates a Windows host that has IKE statistics, for
// tests of programs that read them, as net/http/httptest does for web clients.
//
//	host, err := ikeexttest.Start(ikeexttest.Config{})
//	if err != nil {
//		t.Fatal(err)
//	}
//	defer host.Close()
//
// A [Host] listens on real TCP ports and speaks DCE/RPC over them: an endpoint
// mapper, the management interface, IKEEXT and the Base Filtering Engine, with
// NTLM and, for a host with a keytab, Kerberos, bare or within SPNEGO, at levels
// connect, integrity and privacy. It may have a WinRM listener, too, with the same
// mechanisms. What it offers and refuses follows a [Profile]. It checks every
// request before it answers; breaches of the protocol are answered as Windows does
// and kept in [Host.Violations], calls in [Host.Calls], so that tests prove what
// was sent.
//
// Profiles with an open firewall have WMI beside it: activation on the port of the
// endpoint mapper, by RemoteCreateInstance and by RemoteActivation, and on a port
// of its own NTLMLogin, ExecQuery and Next for the seven classes of IKE counters and
// two of security associations, and RemRelease. Activation wants a sign-in at integrity or privacy. Of WQL it
// knows SELECT of everything or of named properties FROM a class; there is no
// RemQueryInterface, no ping and no asynchronous call. To refuse, intercept:
//
//	cfg.Intercept = func(call *ikeexttest.Call) *ikeexttest.Reply {
//		if call.Interface == "IWbemLevel1Login" {
//			return call.Fail(0x80041003) // WBEM_E_ACCESS_DENIED
//		}
//		return nil
//	}
//
// IKEEXT has all its ten operations, on security associations that Config gives or
// that are made up: DefaultSAs, or any number of GeneratedSA. A deletion takes
// effect, a new descriptor is the one that is read, new addresses are noted and
// change nothing. The engine numbers its operations by the build of Windows and has
// those that open, close and read: options, descriptor, statistics of IPsec and of
// the protection against denial of service. Who calls it by the numbers of another
// Windows gets what that one would answer. Rights that nobody has are in
// [Config.DeniedRights]; to abort sessions there are [Host.AbortEngines] and:
//
//	cfg.Intercept = func(call *ikeexttest.Call) *ikeexttest.Reply {
//		if call.Interface == "engine" && len(call.Stub) == 20 {
//			return &ikeexttest.Reply{Fault: 1727} // RPC_S_CALL_FAILED_DNE
//		}
//		return nil
//	}
//
// WMI and WinRM show the same associations, and quick-mode ones, as
// MSFT_NetMainModeSA and MSFT_NetQuickModeSA in root\StandardCimv2.
//
// For hosts that break the protocol there are [Reply.Edit] for what a call
// returns, [Config.Damage] for the bytes of a PDU, and [Config.Misbehave] for when
// and how often they come:
//
//	cfg.Misbehave = func(p ikeexttest.PDU) ikeexttest.Misbehaviour {
//		if p.Interface == "ikeext" {
//			return ikeexttest.Drip(time.Second)
//		}
//		return nil
//	}
//
// It is for tests and demonstrations. It does not defend itself against anyone
// who means harm beyond keeping its memory and waiting times bounded.
package ikeexttest
