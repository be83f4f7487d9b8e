package render_test

import (
	"bytes"
	"errors"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
	"github.com/remoteike/remoteike/ikeext"
)

// newSnapshot returns a snapshot without values.
func newSnapshot() *ikeext.Snapshot {
	return &ikeext.Snapshot{
		Host:         "vpn01.corp.example",
		CollectedAt:  time.Date(2026, 3, 4, 5, 6, 7, 89e6, time.UTC),
		Door:         "rpc",
		Transport:    "ncacn_ip_tcp",
		Endpoint:     "ncacn_ip_tcp:192.0.2.7[49666]",
		Auth:         ikeext.SignIn{Mechanism: "ntlm", Level: ikeext.LevelPrivacy},
		Engine:       ikeext.EngineNotRegistered,
		WindowsBuild: "10.0.17763",
	}
}

// fullSnapshot returns a snapshot in which every field has the value of f.
func fullSnapshot(value func(f ikeext.Field) uint32) *ikeext.Snapshot {
	s := newSnapshot()
	for f := range ikeext.Field(ikeext.FieldCount) {
		s.Set(f, value(f))
	}
	return s
}

func zero(ikeext.Field) uint32     { return 0 }
func greatest(ikeext.Field) uint32 { return math.MaxUint32 }

// distinct gives every field a value of its own, none of them zero.
func distinct(f ikeext.Field) uint32 { return 70001 + uint32(f) }

// set records a value by its path.
func set(t *testing.T, s *ikeext.Snapshot, path string, v uint32) {
	t.Helper()
	f, ok := ikeext.ParseField(path)
	require.True(t, ok, path)
	s.Set(f, v)
}

func answered(s *ikeext.Snapshot) render.Result {
	return render.Result{Host: s.Host, FinishedAt: s.CollectedAt, Duration: 12345678 * time.Nanosecond, Snapshot: s}
}

func refused() render.Result {
	return render.Result{
		Host:       "old01",
		FinishedAt: time.Date(2026, 3, 4, 6, 0, 0, 0, time.FixedZone("", 3600)),
		Duration:   2 * time.Second,
		Err: &ikeext.Error{
			Stage: "call", Class: ikeext.ErrAccessDenied, Host: "old01", Code: 5,
			Hint: "ask the owner", Err: errors.New("IkeGetStatistics refused"),
		},
	}
}

func write(t *testing.T, format render.Format, options render.Options, results ...render.Result) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, render.Write(&b, format, results, options))
	return b.String()
}

func TestWriteRefusesUnknownFormat(t *testing.T) {
	assert.Error(t, render.Write(&bytes.Buffer{}, "xml", nil, render.Options{}))
}

// failingWriter is a disk that is full.
type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteReportsFailure(t *testing.T) {
	results := []render.Result{answered(fullSnapshot(distinct))}
	for _, format := range []render.Format{render.Table, render.JSON, render.CSV} {
		t.Run(string(format), func(t *testing.T) {
			assert.ErrorContains(t, render.Write(failingWriter{}, format, results, render.Options{}), "disk full")
		})
	}
}

func TestProblemOfForeignErrorIsInternal(t *testing.T) {
	want := render.Problem{Class: ikeext.ErrInternal, Message: "odd"}
	assert.Equal(t, want, render.ProblemOf(errors.New("odd")))
}
