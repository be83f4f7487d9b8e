// Package metrics says which metrics the counters of a host become: one table, from
// which the exposition format of Prometheus and OTLP are both made. It knows neither
// of the two; see promtext and otlp for them.
package metrics

// Metric is a metric family: a name and what it means.
type Metric struct {
	// Name is the name by Prometheus's rules: base units, and "_total" on counters
	// alone.
	Name string
	// Help says what is counted and where on Windows it comes from. One line.
	Help string
	// Counter says that the values only rise, apart from resets. False means a gauge.
	Counter bool
	// Unit is that of the values, by UCUM: "s", or an annotation such as
	// "{negotiation}". Empty where the value only says that something holds.
	Unit string
}

// Label is a name with a value. A sample has each name once.
type Label struct{ Name, Value string }

// Sample is a value of a metric.
type Sample struct {
	// Labels tell it from the others of its metric, in the order of their names.
	Labels []Label
	// Value is in the unit of the metric.
	Value float64
}

// Family is a metric and what was read of it: at least one sample.
type Family struct {
	*Metric
	Samples []Sample
}
