// Package pipe opens a named pipe of a Windows host over SMB 2.1 to 3.1.1 and
// gives it back as a plain net.Conn, so that whatever speaks over TCP can speak
// over a pipe.
//
// The SMB library trusts what it reads: frames that contradict themselves make
// it panic in a goroutine of its own, where no recover of ours can reach. Between
// it and the socket therefore stands a guard that reads whole frames, decrypts
// them for a look when they are encrypted, verifies their signatures, checks each
// against the request that it answers, and hands over only what passed. The guard
// also closes gaps in what the library proves: the signature of the reply that
// ends the sign-in, guest and anonymous sessions, answers in the clear to what was
// encrypted.
//
// Before SMB 3.1.1 nothing protects the choice of the dialect, and the library does
// not ask for it again. Somebody on the way can so take the encryption away, but
// not the signatures: what must not be read needs protection of its own inside.
package pipe
