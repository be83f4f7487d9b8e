package ikeext

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/remoteike/remoteike/ikeext/internal/local"
)

// localDoor is DoorLocal. There is nothing to open: each reading has an engine
// session of its own, as Windows programs do it.
type localDoor struct {
	*session
	// enumerations are those under way, which have engine sessions too.
	enumerations []*local.Enumeration
}

func (d *localDoor) open(context.Context) error { return nil }

func (d *localDoor) close(bool) {
	for _, e := range d.enumerations {
		e.Abandon()
	}
	d.enumerations = nil
}

// statistics reads the host that this process runs on.
func (d *localDoor) statistics(ctx context.Context) (*Snapshot, error) {
	start := time.Now()
	var reading *local.Reading
	err := d.stage(ctx, func(ctx context.Context) (err error) {
		reading, err = local.Statistics(ctx)
		return err
	})
	if err != nil {
		return nil, d.failLocal(ctx, err)
	}
	snapshot := &Snapshot{Host: d.name, Door: DoorLocal, Engine: EngineOpened}
	snapshot.complete(start, reading.Build)
	for f, v := range reading.Values {
		snapshot.Set(Field(f), v)
	}
	d.log.Debug("statistics read", "door", DoorLocal, "duration", snapshot.Duration)
	return snapshot, nil
}

// failLocal makes an *Error of what Windows answered.
func (d *localDoor) failLocal(ctx context.Context, err error) error {
	failed := d.fail(ctx, stageLocal, err)
	var (
		e       *Error
		refused *local.Error
	)
	if errors.As(failed, &e) && errors.As(err, &refused) && refused.Err == nil {
		e.Err = fmt.Errorf("%s refused: %v", refused.Function, e.Code)
	}
	return failed
}

// classifyLocal returns the class and the status of a function that failed.
func classifyLocal(e *local.Error) (Class, Code) {
	switch {
	case errors.Is(e, local.ErrMissing), errors.Is(e, local.Err32Bit):
		return ErrNotSupported, Code(e.Code)
	case errors.Is(e, local.ErrOverrun), errors.Is(e, local.ErrOverrunIPsec), errors.Is(e, local.ErrMalformed):
		return ErrTruncated, Code(e.Code)
	case e.Code == codeNotRegistered, e.Code == 1722: // RPC_S_SERVER_UNAVAILABLE: nobody is behind the library
		return ErrServiceStopped, Code(e.Code)
	}
	return classifyStatus(e.Code), Code(e.Code)
}

// hintLocal says what to do about a failure of DoorLocal.
func hintLocal(e *Error) string {
	switch {
	case errors.Is(e.Err, local.ErrNotWindows):
		return "this door is for remoteike on the Windows host itself: build it with GOOS=windows and run it there as administrator"
	case errors.Is(e.Err, local.Err32Bit):
		return "run remoteike for windows/amd64 or windows/arm64 there"
	case errors.Is(e.Err, local.ErrMissing):
		return hintMissing(e.Err)
	}
	switch e.Class {
	case ErrAccessDenied:
		return hintRights(e.Err)
	case ErrServiceStopped:
		return "as administrator: Start-Service BFE, IKEEXT"
	case ErrTimeout:
		return "the Base Filtering Engine does not answer; Get-Service BFE, IKEEXT tells whether it runs"
	}
	return ""
}

// hintMissing says which Windows has a function.
func hintMissing(err error) string {
	var missing *local.Error
	if errors.As(err, &missing) && (strings.HasPrefix(missing.Function, "IkeextSaEnum") || strings.HasPrefix(missing.Function, "IkeextSaGet")) {
		return missing.Function + " is in Windows since 8 and Server 2012"
	}
	return "IkeextGetStatistics1 and IPsecGetStatistics1 are in every Windows since 7 and Server 2008 R2"
}

// hintRights says which right a function takes.
func hintRights(err error) string {
	const start = "run it as administrator, in an elevated prompt; others need "
	var denied *local.Error
	if errors.As(err, &denied) && strings.HasPrefix(denied.Function, "IkeextSa") {
		return start + "FWPM_ACTRL_ENUM and FWPM_ACTRL_READ on the IKE database"
	}
	return start + "FWPM_ACTRL_READ_STATS on the IKE database"
}
