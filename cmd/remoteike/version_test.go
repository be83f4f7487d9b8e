package main

import (
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestVersionLine(t *testing.T) {
	for name, test := range map[string]struct {
		info debug.BuildInfo
		want string
	}{
		"nothing known": {debug.BuildInfo{}, "remoteike (devel) (commit unknown) "},
		"release": {debug.BuildInfo{
			Main:     debug.Module{Version: "v1.2.3"},
			Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "0123456789abcdef0123456789abcdef01234567"}},
		}, "remoteike v1.2.3 (commit 0123456789ab) "},
		"changed, short": {debug.BuildInfo{Settings: []debug.BuildSetting{
			{Key: "vcs.revision", Value: "abc"}, {Key: "vcs.modified", Value: "true"},
		}}, "remoteike (devel) (commit abc+) "},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Contains(t, versionLine(&test.info), test.want)
		})
	}
}
