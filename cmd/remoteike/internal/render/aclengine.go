package render

import (
	"fmt"
	"io"
	"time"

	"github.com/remoteike/remoteike/ikeext"
)

// engineQuestions are what the descriptor of the filter engine decides.
func engineQuestions() []question {
	return []question{
		{"open_session", "open a session", ikeext.AccessOpen},
		{"read_options", "read its options", ikeext.AccessRead},
		{"read_descriptor", "read this descriptor", ikeext.AccessReadControl},
		{"change_descriptor", "change this descriptor", ikeext.AccessWriteDAC},
	}
}

// EngineACL writes the options of the filter engine and its security descriptor.
func EngineACL(w io.Writer, format Format, host string, at time.Time, info *ikeext.EngineInfo, options Options) error {
	sd := info.SecurityDescriptor
	if format == JSON {
		o := &object{}
		o.add("schema", ACLSchema)
		o.add("host", host)
		o.add("collected_at", at.UTC().Format(timeFormat))
		o.add("engine_table", info.Table)
		o.add("engine_options", info.Options)
		if sd != nil {
			addDescriptor(o, sd, engineQuestions())
		}
		return writeObject(w, o)
	}
	l := newListing(w, options)
	l.title(host + ", filter engine")
	if sd == nil {
		l.line("Note", "the descriptor was not read: its opnum is not known for this build of Windows")
	} else {
		l.descriptor(sd, engineQuestions())
	}
	fmt.Fprintln(l.out, "\nOptions")
	for _, o := range info.Options {
		fmt.Fprintf(l.out, "  %-42s %d\n", o.Option, o.Value)
	}
	return l.out.Flush()
}
