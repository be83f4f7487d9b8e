package main

import (
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/config"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
	"github.com/remoteike/remoteike/ikeext"
)

// connection holds the flags that say how to reach a host and how to sign in.
type connection struct {
	flags      *pflag.FlagSet
	configFile string
	file       *config.File // empty until it was read

	authProfile string
	user        string
	auth, level *choice

	password, passwordFile string
	passwordStdin          bool
	ntHash, aesKey         string

	kerberos, requireKerberos bool
	ccache, keytab            string
	dc, krb5Conf, spn         string

	door                     *choice
	targetIP                 string
	transport                *choice
	endpoint, engineEndpoint string
	epmPort, smbPort         port
	winrmPort                port // 0: HTTP and HTTPS have one each
	https                    bool
	ca, fingerprint          string
	engine                   *choice
	timeout, stageTimeout    duration
	proxy                    string
	parallel, retries        count
	subnetRate, kdcRate      count // 0: no limit
	keepGoing                bool
	shard                    shard
	resume                   string
	// given are the credentials of the command line, once they were listed.
	given *[]source
	// shown says that the command line names the proxy.
	proxyShown bool
}

// addConnection adds them to a command about one host.
func addConnection(cmd *cobra.Command) *connection {
	c := &connection{
		flags:        cmd.Flags(),
		file:         &config.File{},
		epmPort:      135,
		smbPort:      445,
		parallel:     64,
		timeout:      duration(30 * time.Second),
		stageTimeout: duration(ikeext.DefaultStageTimeout),
	}
	c.flags.StringVar(&c.configFile, "config", "", "configuration file")
	c.addSignIn(cmd)
	c.addReach(cmd)
	return c
}

// addConnections is addConnection for a command that takes several hosts.
func addConnections(cmd *cobra.Command) *connection {
	c := addConnection(cmd)
	c.addFleet()
	return c
}

// addSignIn adds the flags that say who signs in, with what and how.
func (c *connection) addSignIn(cmd *cobra.Command) {
	f := c.flags
	f.StringVar(&c.authProfile, "auth-profile", "", "auth profile of the configuration file")
	_ = cmd.RegisterFlagCompletionFunc("auth-profile", c.completeProfiles) // as in choiceFlag
	f.StringVarP(&c.user, "user", "u", "", `DOMAIN\user, user@REALM, DOMAIN/user or user`)
	c.auth = choiceFlag(cmd, "auth", "", string(ikeext.AuthNegotiate), "how to sign in",
		string(ikeext.AuthNegotiate), string(ikeext.AuthKerberos), string(ikeext.AuthNTLM), string(ikeext.AuthNone))
	c.level = choiceFlag(cmd, "level", "", "", "protection, privacy unless given",
		string(ikeext.LevelConnect), string(ikeext.LevelIntegrity), string(ikeext.LevelPrivacy))

	f.StringVarP(&c.password, "password", "p", "", "password, for others to see")
	f.StringVar(&c.passwordFile, "password-file", "", "file that holds the password")
	toggleFlag(f, &c.passwordStdin, "password-stdin", "", "read the password from standard input")
	f.StringVarP(&c.ntHash, "nt-hash", "H", "", "NT hash instead of a password, or @FILE")
	f.StringVar(&c.aesKey, "aes-key", "", "Kerberos key instead of a password, or @FILE")

	toggleFlag(f, &c.kerberos, "kerberos", "k", "Kerberos with the tickets of kinit or a keytab")
	f.StringVar(&c.ccache, "ccache", "", "credential cache")
	f.StringVar(&c.keytab, "keytab", "", "keytab")
	f.StringVar(&c.dc, "dc", "", "KDC to ask")
	f.StringVar(&c.krb5Conf, "krb5-conf", "", "krb5.conf")
	f.StringVar(&c.spn, "spn", "", "service principal name of the host")
	toggleFlag(f, &c.requireKerberos, "require-kerberos", "", "never NTLM, MD4 or RC4")
}

// addReach adds the flags that say how to get to the host.
func (c *connection) addReach(cmd *cobra.Command) {
	f := c.flags
	c.door = choiceFlag(cmd, "door", "", doorAuto, "way to the counters",
		doorAuto, string(ikeext.DoorRPC), string(ikeext.DoorWMI), string(ikeext.DoorWinRM), string(ikeext.DoorLocal))
	f.StringVar(&c.targetIP, "target-ip", "", "address to connect to")
	c.transport = choiceFlag(cmd, "transport", "", string(ikeext.TransportAuto), "what carries RPC",
		string(ikeext.TransportAuto), string(ikeext.TransportTCP), string(ikeext.TransportPipe))
	f.StringVar(&c.endpoint, "endpoint", "", "string binding of IKEEXT")
	f.StringVar(&c.engineEndpoint, "engine-endpoint", "", "string binding of the Base Filtering Engine")
	f.Var(&c.epmPort, "epm-port", "TCP port of the endpoint mapper")
	f.Var(&c.smbPort, "smb-port", "TCP port of SMB")
	f.Var(&c.winrmPort, "winrm-port", "TCP port of WinRM")
	toggleFlag(f, &c.https, "https", "", "WinRM over HTTPS")
	f.StringVar(&c.ca, "ca", "", "file with the authorities to trust, PEM")
	f.StringVar(&c.fingerprint, "fingerprint", "", "SHA-256 of the host's certificate")
	c.engine = choiceFlag(cmd, "engine", "", string(ikeext.EngineAuto), "session with the Base Filtering Engine",
		string(ikeext.EngineAuto), string(ikeext.EngineRequire), string(ikeext.EngineSkip))
	f.Var(&c.timeout, "timeout", "time for the host in all")
	f.Var(&c.stageTimeout, "stage-timeout", "time for each stage")
	f.StringVar(&c.proxy, "proxy", "", "socks5://[user:pass@]host:port")
}

// addFleet adds the flags for several hosts.
func (c *connection) addFleet() {
	f := c.flags
	f.Var(&c.parallel, "parallel", "hosts at the same time")
	f.Var(&c.retries, "retries", "attempts more at a host that cannot be reached")
	f.Var(&c.subnetRate, "subnet-rate", "hosts begun in one subnet in a second")
	f.Var(&c.kdcRate, "kdc-rate", "requests to one KDC in a second")
	toggleFlag(f, &c.keepGoing, "keep-going", "", "go on after one refusal of the credential")
	f.Var(&c.shard, "shard", "the i-th of n parts of the hosts")
	f.StringVar(&c.resume, "resume", "", "skip the hosts that this output has answers of")
}

// fromEnvironment lists the flags that the environment stands in for, those apart
// that say who signs in and with what. What belongs to one host has no default,
// and the files of Kerberos have its own variables.
func fromEnvironment() []string {
	return []string{
		"config", "auth-profile", "door", "auth", "level", "require-kerberos", "dc", "transport", "epm-port", "smb-port",
		"winrm-port", "https", "ca", "engine", "timeout", "stage-timeout", "parallel", "retries", "proxy",
	}
}

// applyEnvironment fills in what the command line left out.
func (c *connection) applyEnvironment() error {
	c.proxyShown = c.proxy != ""
	names := fromEnvironment()
	if c.fingerprint != "" { // of one host, which the authorities of others do not matter to
		names = slices.DeleteFunc(names, func(name string) bool { return name == "ca" })
	}
	return applyEnvironment(c.flags, os.Getenv, names...)
}

// doorAuto leaves the choice of doors to the library.
const doorAuto = "auto"

// doorsOf is the list of doors that a value of --door stands for.
func doorsOf(door string) []ikeext.Door {
	if door == doorAuto {
		return nil
	}
	return []ikeext.Door{ikeext.Door(door)}
}

// isLocal reports whether this very host is to be read.
func (c *connection) isLocal() bool { return c.door.value == string(ikeext.DoorLocal) }

// reach makes the library's configuration of all that is the same for every host.
// Nobody signs in yet.
func (a *app) reach(c *connection) (*ikeext.Config, error) {
	cfg := &ikeext.Config{
		Doors:           doorsOf(c.door.value),
		Auth:            ikeext.Auth(c.auth.value),
		Level:           ikeext.Level(c.level.value),
		RequireKerberos: c.requireKerberos,
		SPN:             c.spn,
		KDC:             c.dc,
		KRB5Conf:        c.krb5Conf,
		Tickets:         new(ikeext.Tickets), // one for the run
		TargetIP:        c.targetIP,
		Transport:       ikeext.Transport(c.transport.value),
		Endpoint:        c.endpoint,
		EngineEndpoint:  c.engineEndpoint,
		EPMPort:         int(c.epmPort),
		SMBPort:         int(c.smbPort),
		WinRMPort:       int(c.winrmPort),
		HTTPS:           c.https,
		Fingerprint:     c.fingerprint,
		Engine:          ikeext.EngineMode(c.engine.value),
		StageTimeout:    time.Duration(c.stageTimeout),
	}
	if !c.flags.Changed("https") && (c.ca != "" || c.fingerprint != "") {
		cfg.HTTPS = true
	}
	var err error
	if cfg.RootCAs, err = authorities(c.ca); err != nil {
		return nil, err
	}
	if c.proxy != "" {
		dial, secret, err := socks(c.proxy)
		if err != nil {
			return nil, err
		}
		cfg.DialContext = dial
		if secret && c.proxyShown {
			a.warnShown("a password in --proxy", "put the proxy into "+variable("proxy"))
		}
	}
	return cfg, nil
}

// output holds the flags that say what to print.
type output struct {
	flags   *pflag.FlagSet
	format  *choice
	all     bool
	verbose bool
}

func addOutput(cmd *cobra.Command) *output {
	o := &output{flags: cmd.Flags()}
	o.format = choiceFlag(cmd, "output", "o", string(render.Table), "form of the result",
		string(render.Table), string(render.JSON), string(render.NDJSON), string(render.CSV), string(render.Prometheus))
	toggleFlag(o.flags, &o.all, "all", "", "show rows of zeros too, and reasons of zero to prometheus")
	toggleFlag(o.flags, &o.verbose, "verbose", "v", "tell what is tried")
	return o
}

// addForm adds the flags of a command whose result has but some of the forms, the
// first unless another is given, and no rows to fold.
func addForm(cmd *cobra.Command, formats ...render.Format) *output {
	o := &output{flags: cmd.Flags()}
	var names []string
	for _, f := range formats {
		names = append(names, string(f))
	}
	o.format = choiceFlag(cmd, "output", "o", names[0], "form of the result", names...)
	toggleFlag(o.flags, &o.verbose, "verbose", "v", "tell what is tried")
	return o
}

// applyEnvironment fills in what the command line left out. A form that other
// commands have is no error: the variable is for all of them.
func (o *output) applyEnvironment() error {
	if elsewhere(os.Getenv(variable("output"))) && !o.format.offers(os.Getenv(variable("output"))) {
		return nil
	}
	return applyEnvironment(o.flags, os.Getenv, "output")
}

// elsewhere reports whether some command has a form of output of that name.
func elsewhere(format string) bool {
	switch render.Format(format) {
	case render.Table, render.JSON, render.NDJSON, render.CSV:
		return true
	}
	return false
}
