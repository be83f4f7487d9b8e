// A stand-in for bcryptprimitives.dll, from which Go programs take their random
// numbers. Wine 8 has none; SystemFunction036 is RtlGenRandom.
#include <windows.h>

BOOLEAN WINAPI SystemFunction036(void *buffer, ULONG size);

__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *data, SIZE_T size)
{
	return size <= MAXDWORD && SystemFunction036(data, (ULONG)size);
}
