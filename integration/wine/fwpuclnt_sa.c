// The part of the stand-in that has security associations: three of them, one of each
// key module. Beside what is told in fwpuclnt.c, REMOTEIKE_STANDIN may be
//
//	denied-sa  no enumeration: ERROR_ACCESS_DENIED
//	malformed  more credentials than there can be
//	greedy     a page of more than was asked for
//	slow-sa    a page after two seconds
#include "standin.h"
#include <stddef.h>
#include <string.h>

// What the program takes these structures for.
_Static_assert(sizeof(IKEEXT_SA_DETAILS2) == 176, "IKEEXT_SA_DETAILS2");
_Static_assert(sizeof(IKEEXT_SA_DETAILS1) == 176, "IKEEXT_SA_DETAILS1");
_Static_assert(offsetof(IKEEXT_SA_DETAILS2, ikeTraffic) == 24, "ikeTraffic");
_Static_assert(sizeof(IKEEXT_TRAFFIC0) == 48, "IKEEXT_TRAFFIC0");
_Static_assert(offsetof(IKEEXT_SA_DETAILS2, ikeProposal) == 72, "ikeProposal");
_Static_assert(offsetof(IKEEXT_SA_DETAILS2, cookiePair) == 104, "cookiePair");
_Static_assert(offsetof(IKEEXT_SA_DETAILS2, ikeCredentials) == 120, "ikeCredentials");
_Static_assert(offsetof(IKEEXT_SA_DETAILS2, ikePolicyKey) == 136, "ikePolicyKey");
_Static_assert(offsetof(IKEEXT_SA_DETAILS2, correlationKey) == 160, "correlationKey");
_Static_assert(sizeof(IKEEXT_CREDENTIAL2) == 16, "IKEEXT_CREDENTIAL2");
_Static_assert(sizeof(IKEEXT_PRESHARED_KEY_AUTHENTICATION1) == 24, "IKEEXT_PRESHARED_KEY_AUTHENTICATION1");
_Static_assert(sizeof(IKEEXT_CERTIFICATE_CREDENTIAL1) == 56, "IKEEXT_CERTIFICATE_CREDENTIAL1");
_Static_assert(sizeof(IKEEXT_SA_ENUM_TEMPLATE0) == 48, "IKEEXT_SA_ENUM_TEMPLATE0");
_Static_assert(sizeof(FWP_V6_ADDR_AND_MASK) == 17, "FWP_V6_ADDR_AND_MASK");
_Static_assert(FWP_V4_ADDR_MASK == 0x100 && FWP_V6_ADDR_MASK == 0x101, "FWP_DATA_TYPE");

#define COUNT 3
#define NOT_FOUND 0x80320008
#define KEY "stand-in key"

// One of them, and what it points to.
struct sa {
	IKEEXT_SA_DETAILS2 details;
	IKEEXT_CREDENTIAL_PAIR2 pairs[2];
	IPSEC_V4_UDP_ENCAPSULATION0 udp;
	IKEEXT_PRESHARED_KEY_AUTHENTICATION1 key;
	UINT8 secret[sizeof KEY - 1];
	IKEEXT_CERTIFICATE_CREDENTIAL1 certificate;
	IKEEXT_NAME_CREDENTIAL0 names[2];
};

// A block of memory that is given out: one of them, or a page.
struct block {
	IKEEXT_SA_DETAILS2 *entries[COUNT];
	struct sa sas[COUNT];
};

static LONG blocks, enumerations, keys;
static int place; // of the one enumeration; its address is the handle
static IKEEXT_SA_ENUM_TEMPLATE0 wanted;
static FWP_V4_ADDR_AND_MASK wanted4[2];
static FWP_V6_ADDR_AND_MASK wanted6[2];

// How many blocks and enumerations were not given back, and how many preshared keys
// stood in memory that was.
EXPORT DWORD WINAPI StandInBlocks(void) { return blocks; }
EXPORT DWORD WINAPI StandInEnumerations(void) { return enumerations; }
EXPORT DWORD WINAPI StandInKeys(void) { return keys; }

static FWP_BYTE_BLOB bytes(const char *data, UINT32 size) { return (FWP_BYTE_BLOB){size, (UINT8 *)data}; }

// CN=stand-in, and what is no certificate.
#define SUBJECT "\x30\x13\x31\x11\x30\x0f\x06\x03\x55\x04\x03\x0c\x08stand-in"
#define HASH "0123456789abcdefghij"

static void fill_ike(struct sa *s)
{
	IKEEXT_SA_DETAILS2 *d = &s->details;

	d->saId = 1;
	d->keyModuleType = IKEEXT_KEY_MODULE_IKE;
	d->ipVersion = d->ikeTraffic.ipVersion = FWP_IP_VERSION_V4;
	d->v4UdpEncapsulation = &s->udp;
	s->udp.localUdpEncapPort = 4500;
	s->udp.remoteUdpEncapPort = 61234;
	d->ikeTraffic.localV4Address = 0xC0000201;
	d->ikeTraffic.remoteV4Address = 0xC6336407;
	d->ikeProposal.cipherAlgorithm.algoIdentifier = IKEEXT_CIPHER_3DES;
	d->ikeProposal.integrityAlgorithm.algoIdentifier = IKEEXT_INTEGRITY_SHA1;
	d->ikeProposal.dhGroup = IKEEXT_DH_GROUP_2;
	d->ikeCredentials.numCredentials = 1;
	memcpy(s->secret, KEY, sizeof s->secret);
	s->key.presharedKey = bytes((char *)s->secret, sizeof s->secret);
	s->key.flags = 2;
	s->pairs[0].localCredentials.authenticationMethodType = IKEEXT_PRESHARED_KEY;
	s->pairs[0].localCredentials.presharedKey = &s->key;
	s->pairs[0].peerCredentials.authenticationMethodType = IKEEXT_PRESHARED_KEY;
}

static void fill_authip(struct sa *s)
{
	IKEEXT_SA_DETAILS2 *d = &s->details;

	d->saId = 2;
	d->keyModuleType = IKEEXT_KEY_MODULE_AUTHIP;
	d->ipVersion = d->ikeTraffic.ipVersion = FWP_IP_VERSION_V6;
	memcpy(d->ikeTraffic.localV6Address, "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01", 16);
	memcpy(d->ikeTraffic.remoteV6Address, "\x20\x01\x0d\xb8\0\x05\0\0\0\0\0\0\0\0\0\x17", 16);
	d->ikeTraffic.authIpFilterId = 70001;
	d->ikeProposal.cipherAlgorithm.algoIdentifier = IKEEXT_CIPHER_AES_256;
	d->ikeProposal.integrityAlgorithm.algoIdentifier = IKEEXT_INTEGRITY_SHA_256;
	d->ikeProposal.dhGroup = IKEEXT_DH_GROUP_14;
	d->ikeCredentials.numCredentials = 2;
	s->names[0].principalName = L"HOST$@CORP.EXAMPLE";
	s->names[1].principalName = L"j\u00f6rg@CORP.EXAMPLE";
	s->pairs[0].localCredentials.authenticationMethodType = IKEEXT_KERBEROS;
	s->pairs[0].localCredentials.name = &s->names[0];
	s->pairs[0].peerCredentials.authenticationMethodType = IKEEXT_KERBEROS;
	s->pairs[0].peerCredentials.impersonationType = IKEEXT_IMPERSONATION_SOCKET_PRINCIPAL;
	s->pairs[0].peerCredentials.name = &s->names[1];
	s->pairs[1].localCredentials.authenticationMethodType = IKEEXT_ANONYMOUS;
	s->pairs[1].peerCredentials.authenticationMethodType = IKEEXT_NTLM_V2;
}

static void fill_ikev2(struct sa *s)
{
	IKEEXT_SA_DETAILS2 *d = &s->details;

	d->saId = 3ull << 32;
	d->keyModuleType = IKEEXT_KEY_MODULE_IKEV2;
	d->ipVersion = d->ikeTraffic.ipVersion = FWP_IP_VERSION_V4;
	d->ikeTraffic.localV4Address = 0xC0000201;
	d->ikeTraffic.remoteV4Address = 0xCB007163;
	d->ikeProposal.cipherAlgorithm.algoIdentifier = 6;
	d->ikeProposal.cipherAlgorithm.keyLen = 256;
	d->ikeProposal.cipherAlgorithm.rounds = 14;
	d->ikeProposal.integrityAlgorithm.algoIdentifier = 3;
	d->ikeProposal.dhGroup = IKEEXT_DH_ECP_384;
	d->ikeProposal.maxLifetimeSeconds = 86400;
	d->ikeProposal.quickModeLimit = 64;
	d->cookiePair.initiator = 0x0102030405060708;
	d->cookiePair.responder = 0xF1F2F3F4F5F6F7F8;
	d->ikeCredentials.numCredentials = 1;
	s->certificate.subjectName = bytes(SUBJECT, sizeof SUBJECT - 1);
	s->certificate.certHash = bytes(HASH, sizeof HASH - 1);
	s->certificate.flags = 1;
	s->certificate.certificate = bytes("none", 4);
	s->names[0].principalName = L"alice@corp.example";
	s->pairs[0].localCredentials.authenticationMethodType = IKEEXT_CERTIFICATE_ECDSA_P256;
	s->pairs[0].localCredentials.certificate = &s->certificate;
	s->pairs[0].peerCredentials.authenticationMethodType = IKEEXT_EAP;
	s->pairs[0].peerCredentials.name = &s->names[0];
	d->ikePolicyKey = (GUID){0x01020304, 0x0506, 0x0708, {9, 10, 11, 12, 13, 14, 15, 16}};
	d->virtualIfTunnelId = 7ull << 40;
	d->correlationKey = bytes("tunnel-7", 8);
}

static void fill(struct sa *s, int i)
{
	s->details.ikeCredentials.credentials = s->pairs;
	switch (i) {
	case 0:
		fill_ike(s);
		break;
	case 1:
		fill_authip(s);
		break;
	default:
		fill_ikev2(s);
	}
	if (mode("malformed"))
		s->details.ikeCredentials.numCredentials = 0x10000000;
}

static struct block *new_block(void)
{
	InterlockedIncrement(&blocks);
	return HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof(struct block));
}

static BOOL same_prefix(const UINT8 *a, const UINT8 *b, int bits)
{
	for (int i = 0; i < bits; i++)
		if ((a[i / 8] ^ b[i / 8]) & 0x80 >> i % 8)
			return FALSE;
	return TRUE;
}

static BOOL fits_network(const FWP_CONDITION_VALUE0 *c, const IKEEXT_TRAFFIC0 *t, UINT32 v4, const UINT8 *v6)
{
	switch (c->type) {
	case FWP_EMPTY:
		return TRUE;
	case FWP_V4_ADDR_MASK:
		return t->ipVersion == FWP_IP_VERSION_V4 && (v4 & c->v4AddrMask->mask) == c->v4AddrMask->addr;
	case FWP_V6_ADDR_MASK:
		return t->ipVersion == FWP_IP_VERSION_V6 && same_prefix(v6, c->v6AddrMask->addr, c->v6AddrMask->prefixLength);
	default:
		return FALSE;
	}
}

static BOOL fits(const struct sa *s)
{
	const IKEEXT_TRAFFIC0 *t = &s->details.ikeTraffic;
	const FWP_BYTE_BLOB *hash = &wanted.localMainModeCertHash, *own = &s->certificate.certHash;

	return fits_network(&wanted.localSubNet, t, t->localV4Address, t->localV6Address) &&
	       fits_network(&wanted.remoteSubNet, t, t->remoteV4Address, t->remoteV6Address) &&
	       (!hash->size || (hash->size == own->size && !memcmp(hash->data, own->data, own->size)));
}

// The template is the caller's, so its networks are copied.
static void keep_network(FWP_CONDITION_VALUE0 *c, int i)
{
	if (c->type == FWP_V4_ADDR_MASK) {
		wanted4[i] = *c->v4AddrMask;
		c->v4AddrMask = &wanted4[i];
	} else if (c->type == FWP_V6_ADDR_MASK) {
		wanted6[i] = *c->v6AddrMask;
		c->v6AddrMask = &wanted6[i];
	}
}

EXPORT DWORD WINAPI IkeextSaCreateEnumHandle0(HANDLE engine, const IKEEXT_SA_ENUM_TEMPLATE0 *template, HANDLE *handle)
{
	static UINT8 hash[64];

	if (!is_open(engine))
		return ERROR_INVALID_HANDLE;
	if (mode("denied-sa"))
		return ERROR_ACCESS_DENIED;
	memset(&wanted, 0, sizeof wanted);
	if (template) {
		wanted = *template;
		keep_network(&wanted.localSubNet, 0);
		keep_network(&wanted.remoteSubNet, 1);
		if (wanted.localMainModeCertHash.size > sizeof hash)
			return ERROR_INVALID_PARAMETER;
		if (wanted.localMainModeCertHash.size)
			memcpy(hash, wanted.localMainModeCertHash.data, wanted.localMainModeCertHash.size);
		wanted.localMainModeCertHash.data = hash;
	}
	place = 0;
	InterlockedIncrement(&enumerations);
	*handle = &place;
	return ERROR_SUCCESS;
}

EXPORT DWORD WINAPI IkeextSaDestroyEnumHandle0(HANDLE engine, HANDLE handle)
{
	if (!is_open(engine) || handle != &place || !enumerations)
		return ERROR_INVALID_HANDLE;
	InterlockedDecrement(&enumerations);
	return ERROR_SUCCESS;
}

EXPORT DWORD WINAPI IkeextSaEnum2(HANDLE engine, HANDLE handle, UINT32 count, IKEEXT_SA_DETAILS2 ***entries, UINT32 *returned)
{
	struct block *block;
	UINT32 n = 0;

	if (!is_open(engine) || handle != &place || !enumerations)
		return ERROR_INVALID_HANDLE;
	if (mode("slow-sa"))
		Sleep(2000);
	block = new_block();
	while (place < COUNT && n < count) {
		memset(&block->sas[n], 0, sizeof block->sas[n]);
		fill(&block->sas[n], place++);
		block->entries[n] = &block->sas[n].details;
		if (fits(&block->sas[n]))
			n++;
	}
	if (n < COUNT) { // what was not wanted
		memset(&block->sas[n], 0, sizeof block->sas[n]);
		block->entries[n] = NULL;
	}
	*entries = block->entries;
	*returned = mode("greedy") ? count + 1 : n;
	return ERROR_SUCCESS;
}

EXPORT DWORD WINAPI IkeextSaGetById2(HANDLE engine, UINT64 id, GUID *lookup, IKEEXT_SA_DETAILS2 **sa)
{
	struct block *block;

	if (!is_open(engine) || lookup)
		return ERROR_INVALID_HANDLE;
	for (int i = 0; i < COUNT; i++) {
		block = new_block();
		// The first member is where the block begins, so that it can be freed by it.
		fill(&block->sas[0], i);
		if (block->sas[0].details.saId == id) {
			block->entries[0] = &block->sas[0].details;
			*sa = block->entries[0];
			return ERROR_SUCCESS;
		}
		InterlockedDecrement(&blocks);
		HeapFree(GetProcessHeap(), 0, block);
	}
	return NOT_FOUND;
}

// Frees a block, whether p points to a page or to the first of its members.
EXPORT void WINAPI FwpmFreeMemory0(void **p)
{
	struct block *block = *p;
	IKEEXT_SA_DETAILS2 *details = *p;

	if (!block)
		return;
	// A page begins with a pointer into itself, or with none; the member with a number.
	if (block->entries[0] && (UINT8 *)block->entries[0] != (UINT8 *)block->sas)
		block = (struct block *)((UINT8 *)details - offsetof(struct block, sas));
	for (int i = 0; i < COUNT; i++)
		if (!memcmp(block->sas[i].secret, KEY, sizeof KEY - 1))
			InterlockedIncrement(&keys);
	InterlockedDecrement(&blocks);
	HeapFree(GetProcessHeap(), 0, block);
	*p = NULL;
}
