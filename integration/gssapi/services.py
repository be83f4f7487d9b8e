"""The procedures that the peer answers: endpoint mapper, management, IKEEXT.

A service turns the stub of a request into the stub of a reply, or raises Fault.
"""

import struct

from pdu import NDR20, Fault, syntax

IKEEXT = syntax("a398e520-d59a-4bdd-aa7a-3c1e0303a511", 1)
MANAGEMENT = syntax("afa8bd80-7d8a-11c9-bef4-08002b102989", 1)
MAPPER = syntax("e1af8308-5d1f-11c9-91a4-08002b14a0fa", 3)

ACCESS_DENIED = 0x00000005
BAD_STUB = 0x000006F7  # RPC_X_BAD_STUB_DATA
OP_RANGE_ERROR = 0x1C010002  # nca_op_rng_error
NOT_REGISTERED = 0x16C9A0D6  # ept_s_not_registered

# What may follow the parameters of a request ([MS-RPCE] 2.2.2.13).
VERIFICATION_TRAILER = bytes.fromhex("8ae3137102f43671")


class Reader:
    """Reads NDR 2.0 from a stub."""

    def __init__(self, stub):
        self._stub, self._offset = stub, 0

    def take(self, size):
        end = self._offset + size
        if end > len(self._stub):
            raise Fault(BAD_STUB)
        data, self._offset = self._stub[self._offset:end], end
        return data

    def u32(self):
        self._offset += -self._offset % 4
        return int.from_bytes(self.take(4), "little")

    def finish(self):
        """Refuses what is left over, a verification trailer apart."""
        rest = self._stub[self._offset:].lstrip(b"\0")
        if rest and not rest.startswith(VERIFICATION_TRAILER):
            raise Fault(BAD_STUB)


class Service:
    """One interface."""

    # Whether a caller must have signed in, as RPC_IF_ALLOW_SECURE_ONLY asks.
    secure_only = False
    operations = {}

    def call(self, opnum, stub):
        operation = self.operations.get(opnum)
        if operation is None:
            raise Fault(OP_RANGE_ERROR)
        return operation(self, Reader(stub))


class Ikeext(Service):
    """IkeRpcIkeGetStatistics, whose 415 values follow a rule that a client can check
    without sharing code: value i is i * 2654435761 + 12345 mod 2^32. And the
    enumeration of security associations."""

    secure_only = True

    def __init__(self, deny, enumerations):
        self._deny = deny
        self._enumerations = enumerations

    def get_statistics(self, reader):
        if self._deny:
            raise Fault(ACCESS_DENIED)
        reader.finish()
        values = [(i * 2654435761 + 12345) & 0xFFFFFFFF for i in range(415)]
        return struct.pack("<415II", *values, 0)

    operations = {
        0: get_statistics,
        1: lambda self, reader: self._enumerations.create(reader),
        2: lambda self, reader: self._enumerations.enumerate(reader),
        3: lambda self, reader: self._enumerations.destroy(reader),
    }


class Management(Service):
    """rpc__mgmt_inq_if_ids."""

    def __init__(self, interfaces):
        self._interfaces = interfaces

    def inquire_interfaces(self, reader):
        reader.finish()
        count = len(self._interfaces)
        # A pointer to a structure whose size comes first because an array ends it.
        stub = struct.pack("<III", 0x20000, count, count)
        stub += b"".join(struct.pack("<I", 0x20004 + 4 * i) for i in range(count))
        # UUID and two 16-bit version numbers: a syntax identifier as it is.
        return stub + b"".join(self._interfaces) + struct.pack("<I", 0)

    operations = {0: inquire_interfaces}


class Mapper(Service):
    """ept_map over the interfaces that are given with their TCP ports."""

    def __init__(self, ports):
        self._ports = ports

    def map(self, reader):
        if reader.u32():  # object UUID
            reader.take(16)
        if not reader.u32():
            raise Fault(BAD_STUB)
        size = reader.u32()
        if reader.u32() != size:
            raise Fault(BAD_STUB)
        floors = parse_tower(reader.take(size))
        reader.u32()  # entry handle: attributes and UUID
        reader.take(16)
        most = reader.u32()
        reader.finish()
        return self._answer(floors, most)

    def _answer(self, floors, most):
        port = self._ports.get(wanted(floors))
        towers = [tower(wanted(floors), port)] if port and most else []
        status = 0 if towers else NOT_REGISTERED
        stub = bytes(20) + struct.pack("<4I", len(towers), most, 0, len(towers))
        stub += b"".join(struct.pack("<I", 0x20000 + 4 * i) for i in range(len(towers)))
        for octets in towers:
            stub += struct.pack("<II", len(octets), len(octets)) + octets
            stub += bytes(-len(stub) % 4)
        return stub + struct.pack("<I", status)

    operations = {3: map}


def parse_tower(octets):
    """The floors of a tower, each a pair of left and right side (C706 appendix L)."""
    floors = []
    try:
        count, = struct.unpack_from("<H", octets)
        offset = 2
        for _ in range(2 * count):
            size, = struct.unpack_from("<H", octets, offset)
            side = octets[offset + 2:offset + 2 + size]
            if len(side) < size:
                raise Fault(BAD_STUB)
            floors.append(side)
            offset += 2 + size
    except struct.error as error:
        raise Fault(BAD_STUB) from error
    if offset != len(octets):
        raise Fault(BAD_STUB)
    return list(zip(floors[::2], floors[1::2]))


def wanted(floors):
    """The interface that a tower of RPC over TCP with NDR 2.0 asks for, else None."""
    if [left[:1] for left, _ in floors] != [b"\x0d", b"\x0d", b"\x0b", b"\x07", b"\x09"]:
        return None
    interface, transfer = (left[1:] + right for left, right in floors[:2])
    return interface if transfer == NDR20 else None


def tower(interface, port):
    """The tower of an interface on a TCP port of the loopback address."""
    floors = [
        (b"\x0d" + interface[:18], interface[18:]),
        (b"\x0d" + NDR20[:18], NDR20[18:]),
        (b"\x0b", bytes(2)),
        (b"\x07", port.to_bytes(2, "big")),
        (b"\x09", bytes([127, 0, 0, 1])),
    ]
    octets = struct.pack("<H", len(floors))
    for sides in floors:
        for side in sides:
            octets += struct.pack("<H", len(side)) + side
    return octets
