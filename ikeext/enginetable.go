package ikeext

import "fmt"

// EngineTable says how a Base Filtering Engine numbers its procedures. The interface has
// the same identity in all versions of Windows, so that nothing but the numbers tells
// them apart.
type EngineTable string

// The tables.
const (
	// EngineTableWindows7 is that of Windows 7 and Server 2008 R2: EngineOpen is 1.
	EngineTableWindows7 EngineTable = "windows7"
	// EngineTableWindows81 is that of Windows 8.1, Server 2012 R2 and later: EngineOpen
	// is 2. Up to build 19045 all numbers are known, later those of the first few.
	EngineTableWindows81 EngineTable = "windows8.1"
)

// engineOpnums are the numbers of the procedures of an engine. Zero means that it is not
// known.
type engineOpnums struct {
	table                               EngineTable
	open, close, getOption              int
	getSecurity, statistics, dospTotals int
	options                             int // how many there are to be asked for
}

// windows7 are the numbers of Windows 7; without those that are not sure of a host
// that has EngineOpen at 1 and did not say that it is one: it may be older.
func windows7(sure bool) engineOpnums {
	o := engineOpnums{table: EngineTableWindows7, open: 1, close: 2, getOption: 3, options: 3}
	if sure {
		o.getSecurity, o.statistics, o.dospTotals = 5, 83, 100
	}
	return o
}

// windows81 are the numbers of Windows 8.1; without those that are not sure of a host
// that has EngineOpen at 2 and may be later than build 19045, where procedures were put
// in between: behind the first few, calls would go astray.
func windows81(sure bool) engineOpnums {
	o := engineOpnums{table: EngineTableWindows81, open: 2, close: 3, getOption: 4, options: 6}
	if sure {
		o.getSecurity, o.statistics, o.dospTotals = 6, 84, 104
	}
	return o
}

// engineOpnumsOf returns the numbers for a version of Windows, and whether its table is
// known. Otherwise they are the ones to begin a search with.
func engineOpnumsOf(version string) (o engineOpnums, known bool) {
	const lastSure = 19045
	var major, minor, build int
	if _, err := fmt.Sscanf(version, "%d.%d.%d", &major, &minor, &build); err != nil {
		return windows81(false), false
	}
	switch {
	case major == 6 && minor == 1:
		return windows7(true), true
	case major == 6 && minor == 3:
		return windows81(true), true
	case major == 10 && minor == 0:
		return windows81(build <= lastSure), true
	}
	return windows81(false), false
}
