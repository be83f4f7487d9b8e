package ikeext

// EngineTable says how a Base Filtering Engine numbers its procedures. The interface is
// the same in all versions of Windows, so nothing but the numbers tells them apart.
type EngineTable string

// The tables.
const (
	// EngineTableWindows7 is that of Windows 7 and Server 2008 R2: EngineOpen is 1.
	EngineTableWindows7 EngineTable = "windows7"
	// EngineTableWindows81 is that of Windows 8.1, Server 2012 R2 and later: EngineOpen
	// is 2. Up to build 19045 the statistics have known numbers, too.
	EngineTableWindows81 EngineTable = "windows8.1"
)
