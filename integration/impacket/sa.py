"""Calls IKEEXT and the Base Filtering Engine of a host with impacket and prints what
they answer as JSON.

    /usr/bin/python3 sa.py --port PORT --level integrity|privacy associations [--page N] [--remote ADDRESS/MASK]
    /usr/bin/python3 sa.py --port PORT --level integrity|privacy delete ID
    /usr/bin/python3 sa.py --port PORT --level integrity|privacy descriptor
    /usr/bin/python3 sa.py --port PORT --level integrity|privacy engine

The user's name and password come from the environment, REMOTEIKE_USER and
REMOTEIKE_PASSWORD. Everything on the wire is impacket's: the sign-in, the PDUs and
NDR; the structures are declared here, from those of the Windows SDK.
"""

import argparse
import ipaddress
import json
import os
import sys

from impacket.dcerpc.v5 import transport
from impacket.dcerpc.v5.dtypes import DWORD, GUID, ULONG, ULONGLONG, USHORT, WSTR
from impacket.dcerpc.v5.ndr import (
    NDRCALL,
    NDRPOINTER,
    NDRPOINTERNULL,
    NDRSTRUCT,
    NDRUNION,
    NDRUniConformantArray,
)
from impacket.dcerpc.v5.rpcrt import RPC_C_AUTHN_LEVEL_PKT_INTEGRITY, RPC_C_AUTHN_LEVEL_PKT_PRIVACY
from impacket.ldap.ldaptypes import SR_SECURITY_DESCRIPTOR
from impacket.uuid import uuidtup_to_bin

IKEEXT = uuidtup_to_bin(("a398e520-d59a-4bdd-aa7a-3c1e0303a511", "1.0"))
ENGINE = uuidtup_to_bin(("dd490425-5325-4565-b774-7e27d6c09c24", "1.0"))

LEVELS = {"integrity": RPC_C_AUTHN_LEVEL_PKT_INTEGRITY, "privacy": RPC_C_AUTHN_LEVEL_PKT_PRIVACY}


class Handle(NDRSTRUCT):
    align = 4
    structure = (("Attributes", ULONG), ("UUID", "16s=b''"))

    def getAlignment(self):
        return 4


class Bytes(NDRUniConformantArray):
    item = "c"


class BytesPointer(NDRPOINTER):
    referent = (("Data", Bytes),)


class Blob(NDRSTRUCT):
    structure = (("size", ULONG), ("data", BytesPointer))


class Nothing(NDRSTRUCT):
    """The arm of a union that has none; impacket wants one with members."""

    def getAlignment(self):
        return 1

    def getData(self, soFar=0):
        return b""

    def fromString(self, data, offset=0):
        return 0


class Bytes16(NDRSTRUCT):
    structure = (("bytes", "16s=b''"),)

    def getAlignment(self):
        return 1


class UDPPorts(NDRSTRUCT):
    structure = (("local", USHORT), ("remote", USHORT))


class UDPPortsPointer(NDRPOINTER):
    referent = (("Data", UDPPorts),)


class Union(NDRUNION):
    """A union whose number has 32 bits and whose arms stand at their own places."""
    notAlign = True
    commonHdr = (("tag", ULONG),)


class Encapsulation(Union):
    union = {0: ("v4", UDPPortsPointer), 1: ("none", Nothing)}


class Address(Union):
    union = {0: ("v4", ULONG), 1: ("v6", Bytes16)}


class Traffic(NDRSTRUCT):
    structure = (("version", ULONG), ("local", Address), ("remote", Address), ("filter", ULONGLONG))

    def getAlignment(self):
        return 8


class Proposal(NDRSTRUCT):
    structure = (
        ("cipher", ULONG), ("keyLength", ULONG), ("rounds", ULONG), ("integrity", ULONG),
        ("lifetime", ULONG), ("group", ULONG), ("quickModes", ULONG),
    )


class PresharedKey(NDRSTRUCT):
    structure = (("key", Blob), ("flags", ULONG))


class PresharedKeyPointer(NDRPOINTER):
    referent = (("Data", PresharedKey),)


class Certificate(NDRSTRUCT):
    structure = (("subject", Blob), ("hash", Blob), ("flags", ULONG), ("certificate", Blob))


class CertificatePointer(NDRPOINTER):
    referent = (("Data", Certificate),)


class TextPointer(NDRPOINTER):
    referent = (("Data", WSTR),)


class Name(NDRSTRUCT):
    structure = (("name", TextPointer),)


class NamePointer(NDRPOINTER):
    referent = (("Data", Name),)


class CredentialUnion(Union):
    union = {0: ("key", PresharedKeyPointer), 3: ("none", Nothing)}
    for method in (1, 4, 6, 7, 8, 9, 10):
        union[method] = ("certificate", CertificatePointer)
    for method in (2, 5, 11, 12):
        union[method] = ("name", NamePointer)


class Credential(NDRSTRUCT):
    structure = (("method", ULONG), ("impersonation", ULONG), ("credential", CredentialUnion))


class Pair(NDRSTRUCT):
    structure = (("local", Credential), ("peer", Credential))


class Pairs(NDRUniConformantArray):
    item = Pair


class PairsPointer(NDRPOINTER):
    referent = (("Data", Pairs),)


class Details(NDRSTRUCT):
    structure = (
        ("id", ULONGLONG), ("keyModule", ULONG), ("version", ULONG), ("encapsulation", Encapsulation),
        ("traffic", Traffic), ("proposal", Proposal), ("initiator", ULONGLONG), ("responder", ULONGLONG),
        ("pairCount", ULONG), ("pairs", PairsPointer), ("policy", GUID), ("tunnel", ULONGLONG), ("correlation", Blob),
    )

    def getAlignment(self):
        return 8


class DetailsArray(NDRUniConformantArray):
    item = Details


class DetailsPointer(NDRPOINTER):
    referent = (("Data", DetailsArray),)


class Network(NDRSTRUCT):
    structure = (("address", ULONG), ("mask", ULONG))


class NetworkPointer(NDRPOINTER):
    referent = (("Data", Network),)


class ValueUnion(Union):
    union = {0: ("none", Nothing), 256: ("network", NetworkPointer)}


class Value(NDRSTRUCT):
    structure = (("type", ULONG), ("value", ValueUnion))


class Template(NDRSTRUCT):
    structure = (("local", Value), ("remote", Value), ("hash", Blob))


class TemplatePointer(NDRPOINTER):
    referent = (("Data", Template),)


class CreateEnumHandle(NDRCALL):
    opnum = 1
    structure = (("template", TemplatePointer),)


class CreateEnumHandleResponse(NDRCALL):
    structure = (("handle", Handle), ("status", ULONG))


class Enum(NDRCALL):
    opnum = 2
    structure = (("handle", Handle), ("most", ULONG))


class EnumResponse(NDRCALL):
    structure = (("entries", DetailsPointer), ("count", ULONG), ("status", ULONG))


class DestroyEnumHandle(NDRCALL):
    opnum = 3
    structure = (("handle", Handle),)


class DestroyEnumHandleResponse(NDRCALL):
    structure = (("handle", Handle), ("status", ULONG))


class DeleteByID(NDRCALL):
    opnum = 4
    structure = (("id", ULONGLONG),)


class DeleteByIDResponse(NDRCALL):
    structure = (("status", ULONG),)


class GetSecurity(NDRCALL):
    opnum = 6
    structure = (("info", DWORD),)


class GetSecurityResponse(NDRCALL):
    structure = (("descriptor", Blob), ("status", ULONG))


class EngineOpen(NDRCALL):
    opnum = 2
    structure = (("session", NDRPOINTERNULL), ("language", NDRPOINTERNULL))


class EngineOpenResponse(NDRCALL):
    structure = (("handle", Handle), ("event", TextPointer), ("inProcess", ULONG), ("status", ULONG))


class EngineClose(NDRCALL):
    opnum = 3
    structure = (("handle", Handle),)


class EngineCloseResponse(NDRCALL):
    structure = (("handle", Handle), ("status", ULONG))


class IPsecGetStatistics(NDRCALL):
    opnum = 84
    structure = (("handle", Handle),)


class IPsecGetStatisticsResponse(NDRCALL):
    structure = tuple((f"count{i}", ULONG) for i in range(26)) + tuple(
        (f"traffic{i}", ULONGLONG) for i in range(14)) + (("status", ULONG),)


def octets(blob):
    return b"".join(blob["data"]).hex() if blob["size"] else ""


def address(union):
    if union["tag"] == 0:
        return str(ipaddress.IPv4Address(union["v4"]))
    return str(ipaddress.IPv6Address(union["v6"]["bytes"]))


def credential(c):
    union = c["credential"]
    told = {"method": c["method"], "impersonation": c["impersonation"], "tag": union["tag"]}
    if union["tag"] == 0:
        told.update(key=octets(union["key"]["key"]), flags=union["key"]["flags"])
    elif union["tag"] in (1, 4, 6, 7, 8, 9, 10):
        certificate = union["certificate"]
        told.update(
            subject=octets(certificate["subject"]), hash=octets(certificate["hash"]),
            flags=certificate["flags"], certificate=octets(certificate["certificate"]))
    elif union["tag"] != 3:
        told.update(name=union["name"]["name"].rstrip("\0"))
    return told


def association(d):
    proposal = d["proposal"]
    ports = d["encapsulation"]
    return {
        "id": d["id"], "keyModule": d["keyModule"], "version": d["version"],
        "ports": [ports["v4"]["local"], ports["v4"]["remote"]] if d["version"] == 0 and ports["v4"] != b"" else None,
        "local": address(d["traffic"]["local"]), "remote": address(d["traffic"]["remote"]), "filter": d["traffic"]["filter"],
        "proposal": [proposal[name] for name, _ in Proposal.structure],
        "cookies": [d["initiator"], d["responder"]],
        "credentials": [[credential(pair["local"]), credential(pair["peer"])] for pair in d["pairs"]],
        "policy": d["policy"].hex(), "tunnel": d["tunnel"], "correlation": octets(d["correlation"]),
    }


def associations(dce, options):
    request = CreateEnumHandle()
    if options.remote:
        network = ipaddress.IPv4Network(options.remote)
        template = Template()
        template["local"]["type"] = 0
        template["local"]["value"]["tag"] = 0
        template["remote"]["type"] = 256
        template["remote"]["value"]["tag"] = 256
        template["remote"]["value"]["network"]["address"] = int(network.network_address)
        template["remote"]["value"]["network"]["mask"] = int(network.netmask)
        template["hash"]["data"] = NDRPOINTERNULL()
        request["template"] = template
    else:
        request.fields["template"] = NDRPOINTERNULL()
    handle = dce.request(request)["handle"]
    found, pages = [], []
    while True:
        request = Enum()
        request["handle"] = handle
        request["most"] = options.page
        answer = dce.request(request)
        pages.append(answer["count"])
        if answer["count"]:
            found += [association(d) for d in answer["entries"]]
        if answer["count"] < options.page:
            break
    request = DestroyEnumHandle()
    request["handle"] = handle
    closed = dce.request(request)["handle"]
    return {"associations": found, "pages": pages, "closed": closed["UUID"].hex()}


def delete(dce, options):
    request = DeleteByID()
    request["id"] = options.id
    return {"status": dce.request(request)["status"]}


def descriptor(dce, _):
    request = GetSecurity()
    request["info"] = 7
    blob = dce.request(request)["descriptor"]
    read = SR_SECURITY_DESCRIPTOR(b"".join(blob["data"]))
    return {
        "owner": read["OwnerSid"].formatCanonical(), "group": read["GroupSid"].formatCanonical(),
        "entries": [[ace["Ace"]["Sid"].formatCanonical(), ace["Ace"]["Mask"]["Mask"]] for ace in read["Dacl"].aces],
    }


def engine(dce, _):
    opened = dce.request(EngineOpen())
    request = IPsecGetStatistics()
    request["handle"] = opened["handle"]
    answer = dce.request(request)
    request = EngineClose()
    request["handle"] = opened["handle"]
    dce.request(request)
    return {
        "event": opened["event"].rstrip("\0"),
        "counts": [answer[f"count{i}"] for i in range(26)],
        "traffic": [answer[f"traffic{i}"] for i in range(14)],
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--level", choices=LEVELS, required=True)
    what = parser.add_subparsers(dest="what", required=True)
    enumerate_ = what.add_parser("associations")
    enumerate_.add_argument("--page", type=int, default=100)
    enumerate_.add_argument("--remote")
    what.add_parser("delete").add_argument("id", type=int)
    what.add_parser("descriptor")
    what.add_parser("engine")
    options = parser.parse_args()

    way = transport.DCERPCTransportFactory(f"ncacn_ip_tcp:{options.host}[{options.port}]")
    way.set_credentials(os.environ["REMOTEIKE_USER"], os.environ["REMOTEIKE_PASSWORD"])
    dce = way.get_dce_rpc()
    dce.set_auth_level(LEVELS[options.level])
    dce.connect()
    dce.bind(ENGINE if options.what == "engine" else IKEEXT)
    calls = {"associations": associations, "delete": delete, "descriptor": descriptor, "engine": engine}
    json.dump(calls[options.what](dce, options), sys.stdout)
    dce.disconnect()


if __name__ == "__main__":
    main()
