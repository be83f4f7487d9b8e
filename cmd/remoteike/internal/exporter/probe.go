package exporter

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/exposition"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/metrics"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/reader"
)

// timeoutHeader is where Prometheus says how long it waits, in seconds.
const timeoutHeader = "X-Prometheus-Scrape-Timeout-Seconds"

// probe reads the host that the request names. A host that gives nothing is an
// answer like another, with ikeext_up 0.
func (e *Exporter) probe(w http.ResponseWriter, r *http.Request) {
	q, options, err := e.question(r.URL.RawQuery)
	if err != nil {
		e.refuse(w, err)
		return
	}
	ctx, cancel, err := e.timed(r)
	if err != nil {
		e.refuse(w, err)
		return
	}
	defer cancel()
	reading, err := e.read(ctx, q)
	if err != nil {
		e.refuse(w, err)
		return
	}
	var set exposition.Set
	set.Add(reading.Families(options))
	promhttp.HandlerFor(&set, promhttp.HandlerOpts{}).ServeHTTP(w, r)
}

// read reads a host, and counts.
func (e *Exporter) read(ctx context.Context, q reader.Request) (metrics.Reading, error) {
	start := time.Now()
	reading, err := e.reader.Read(ctx, q)
	e.own.probed(reading, err, time.Since(start))
	return reading, err
}

// question takes the parameters apart. Nothing that is not known here is accepted:
// somebody may mean a password by it.
func (e *Exporter) question(query string) (q reader.Request, o metrics.Options, err error) {
	values, err := url.ParseQuery(query)
	if err != nil { // whose text would repeat what was given
		return q, o, &badParameter{"the parameters are not in the form of a URL"}
	}
	errorRows := ""
	into := map[string]*string{"target": &q.Target, "auth": &q.Profile, "module": &q.Module, "errors": &errorRows}
	for name, given := range values {
		switch known := into[name]; {
		case known == nil:
			return q, o, &badParameter{"only target, auth, module and errors are known"}
		case len(given) > 1:
			return q, o, &badParameter{name + " is given more than once"}
		default:
			*known = given[0]
		}
	}
	if q.Target == "" {
		return q, o, &badParameter{"target is missing"}
	}
	o = e.reader.Options(q)
	switch errorRows {
	case "":
	case "all", "nonzero":
		o.AllErrors = errorRows == "all"
	default:
		return q, o, &badParameter{"errors must be all or nonzero"}
	}
	return q, o, nil
}

// timed bounds a request by Prometheus's timeout less the offset, for the answer has
// to be there in time.
func (e *Exporter) timed(r *http.Request) (context.Context, context.CancelFunc, error) {
	text := r.Header.Get(timeoutHeader)
	if text == "" {
		ctx, cancel := context.WithCancel(r.Context()) // the module's timeout counts
		return ctx, cancel, nil
	}
	seconds, err := strconv.ParseFloat(text, 64)
	if err != nil || !(seconds > 0 && seconds < 1e6) {
		return nil, nil, &badParameter{timeoutHeader + " is no number of seconds"}
	}
	scrape := time.Duration(seconds * float64(time.Second))
	limit := max(scrape-e.Offset, scrape/2)
	ctx, cancel := context.WithTimeoutCause(r.Context(), limit, &scrapeTimeout{limit})
	return ctx, cancel, nil
}

// scrapeTimeout is why a reading ended.
type scrapeTimeout struct{ after time.Duration }

func (e *scrapeTimeout) Error() string { return "not finished within " + e.after.String() }

// Is makes it a context.DeadlineExceeded.
func (e *scrapeTimeout) Is(target error) bool { return target == context.DeadlineExceeded }

// badParameter is a request that is wrong in form.
type badParameter struct{ reason string }

func (e *badParameter) Error() string { return e.reason }

// statusOf is the HTTP status for an error of a reading.
func statusOf(err error) int {
	var (
		form       *badParameter
		request    *reader.RequestError
		denied     *reader.DeniedError
		credential *reader.CredentialError
	)
	switch {
	case errors.As(err, &form), errors.As(err, &request):
		return http.StatusBadRequest
	case errors.As(err, &denied):
		return http.StatusForbidden
	case errors.Is(err, reader.ErrBusy):
		return http.StatusServiceUnavailable
	case errors.As(err, &credential):
		return http.StatusInternalServerError
	}
	return http.StatusInternalServerError
}

// refuse answers without metrics.
func (e *Exporter) refuse(w http.ResponseWriter, err error) {
	status := statusOf(err)
	e.own.refused(status)
	text := err.Error()
	switch status {
	case http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", "5")
	case http.StatusForbidden:
		text += "; add it to allow: in the configuration if it is to be read"
	case http.StatusInternalServerError:
		e.Logger.Error("a credential cannot be read", "error", err)
	}
	http.Error(w, fmt.Sprintf("error: %s", text), status)
}
