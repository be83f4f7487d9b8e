package metrics

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/remoteike/remoteike/ikeext"
)

// Reading is what came of one host: a snapshot or an error.
type Reading struct {
	// Snapshot is what was read. Nil when Err is not.
	Snapshot *ikeext.Snapshot
	// Err is why nothing was read. Nil when Snapshot is not.
	Err error
	// Duration is how long it took in all.
	Duration time.Duration
	// Stages are parts of Duration, in order. Nil where they were not measured.
	Stages []StageTime
}

// StageTime is how long a stage took.
type StageTime struct {
	// Stage is its name, such as "connect".
	Stage string
	// Duration is its time.
	Duration time.Duration
}

// Options say what to make of a reading.
type Options struct {
	// AllErrors keeps the reasons that no negotiation failed for, 291 in all. False
	// means those that are not zero.
	AllErrors bool
}

// Families returns the metrics of a reading, in the order of the table. A value that
// was not read is in none of them.
func (r Reading) Families(o Options) []Family {
	list := r.about()
	if r.Snapshot == nil {
		return list
	}
	t := layOut()
	samples := make([][]Sample, len(t.metrics))
	add := func(c cell, v uint32) {
		samples[c.metric] = append(samples[c.metric], Sample{c.labels, float64(v) / c.scale})
	}
	for f, v := range r.Snapshot.Fields() {
		if _, isError := f.Code(); isError && v == 0 && !o.AllErrors {
			continue
		}
		add(t.fields[f], v)
	}
	for f, v := range r.Snapshot.WMIFields() {
		add(t.wmi[f], v)
	}
	for i, m := range t.metrics {
		if samples[i] != nil {
			list = append(list, Family{m, samples[i]})
		}
	}
	return list
}

// about are the metrics that tell of the reading itself.
func (r Reading) about() []Family {
	up := 1.0
	if r.Err != nil {
		up = 0
	}
	m := aboutMetrics()
	list := []Family{
		{m.up, []Sample{{Value: up}}},
		{m.duration, []Sample{{Value: r.Duration.Seconds()}}},
	}
	if r.Stages != nil {
		stages := Family{Metric: m.stages}
		for _, s := range r.Stages {
			stages.Samples = append(stages.Samples, Sample{labels(Label{"stage", s.Stage}), s.Duration.Seconds()})
		}
		list = append(list, stages)
	}
	if s := r.Snapshot; s != nil {
		list = append(list, Family{m.host, []Sample{{labels(
			Label{"door", string(s.Door)}, Label{"transport", s.Transport}, Label{"mechanism", s.Auth.Mechanism},
			Label{"level", string(s.Auth.Level)}, Label{"engine", string(s.Engine)}, Label{"windows_build", s.WindowsBuild},
		), 1}}})
	} else {
		list = append(list, Family{m.failure, []Sample{{failure(r.Err), 1}}})
	}
	return list
}

// about are the metrics that are not made of counters.
type about struct{ up, duration, stages, host, failure *Metric }

func aboutMetrics() about {
	return about{
		up: &Metric{Name: "ikeext_up", Help: "Whether the counters of the host were read."},
		duration: &Metric{Name: "ikeext_scrape_duration_seconds", Unit: "s",
			Help: "How long the host took in all, in seconds."},
		stages: &Metric{Name: "ikeext_stage_duration_seconds", Unit: "s",
			Help: "How long the stages took, in seconds: resolve, connect, sign_in (mapper, tickets and binds) and call. " +
				"A session that was kept has a call alone."},
		host: &Metric{Name: "ikeext_host_info",
			Help: "How the counters were read, and the version of Windows where the host told it."},
		failure: &Metric{Name: "ikeext_failure_info",
			Help: "Why the counters were not read: stage, class and code as in the JSON of remoteike."},
	}
}

// failure takes an error apart: what it says stays out of the labels, for its texts
// are without number.
func failure(err error) []Label {
	var e *ikeext.Error
	if errors.As(err, &e) {
		code := ""
		if e.Code != 0 {
			code = fmt.Sprint(uint32(e.Code))
		}
		return labels(Label{"stage", string(e.Stage)}, Label{"class", string(e.Class)}, Label{"door", string(e.Door)},
			Label{"code", code}, Label{"name", e.Code.Name()})
	}
	var config *ikeext.ConfigError
	if errors.As(err, &config) {
		return labels(Label{"class", string(ikeext.ErrNotSupported)})
	}
	return labels(Label{"class", string(ikeext.ErrInternal)})
}

// labels returns those that have a value, in the order of their names.
func labels(list ...Label) []Label {
	list = slices.DeleteFunc(list, func(l Label) bool { return l.Value == "" })
	slices.SortFunc(list, func(a, b Label) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

// All returns every metric that a reading can have, in the order of the table.
func All() []*Metric {
	m := aboutMetrics()
	return append([]*Metric{m.up, m.duration, m.stages, m.host, m.failure}, layOut().metrics...)
}
