// Package guard stands between a socket and the RPC library and lets only
// well-formed PDUs through.
//
// The library trusts what it reads: lengths that contradict each other make it
// panic in goroutines of its own, where no recover of ours can reach. [Conn]
// therefore reads whole PDUs, checks each against what was sent before (the
// type that may answer, the call id, the negotiated sizes, the protection that
// was agreed on) and hands over only what passed. It also takes the faults out
// of the stream, because the library would close the connection on them.
package guard
