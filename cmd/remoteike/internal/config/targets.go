package config

import (
	"io"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/remoteike/remoteike/ikeext"
)

// maxTargetsSize bounds a file of targets: 128 bytes for each of the hosts that a
// run may have. The parser takes a hundred times as much at worst.
const maxTargetsSize = 8 << 20

// Target is a host, or several of them, and what is different there from the rest
// of the run. Fields that the file leaves out are zero and mean no difference.
type Target struct {
	// Host is a name, an address, a network or a range.
	Host string
	// At is where the target stands.
	At Position
	// Labels are the user's own names for the host, by label name. They go with the
	// result.
	Labels map[string]string
	Override
}

// Override is what of a target is not as in the rest of the run.
type Override struct {
	// AuthProfile is the name of the profile to sign in by.
	AuthProfile string
	// User is the account to sign in as, with the credential that would be used
	// without it.
	User string
	// SPN, TargetIP, Endpoint, EngineEndpoint and the ports are those of
	// [ikeext.Config].
	SPN, TargetIP               string
	Endpoint, EngineEndpoint    string
	EPMPort, SMBPort, WinRMPort int
	// Door is the way to the counters; auto is the library's choice.
	Door string
}

// OfOneHost returns the key of something that can only be true of a single host,
// empty when there is none.
func (o *Override) OfOneHost() string {
	switch {
	case o.SPN != "":
		return "spn"
	case o.TargetIP != "":
		return "target_ip"
	}
	return ""
}

// ReadTargets reads a file of targets, whose name is for errors.
func ReadTargets(name string, r io.Reader) ([]*Target, error) {
	text, err := readAll(name, r, maxTargetsSize)
	if err != nil {
		return nil, err
	}
	d := decoder{name}
	root, err := d.document(text)
	if err != nil || root == nil {
		return nil, err
	}
	var list []*Target
	err = d.mapping(root, map[string]field{"targets": func(n *yaml.Node) (err error) {
		list, err = d.targetList(n)
		return err
	}})
	return list, err
}

// targetList decodes a list of targets.
func (d decoder) targetList(n *yaml.Node) (list []*Target, err error) {
	if isNull(n) {
		return nil, nil
	}
	if n.Kind != yaml.SequenceNode {
		return nil, d.at(n).Errorf("write - host: NAME, a line each", "must be a list")
	}
	for _, c := range n.Content {
		t, err := d.target(c)
		if err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, nil
}

func (d decoder) target(n *yaml.Node) (*Target, error) {
	t := &Target{At: d.at(n)}
	if n.Kind == yaml.ScalarNode && !isNull(n) { // a name and nothing else
		return t, d.text(&t.Host)(n)
	}
	err := d.mapping(n, map[string]field{
		"host":            d.text(&t.Host),
		"auth_profile":    d.text(&t.AuthProfile),
		"user":            d.text(&t.User),
		"spn":             d.text(&t.SPN),
		"target_ip":       d.text(&t.TargetIP),
		"endpoint":        d.text(&t.Endpoint),
		"engine_endpoint": d.text(&t.EngineEndpoint),
		"epm_port":        d.port(&t.EPMPort),
		"smb_port":        d.port(&t.SMBPort),
		"winrm_port":      d.port(&t.WinRMPort),
		"door": choice(d, &t.Door, "auto", string(ikeext.DoorRPC), string(ikeext.DoorWMI),
			string(ikeext.DoorWinRM)),
		"labels": func(n *yaml.Node) error { return d.labels(n, &t.Labels) },
	})
	if err == nil && t.Host == "" {
		err = t.At.Errorf("add host: NAME", "a target has no host")
	}
	return t, err
}

// labelName is what Prometheus takes for the name of a label, but for the names
// that begin with __, which it keeps for itself.
var labelName = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]*$`)

func (d decoder) labels(n *yaml.Node, into *map[string]string) error {
	return d.pairs(n, func(key, value *yaml.Node) error {
		if !labelName.MatchString(key.Value) || strings.HasPrefix(key.Value, "__") {
			return d.at(key).Errorf("take letters, digits and _, no digit and no __ in front", "no name for a label")
		}
		var text string
		if err := d.text(&text)(value); err != nil {
			return err
		}
		if *into == nil {
			*into = map[string]string{}
		}
		(*into)[key.Value] = text
		return nil
	})
}
