// Package config reads the files that users write for remoteike: the configuration
// file and files of targets. Reading is strict, and every error has its place. No
// file holds a secret: it says where one is kept, and that is read when it is
// needed.
package config

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/allow"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/secret"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/usage"
)

// maxSize bounds a configuration file. It must be named by mistake to have more.
const maxSize = 1 << 18

// File is a configuration file. The zero File is that of a user who has none.
type File struct {
	// Name is the path of the file. Empty when there is none.
	Name string
	// Profiles are the auth profiles by name.
	Profiles map[string]*Profile
	// Defaults are the values of flags that neither the command line nor the
	// environment gives, in the order of the file.
	Defaults []Setting

	// Allow are the hosts that the exporter may read. Nil when the file does not say.
	Allow *allow.List
	// Modules are the ways in which it reads them, by name.
	Modules map[string]*Module
	// Targets are hosts that it knows beforehand.
	Targets []*Target
	// Serve are its limits.
	Serve Serve
	// OTel says where it pushes to. Nil means nowhere.
	OTel *OTel
}

// Setting is the value of a flag.
type Setting struct {
	// Flag is the name of the flag, without dashes in front.
	Flag string
	// Value is what would stand behind it on the command line.
	Value string
	// At is where the value stands.
	At Position
}

// DefaultName returns the path of the configuration file of this user:
// remoteike/config.yaml in the directory that the system has for such. Empty when
// that cannot be told.
func DefaultName() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "remoteike", "config.yaml")
}

// Load reads a configuration file. The flags named in defaults may have a default
// there. A file that says what to run is refused when others can write it; Windows,
// where that is not looked at, is the exception.
func Load(name string, defaults []string) (*File, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err := readAll(name, file, maxSize)
	if err != nil {
		return nil, err
	}
	f, err := Decode(name, text, defaults)
	if err != nil {
		return nil, err
	}
	for _, p := range f.Profiles {
		if s := p.Secret; s != nil && s.From.Command != nil {
			if err := secret.OnlyOwnerWrites(name); err != nil {
				return nil, err
			}
		}
	}
	return f, nil
}

// readAll reads a file of a bounded size.
func readAll(name string, r io.Reader, limit int64) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		var path *fs.PathError
		if errors.As(err, &path) {
			err = path.Err
		}
		return nil, &usage.Error{Reason: name + " cannot be read: " + err.Error(), Hint: "give the name of a file"}
	}
	if int64(len(text)) > limit {
		return nil, &usage.Error{Reason: name + " is too long", Hint: "give the name of a file of this kind"}
	}
	return text, nil
}

// Decode reads the text of a configuration file, whose name is for errors and for
// the paths in it: these are relative to its directory, or to the home directory
// after ~/. It looks at nothing else.
func Decode(name string, text []byte, defaults []string) (*File, error) {
	d := decoder{name}
	f := &File{Name: name, Profiles: map[string]*Profile{}}
	root, err := d.document(text)
	if err != nil || root == nil {
		return f, err
	}
	fields := d.exporterFields(f)
	fields["auth_profiles"] = func(n *yaml.Node) error { return d.profiles(n, f.Profiles) }
	fields["defaults"] = func(n *yaml.Node) error { return d.defaults(n, &f.Defaults, defaults) }
	return f, d.mapping(root, fields)
}

// defaults decodes the values of flags. The keys have _ where flags have a dash.
func (d decoder) defaults(n *yaml.Node, into *[]Setting, flags []string) error {
	fields := map[string]field{}
	for _, flag := range flags {
		fields[strings.ReplaceAll(flag, "-", "_")] = func(n *yaml.Node) error {
			s := Setting{Flag: flag, At: d.at(n)}
			decode := d.scalar
			if flag == "ca" { // the one that is a path
				decode = d.path
			}
			if err := decode(&s.Value)(n); err != nil {
				return err
			}
			*into = append(*into, s)
			return nil
		}
	}
	return d.mapping(n, fields)
}

// path decodes a path that is relative to the file's directory.
func (d decoder) path(into *string) field {
	return func(n *yaml.Node) error {
		if err := d.text(into)(n); err != nil {
			return err
		}
		*into = d.absolute(*into)
		return nil
	}
}

func (d decoder) absolute(path string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, rest)
		}
	}
	if filepath.IsAbs(path) || runtime.GOOS == "windows" && strings.HasPrefix(path, `\`) {
		return path
	}
	return filepath.Join(filepath.Dir(d.file), path)
}
