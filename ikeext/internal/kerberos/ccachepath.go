package kerberos

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
)

// cacheName is a credential cache and who named it, for messages.
type cacheName struct {
	name, by string
}

// findCCache returns the cache to use. The order is MIT's.
func findCCache(o *Options, s *settings, goos string) cacheName {
	if o.CCache != "" {
		return cacheName{o.CCache, "named by the caller"}
	}
	if env := os.Getenv("KRB5CCNAME"); env != "" {
		return cacheName{env, "named by KRB5CCNAME"}
	}
	if s.ccacheName != "" {
		return cacheName{expand(s.ccacheName), "named by default_ccache_name in " + s.party}
	}
	file := "/tmp/krb5cc_" + strconv.Itoa(os.Getuid())
	if goos == "darwin" {
		if _, err := os.Stat(file); err != nil {
			return cacheName{"API:", "the default of macOS"}
		}
	}
	return cacheName{"FILE:" + file, "the default"}
}

// expand replaces the parameters that MIT allows in paths of krb5.conf.
func expand(name string) string {
	username := ""
	if strings.Contains(name, "%{username}") {
		if u, err := user.Current(); err == nil {
			username = u.Username
		}
	}
	uid := strconv.Itoa(os.Getuid())
	return strings.NewReplacer(
		"%{uid}", uid,
		"%{USERID}", uid,
		"%{euid}", strconv.Itoa(os.Geteuid()),
		"%{username}", username,
		"%{TEMP}", os.TempDir(),
		"%{null}", "",
	).Replace(name)
}

// split returns the type and the rest of a cache's name. A bare path, or one
// that begins with the letter of a drive, is a FILE.
func (c cacheName) split() (kind, rest string) {
	kind, rest, ok := strings.Cut(c.name, ":")
	if !ok || len(kind) == 1 || strings.ContainsAny(kind, `/\.`) {
		return "FILE", c.name
	}
	return kind, rest
}

// files returns the cache files to look at, the preferred first. Only a DIR
// cache has more than one.
func (c cacheName) files() ([]string, error) {
	kind, rest := c.split()
	switch kind {
	case "FILE":
		return []string{rest}, nil
	case "DIR":
		return dirFiles(rest)
	}
	// The type alone: the rest may name a session.
	return nil, fail(UnsupportedCache, "",
		"kinit -c FILE:"+filepath.Join(os.TempDir(), "krb5cc_remoteike")+" USER@REALM, then name that file with --ccache or KRB5CCNAME",
		"credential caches of type %s: (%s) cannot be read, only FILE: and DIR:", kind, c.by)
}

const maxDirCaches = 64

// dirFiles returns the caches of a collection: the primary one, then the rest.
// With a second colon the name is that of one file.
func dirFiles(rest string) ([]string, error) {
	if file, ok := strings.CutPrefix(rest, ":"); ok {
		return []string{file}, nil
	}
	primary := "tkt"
	if b, err := readBounded(filepath.Join(rest, "primary"), 4096); err == nil {
		primary = strings.TrimSpace(string(b))
	}
	if primary != filepath.Base(primary) || !strings.HasPrefix(primary, "tkt") {
		return nil, fail(NoSource, "DIR:"+rest, "kinit makes a new one", "the file primary names no cache of this folder")
	}
	files := []string{filepath.Join(rest, primary)}
	entries, err := os.ReadDir(rest)
	if err != nil {
		return nil, fail(NoSource, "DIR:"+rest, noCacheHint, "no credential cache: %w", err)
	}
	for _, entry := range entries {
		name := entry.Name()
		if strings.HasPrefix(name, "tkt") && name != primary && len(files) < maxDirCaches {
			files = append(files, filepath.Join(rest, name))
		}
	}
	return files, nil
}

const noCacheHint = "sign in with kinit, or name another cache with --ccache or KRB5CCNAME"

func (c cacheName) String() string { return fmt.Sprintf("%s (%s)", c.name, c.by) }
