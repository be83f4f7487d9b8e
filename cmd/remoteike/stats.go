package main

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
	"github.com/remoteike/remoteike/ikeext"
)

const statsUsage = `Usage:
  remoteike stats [flags] [[DOMAIN/]USER[:PASSWORD]@]HOST
  remoteike stats [flags] HOST|NETWORK|RANGE|@FILE|- ...
  remoteike stats --door local [flags]

Signs in to Windows hosts and prints their IKE, AuthIP and IKEv2 counters. HOST
is a name or an IPv4 or IPv6 address; it begins after the last @. Several are
read at the same time: names and addresses, networks such as 10.0.8.0/22, ranges
such as 10.0.0.1-10.0.0.9 or 10.0.0.1-9, and of a file or standard input (-) one
of these a line. The table has a line a host then. In a file that ends in .yaml,
targets: is a list of host: with auth_profile, user, spn, target_ip, endpoint,
engine_endpoint, epm_port, smb_port, winrm_port, door and labels. What it says
of a host comes before the flags.

Signing in:
      --auth-profile NAME  who signs in, with what and how: one of auth_profiles
                           in the configuration file, not -u and a credential
  -u, --user USER          DOMAIN\user, user@REALM, DOMAIN/user or user
      --auth WAY           negotiate (default), kerberos, ntlm or none.
                           Negotiate is kerberos, or ntlm in its place where it
                           is known beforehand that there can be no ticket
      --level LEVEL        connect, integrity or privacy (default)

With a password or a key of the user (asked for on a terminal if none is given):
  -p, --password TEXT      the password, for other users of this machine to see;
                           better is one of the next two or the environment
      --password-file FILE a file that nobody else can read and that holds it
      --password-stdin     read it from standard input
  -H, --nt-hash HASH|@FILE the NT hash instead: 32 hexadecimal digits or LM:NT;
                           signs in with kerberos only when --auth says so
      --aes-key KEY|@FILE  the Kerberos key instead, AES128 or AES256: 32 or 64
                           hexadecimal digits

With Kerberos:
  -k, --kerberos           sign in with the tickets of kinit or a keytab, never
                           with a password or NTLM; means --auth kerberos unless
                           that is given as negotiate
      --ccache CACHE       FILE:PATH, DIR:PATH or a path; unless given that of
                           KRB5CCNAME, or the usual one
      --keytab FILE        a keytab with a key of the user
      --dc HOST[:PORT]     the KDC to ask, before those of krb5.conf and DNS
      --krb5-conf FILE     instead of KRB5_CONFIG or the usual krb5.conf
      --spn SPN            the host's service principal name, host/HOST unless
                           given; SMB takes cifs/ and WinRM HTTP/ with the same
                           host
      --require-kerberos   refuse NTLM, MD4 and RC4, whatever else is asked for

Reaching the host:
      --door DOOR          the way to the counters: auto (default) tries rpc,
                           wmi and winrm until one is open, and none after a
                           refused credential
                             rpc    the call itself, all 415 values; stock
                                    Windows refuses it from the network
                             wmi    performance counters over DCOM, 75 of the
                                    415 and 16 more; for hosts whose firewall
                                    lets WMI in
                             winrm  the same by WS-Management, which stock
                                    servers let in since 2012
                             local  the Windows host this program runs on, all
                                    415, as administrator; without a HOST
      --target-ip ADDRESS  connect there instead of where HOST resolves to
      --transport WAY      auto (default), tcp, or np for named pipes over SMB;
                           auto takes these when TCP does not get through
      --endpoint BINDING   where IKEEXT is, such as ncacn_ip_tcp:[49666] or
                           ncacn_np:[\pipe\atsvc]; nobody else is asked then
      --engine-endpoint BINDING
                           the same for the Base Filtering Engine
      --epm-port PORT      port of the endpoint mapper (135)
      --smb-port PORT      port of SMB (445)
      --winrm-port PORT    port of WinRM (5985, with HTTPS 5986)
      --https              WinRM over HTTPS, the certificate checked; without,
                           bodies are sealed by the sign-in
      --ca FILE            the authorities to trust for that, PEM
      --fingerprint SHA256 the host's certificate itself, instead of all checks
      --engine MODE        session with the Base Filtering Engine, where that is
                           offered: auto (default), require or skip
      --timeout TIME       for the host in all (30s)
      --stage-timeout TIME for each ticket, connection, bind and call (5s)
      --proxy URL          socks5://[user:pass@]host:port

With several hosts:
      --parallel N         hosts at the same time (64). One host signs in alone
                           until it has accepted the credential; when it or a
                           later one refuses that, no other host is asked
      --keep-going         go on after one refusal and stop at the second; after
                           an acceptance, go on after any
      --retries N          attempts more at a host that cannot be reached (0)
      --subnet-rate N      hosts begun in a second in one subnet, a /24 of IPv4
                           or a /64 of IPv6 (0, which is no limit)
      --kdc-rate N         requests to one KDC in a second (0)
      --shard I/N          the I-th of N parts of the hosts, by their names
      --resume FILE        skip the hosts that FILE, an earlier output in ndjson
                           or json, has counters of; the same FILE may be what
                           the output is appended to

Output:
  -o, --output FORMAT      table (default), json, ndjson (a host a line), csv or
                           prometheus (its text format, hosts in a label)
      --all                show rows of zeros in the table too, and reasons that
                           nothing failed for to prometheus
  -v, --verbose            tell on standard error what is tried, in order

Configuration:
      --config FILE        instead of remoteike/config.yaml in XDG_CONFIG_HOME,
                           ~/.config unless set (macOS: ~/Library/Application
                           Support, Windows: %AppData%), which may be missing.
                           It has auth_profiles and defaults: values of flags,
                           where neither these nor the environment give one

Environment, where no flag is given:
  REMOTEIKE_USER  REMOTEIKE_PASSWORD  REMOTEIKE_PASSWORD_FILE  REMOTEIKE_NT_HASH
  REMOTEIKE_AES_KEY  REMOTEIKE_KEYTAB  REMOTEIKE_DC  REMOTEIKE_REQUIRE_KERBEROS
  REMOTEIKE_AUTH  REMOTEIKE_LEVEL  REMOTEIKE_DOOR  REMOTEIKE_TRANSPORT
  REMOTEIKE_EPM_PORT  REMOTEIKE_SMB_PORT  REMOTEIKE_WINRM_PORT  REMOTEIKE_HTTPS
  REMOTEIKE_CA  REMOTEIKE_ENGINE  REMOTEIKE_TIMEOUT  REMOTEIKE_STAGE_TIMEOUT
  REMOTEIKE_PARALLEL  REMOTEIKE_RETRIES  REMOTEIKE_PROXY  REMOTEIKE_OUTPUT
  REMOTEIKE_CONFIG  REMOTEIKE_AUTH_PROFILE
  KRB5CCNAME and KRB5_CONFIG name files as for other Kerberos programs.
  NO_COLOR and CLICOLOR=0 switch colours off.

Example:
  $ remoteike stats -u 'CORP\auditor' vpn01.corp.example
  $ kinit auditor && remoteike stats -k vpn01.corp.example
  $ remoteike stats -u 'CORP\auditor' -o ndjson @hosts.txt 10.0.8.0/22
  $ remoteike stats @hosts.yaml -o ndjson --resume out.ndjson >> out.ndjson
  $ remoteike stats -o json --password-file secret CORP/auditor@vpn01 | jq .
`

func (a *app) statsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:               "stats HOST",
		Short:             "read a host and print its counters",
		Long:              statsUsage,
		ValidArgsFunction: cobra.NoFileCompletions,
		Args:              cobra.ArbitraryArgs,
	}
	conn, out := addConnections(cmd), addOutput(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		given := shown(cmd.Flags())
		if err := errors.Join(conn.applyEnvironment(), out.applyEnvironment()); err != nil {
			return err
		}
		if err := conn.readConfig(); err != nil {
			return err
		}
		if err := conn.applyDefaults(); err != nil {
			return err
		}
		if conn.isLocal() {
			return a.statsHere(cmd.Context(), conn, out, args, given)
		}
		if conn.passwordStdin && slices.Contains(args, "-") {
			return &usageError{reason: "both the hosts and the password are to come from standard input", hint: "give one of them in a file"}
		}
		hosts, err := a.targets(args, conn.shard)
		if err != nil {
			return err
		}
		if conn.resume != "" {
			if hosts, err = a.unanswered(hosts, conn.resume, out); err != nil || len(hosts) == 0 {
				return err
			}
		}
		if len(hosts) == 1 && len(args) == 1 && conn.shard.count == 0 && conn.resume == "" {
			return a.stats(cmd.Context(), conn, out, hosts[0])
		}
		return a.fleet(cmd.Context(), conn, out, hosts)
	}
	return cmd
}

func (a *app) stats(ctx context.Context, conn *connection, out *output, t target) error {
	list, err := a.plan(ctx, conn, []target{t}, newLogger(a.stderr, out.verbose))
	if err != nil {
		return err
	}
	result := query(ctx, t.host, list[0].Config, time.Duration(conn.timeout))
	result.Labels = t.labels()
	return a.finish([]render.Result{result}, out)
}

// query reads one host within a time.
func query(ctx context.Context, host string, cfg *ikeext.Config, timeout time.Duration) render.Result {
	ctx, cancel := context.WithTimeoutCause(ctx, timeout, &overdue{timeout})
	defer cancel()
	start := time.Now()
	result := func(snapshot *ikeext.Snapshot, err error) render.Result {
		return render.Result{
			Host: host, FinishedAt: time.Now(), Duration: time.Since(start),
			Snapshot: snapshot, Err: err,
		}
	}
	client, err := ikeext.Dial(ctx, host, cfg)
	if err != nil {
		return result(nil, err)
	}
	defer client.Close() // after the clock was stopped
	return result(client.Statistics(ctx))
}

// overdue is why a host was given up.
type overdue struct{ after time.Duration }

func (e *overdue) Error() string { return "not finished within " + e.after.String() }

// Is makes it a context.DeadlineExceeded.
func (e *overdue) Is(target error) bool { return target == context.DeadlineExceeded }

// finish prints the results, and tells of the hosts that gave none. Nothing is
// printed when a host could not even be asked, for want of a usable command line.
func (a *app) finish(results []render.Result, out *output) error {
	var config *ikeext.ConfigError
	failed := false
	for _, r := range results {
		if errors.As(r.Err, &config) {
			return configUsage(config)
		}
		failed = failed || r.Err != nil
	}
	var text bytes.Buffer
	if err := render.Write(&text, render.Format(out.format.value), results, a.renderOptions(out)); err != nil {
		return err
	}
	if _, err := text.WriteTo(a.stdout); err != nil {
		return err
	}
	for _, r := range results {
		if r.Err != nil {
			a.sayFailure(r.Err, out.verbose)
		}
	}
	if failed {
		return errReported
	}
	return nil
}
