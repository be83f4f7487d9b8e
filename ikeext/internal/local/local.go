// Package local reads the statistics and the security associations of the Windows host
// that this process runs on, by the documented functions of the Windows Filtering
// Platform. Nothing goes over a network and nobody signs in: Windows asks what the
// process may do.
package local

import "context"

// Count is the number of members of IKEEXT_STATISTICS1.
const Count = 415

// Reading is what the host answered.
type Reading struct {
	// Values are the members of IKEEXT_STATISTICS1, in their order.
	Values [Count]uint32
	// Build is the version of Windows, for example "10.0.17763".
	Build string
}

// Statistics opens a session, reads the statistics and closes the session. It
// returns the context's error when the context ends first, [ErrNotWindows] on
// other systems, and otherwise an [*Error].
func Statistics(ctx context.Context) (*Reading, error) {
	return await(ctx, read)
}

// await returns what call returns, or the context's error if that comes first.
// Nothing interrupts a thread that waits inside the library, so such a call is
// left behind: it ends when Windows answers, which it has to for the session to be
// closed, and what it returns is dropped. Until then it holds that thread.
func await[T any](ctx context.Context, call func(context.Context) (T, error)) (T, error) {
	var none T
	if err := ctx.Err(); err != nil {
		return none, err
	}
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome, 1) // nobody may be there to receive
	go func() {
		value, err := call(ctx)
		done <- outcome{value, err}
	}()
	select {
	case o := <-done:
		return o.value, o.err
	case <-ctx.Done():
		return none, ctx.Err()
	}
}
