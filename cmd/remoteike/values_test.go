package main

import (
	"testing"
	"time"

	"github.com/spf13/pflag"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDurationRefuses(t *testing.T) {
	for _, text := range []string{"", "0", "-1", "-1s", "soon", "1e400", "NaN", "Inf", "1 s", "30x"} {
		var d duration
		assert.Error(t, d.Set(text), text)
	}
}

func TestDuration(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"30": 30 * time.Second, "0.5": 500 * time.Millisecond, "250ms": 250 * time.Millisecond, "1m30s": 90 * time.Second,
	} {
		var d duration
		require.NoError(t, d.Set(text), text)
		assert.Equal(t, want, time.Duration(d), text)
	}
}

func TestPortRefuses(t *testing.T) {
	for _, text := range []string{"", "0", "-1", "65536", "epmap", "135 "} {
		var p port
		assert.Error(t, p.Set(text), text)
	}
}

func TestToggleRepeatsNothing(t *testing.T) {
	for _, text := range []string{"", "s3cret", "yes", "2"} {
		on := toggle(true)
		assert.EqualError(t, on.Set(text), "must be true or false")
		assert.Equal(t, toggle(true), on)
	}
}

func TestToggle(t *testing.T) {
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	var first, second, third, fourth bool
	toggleFlag(flags, &first, "first", "f", "")
	toggleFlag(flags, &second, "second", "s", "")
	toggleFlag(flags, &third, "third", "", "")
	toggleFlag(flags, &fourth, "fourth", "", "")
	require.NoError(t, flags.Parse([]string{"-f", "--second", "--third=false"}))
	assert.Equal(t, []bool{true, true, false, false}, []bool{first, second, third, fourth})
}

func TestChoiceKeepsItsValueWhenItRefuses(t *testing.T) {
	c := choice{value: "a", allowed: []string{"a", "b", "c"}}
	assert.EqualError(t, c.Set("A"), "must be a, b or c")
	assert.Equal(t, "a", c.String())
}

func TestEnvironmentStandsInForFlags(t *testing.T) {
	variables := map[string]string{"REMOTEIKE_STAGE_TIMEOUT": "7s", "REMOTEIKE_TIMEOUT": "9s"}
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	var stage, whole, other duration
	flags.Var(&stage, "stage-timeout", "")
	flags.Var(&whole, "timeout", "")
	flags.Var(&other, "other", "")
	require.NoError(t, flags.Parse([]string{"--timeout", "3s"}))

	lookup := func(name string) string { return variables[name] }
	require.NoError(t, applyEnvironment(flags, lookup, "timeout", "stage-timeout", "other"))
	assert.Equal(t, 3*time.Second, time.Duration(whole), "the flag comes first")
	assert.Equal(t, 7*time.Second, time.Duration(stage))
	assert.Zero(t, other)
}
