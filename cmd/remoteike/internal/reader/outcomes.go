package reader

import (
	"errors"
	"log/slog"
	"sync"

	"github.com/remoteike/remoteike/ikeext"
)

// maxOutcomes bounds what is remembered for the log.
const maxOutcomes = 50000

// outcomes is what came of hosts last, so that the log tells of changes alone.
type outcomes struct {
	mu   *sync.Mutex
	last map[key]ikeext.Class // empty: it answered
}

func newOutcomes() outcomes { return outcomes{new(sync.Mutex), map[key]ikeext.Class{}} }

// note logs what came of a host when it is not the same as before.
func (o *outcomes) note(log *slog.Logger, k key, err error) {
	class := classOf(err)
	o.mu.Lock()
	before, known := o.last[k]
	if len(o.last) >= maxOutcomes {
		clear(o.last)
	}
	o.last[k] = class
	o.mu.Unlock()
	switch {
	case err != nil && class != before:
		var e *ikeext.Error
		hint := ""
		if errors.As(err, &e) {
			hint = e.Hint
		}
		log.Warn("a host gives no answer", "host", k.target, "auth", k.profile, "module", k.module, "error", err, "hint", hint)
	case err == nil && known && before != "":
		log.Info("a host answers again", "host", k.target, "auth", k.profile, "module", k.module)
	}
}

// classOf is the class of an error, empty for none.
func classOf(err error) ikeext.Class {
	var e *ikeext.Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &e):
		return e.Class
	}
	return ikeext.ErrInternal
}
