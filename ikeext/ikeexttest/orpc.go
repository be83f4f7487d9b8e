package ikeexttest

// Results of DCOM, which come as faults or as return values ([MS-ERREF] 2.1.1).
const (
	hresultAccessDenied       = 0x80070005
	hresultInvalidArgument    = 0x80070057
	hresultNoInterface        = 0x80004002
	hresultClassNotRegistered = 0x80040154
	hresultVersionMismatch    = 0x80010110
	hresultInvalidHeader      = 0x80010111
	hresultInvalidIPID        = 0x80010113
	hresultDisconnected       = 0x80010108
)

// The version of DCOM that the host speaks.
const (
	comMajor = 5
	comMinor = 7
)

// orpc makes an operation of a DCOM method: parse reads what follows ORPCTHIS,
// answer gets it together with the object that was called.
func orpc[T any](parse func(*conn, *cursor) (T, error), answer func(*conn, *object, T) []byte) operation {
	read := func(c *conn, stub []byte) (T, error) {
		var none T
		args := &cursor{rest: stub}
		if err := checkThis(args, true); err != nil {
			return none, err
		}
		parsed, err := parse(c, args)
		if err != nil {
			return none, err
		}
		return parsed, checkEnd(args, stub)
	}
	return operation{
		check: func(c *conn, stub []byte) error {
			_, err := read(c, stub)
			return err
		},
		answer: func(c *conn, stub []byte) []byte {
			// The check has passed, so there is no error.
			parsed, _ := read(c, stub)
			c.host.exporter.own(c.target, c)
			return answer(c, c.target, parsed)
		},
	}
}

// checkThis reads an ORPCTHIS ([MS-DCOM] 2.2.13.3), whose flags mean something to
// objects only.
func checkThis(args *cursor, called bool) error {
	major, minor := args.u16(), args.u16()
	flags := args.u32()
	args.u32() // reserved
	args.guid()
	extensions := args.u32()
	switch {
	case args.short:
		return breachf(faultBadStub, "request without a whole ORPCTHIS")
	case major != comMajor || minor > comMinor:
		return breachf(hresultVersionMismatch, "version %d.%d of DCOM", major, minor)
	case called && flags != 0:
		return breachf(hresultInvalidHeader, "ORPCTHIS with flags %#x", flags)
	}
	if extensions != 0 {
		skipExtensions(args)
	}
	return nil
}

// skipExtensions reads an ORPC_EXTENT_ARRAY ([MS-DCOM] 2.2.13.2).
func skipExtensions(args *cursor) {
	args.u32() // how many
	args.u32() // reserved
	if args.u32() == 0 {
		return
	}
	present := 0
	for range args.count(4) {
		if args.u32() != 0 {
			present++
		}
	}
	for range present {
		size := args.count(1)
		args.guid()
		args.u32() // the size without padding
		args.bytes(size)
	}
}

// checkEnd returns the breach of a stub that is too short or too long. What aligns
// a verification trailer may be left.
func checkEnd(args *cursor, stub []byte) error {
	if args.short || len(args.rest) > 3 {
		return breachf(faultBadStub, "stub of %d bytes, %d of them unexplained", len(stub), len(args.rest))
	}
	return nil
}
