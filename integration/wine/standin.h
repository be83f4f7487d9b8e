// What the parts of the stand-in share.
#define _WIN32_WINNT 0x0A00
#define NTDDI_VERSION 0x0A000000
#include <windows.h>
#include <fwpmu.h>

#define EXPORT __declspec(dllexport)

// Whether REMOTEIKE_STANDIN says so.
BOOL mode(const char *wanted);

// Whether a handle is that of a session which is open.
BOOL is_open(HANDLE engine);
