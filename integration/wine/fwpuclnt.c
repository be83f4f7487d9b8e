// A stand-in for fwpuclnt.dll, the library of the Windows Filtering Platform, with
// the functions that remoteike calls. Those of security associations are in
// fwpuclnt_sa.c. The structures are the toolchain's, and are filled by the names of
// their members.
//
// REMOTEIKE_STANDIN in the environment says how it behaves:
//
//	(nothing)  member i is i * 2654435761 + 12345, as at the GSSAPI server; of those of
//	           64 bits the upper half is i
//	denied     no session: ERROR_ACCESS_DENIED
//	stopped    no statistics: FWP_E_IKEEXT_NOT_RUNNING
//	slow       statistics after two seconds
//	overrun    statistics of a structure that is one member longer
#include "standin.h"

#define IKEEXT_NOT_RUNNING 0x80320044

_Static_assert(sizeof(IKEEXT_STATISTICS1) == 1660, "IKEEXT_STATISTICS1 has 415 members");
_Static_assert(sizeof(IPSEC_STATISTICS1) == 216, "IPSEC_STATISTICS1 has 26 members of 32 bits and 14 of 64");

static LONG opened, closed;
static int session; // its address is the handle

BOOL mode(const char *wanted)
{
	char set[16] = "";
	GetEnvironmentVariableA("REMOTEIKE_STANDIN", set, sizeof set);
	return lstrcmpA(set, wanted) == 0;
}

BOOL is_open(HANDLE engine) { return engine == &session && opened > closed; }

// How many sessions were opened, and how many of them are still open.
EXPORT DWORD WINAPI StandInOpened(void) { return opened; }
EXPORT DWORD WINAPI StandInOpen(void) { return opened - closed; }

EXPORT DWORD WINAPI FwpmEngineOpen0(const wchar_t *server, UINT32 authn, SEC_WINNT_AUTH_IDENTITY_W *identity,
                                    const FWPM_SESSION0 *options, HANDLE *engine)
{
	if (server || authn != RPC_C_AUTHN_WINNT || identity || options || !engine)
		return ERROR_NOT_SUPPORTED;
	if (mode("denied"))
		return ERROR_ACCESS_DENIED;
	InterlockedIncrement(&opened);
	*engine = &session;
	return ERROR_SUCCESS;
}

EXPORT DWORD WINAPI FwpmEngineClose0(HANDLE engine)
{
	if (!is_open(engine))
		return ERROR_INVALID_HANDLE;
	InterlockedIncrement(&closed);
	return ERROR_SUCCESS;
}

static UINT32 next(UINT32 *i) { return (*i)++ * 2654435761u + 12345u; }

static void fill_family(IKEEXT_IP_VERSION_SPECIFIC_KEYMODULE_STATISTICS1 *s, UINT32 *i)
{
	s->currentActiveMainModes = next(i);
	s->totalMainModesStarted = next(i);
	s->totalSuccessfulMainModes = next(i);
	s->totalFailedMainModes = next(i);
	s->totalResponderMainModes = next(i);
	s->currentNewResponderMainModes = next(i);
	s->currentActiveQuickModes = next(i);
	s->totalQuickModesStarted = next(i);
	s->totalSuccessfulQuickModes = next(i);
	s->totalFailedQuickModes = next(i);
	s->totalAcquires = next(i);
	s->totalReinitAcquires = next(i);
	s->currentActiveExtendedModes = next(i);
	s->totalExtendedModesStarted = next(i);
	s->totalSuccessfulExtendedModes = next(i);
	s->totalFailedExtendedModes = next(i);
	s->totalImpersonationExtendedModes = next(i);
	s->totalImpersonationMainModes = next(i);
}

static void fill_module(IKEEXT_KEYMODULE_STATISTICS1 *s, UINT32 *i)
{
	fill_family(&s->v4Statistics, i);
	fill_family(&s->v6Statistics, i);
	for (int code = 0; code < 97; code++)
		s->errorFrequencyTable[code] = next(i);
	s->mainModeNegotiationTime = next(i);
	s->quickModeNegotiationTime = next(i);
	s->extendedModeNegotiationTime = next(i);
}

static void fill_common(IKEEXT_COMMON_STATISTICS1 *s, UINT32 *i)
{
	s->v4Statistics.totalSocketReceiveFailures = next(i);
	s->v4Statistics.totalSocketSendFailures = next(i);
	s->v6Statistics.totalSocketReceiveFailures = next(i);
	s->v6Statistics.totalSocketSendFailures = next(i);
	s->totalPacketsReceived = next(i);
	s->totalInvalidPacketsReceived = next(i);
	s->currentQueuedWorkitems = next(i);
}

EXPORT DWORD WINAPI IkeextGetStatistics1(HANDLE engine, IKEEXT_STATISTICS1 *statistics)
{
	UINT32 i = 0;

	if (!is_open(engine))
		return ERROR_INVALID_HANDLE;
	if (mode("stopped"))
		return IKEEXT_NOT_RUNNING;
	if (mode("slow"))
		Sleep(2000);
	fill_module(&statistics->ikeStatistics, &i);
	fill_module(&statistics->authipStatistics, &i);
	fill_module(&statistics->ikeV2Statistics, &i);
	fill_common(&statistics->commonStatistics, &i);
	if (mode("overrun"))
		*(UINT32 *)(statistics + 1) = next(&i);
	return ERROR_SUCCESS;
}

static UINT64 next64(UINT32 *i)
{
	UINT64 upper = *i;

	return upper << 32 | next(i);
}

static void fill_traffic(IPSEC_TRAFFIC_STATISTICS1 *s, UINT32 *i)
{
	s->encryptedByteCount = next64(i);
	s->authenticatedAHByteCount = next64(i);
	s->authenticatedESPByteCount = next64(i);
	s->transportByteCount = next64(i);
	s->tunnelByteCount = next64(i);
	s->offloadByteCount = next64(i);
	s->totalSuccessfulPackets = next64(i);
}

static void fill_drops(IPSEC_STATISTICS1 *s, UINT32 *i)
{
	IPSEC_ESP_DROP_PACKET_STATISTICS0 *esp = &s->espDropPacketStatistics;
	IPSEC_AH_DROP_PACKET_STATISTICS0 *ah = &s->ahDropPacketStatistics;
	IPSEC_AGGREGATE_DROP_PACKET_STATISTICS1 *all = &s->aggregateDropPacketStatistics;

	esp->invalidSpisOnInbound = next(i);
	esp->decryptionFailuresOnInbound = next(i);
	esp->authenticationFailuresOnInbound = next(i);
	esp->replayCheckFailuresOnInbound = next(i);
	esp->saNotInitializedOnInbound = next(i);
	ah->invalidSpisOnInbound = next(i);
	ah->authenticationFailuresOnInbound = next(i);
	ah->replayCheckFailuresOnInbound = next(i);
	ah->saNotInitializedOnInbound = next(i);
	all->invalidSpisOnInbound = next(i);
	all->decryptionFailuresOnInbound = next(i);
	all->authenticationFailuresOnInbound = next(i);
	all->udpEspValidationFailuresOnInbound = next(i);
	all->replayCheckFailuresOnInbound = next(i);
	all->invalidClearTextInbound = next(i);
	all->saNotInitializedOnInbound = next(i);
	all->receiveOverIncorrectSaInbound = next(i);
	all->secureReceivesNotMatchingFilters = next(i);
	all->totalDropPacketsInbound = next(i);
}

EXPORT DWORD WINAPI IPsecGetStatistics1(HANDLE engine, IPSEC_STATISTICS1 *statistics)
{
	IPSEC_AGGREGATE_SA_STATISTICS0 *sas = &statistics->aggregateSaStatistics;
	UINT32 i = 0;

	if (!is_open(engine))
		return ERROR_INVALID_HANDLE;
	if (mode("stopped"))
		return IKEEXT_NOT_RUNNING;
	sas->activeSas = next(&i);
	sas->pendingSaNegotiations = next(&i);
	sas->totalSasAdded = next(&i);
	sas->totalSasDeleted = next(&i);
	sas->successfulRekeys = next(&i);
	sas->activeTunnels = next(&i);
	sas->offloadedSas = next(&i);
	fill_drops(statistics, &i);
	fill_traffic(&statistics->inboundTrafficStatistics, &i);
	fill_traffic(&statistics->outboundTrafficStatistics, &i);
	if (mode("overrun"))
		*(UINT32 *)(statistics + 1) = next(&i);
	return ERROR_SUCCESS;
}
