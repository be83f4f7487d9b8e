"""The Base Filtering Engine: sessions, the options and two kinds of statistics, by the
numbers of one of the tables that Windows has."""

import struct
import uuid

from pdu import Fault, syntax
from services import BAD_STUB, Service

ENGINE = syntax("dd490425-5325-4565-b774-7e27d6c09c24", 1)

CONTEXT_MISMATCH = 0x1C00001A  # nca_s_fault_context_mismatch
INVALID_PARAMETER = 0x80320035  # FWP_E_INVALID_PARAMETER
FWP_UINT32 = 3
HANDLE_SIZE = 20

# EngineOpen, EngineClose, EngineGetOption, IPsecGetStatistics, IPsecDospGetStatistics.
TABLES = {"windows7": (1, 2, 3, 83, 100), "windows8.1": (2, 3, 4, 84, 104)}
# How many options each has; option i has the value 1000 + i.
OPTIONS = {"windows7": 3, "windows8.1": 6}


def number(i, bits):
    """Value i of a structure, by a rule that a client can check without sharing code."""
    return (i * 0x9E3779B97F4A7C15 + 12345) % (1 << bits)


class Engine(Service):
    """One engine with the sessions that are open."""

    secure_only = True

    def __init__(self, table):
        self._sessions = set()
        self._options = OPTIONS[table]
        self.operations = dict(zip(TABLES[table], (
            Engine.open, Engine.close, Engine.get_option, Engine.ipsec_statistics, Engine.dosp_statistics)))

    def open(self, reader):
        """A session without a name and languages, in 172 bytes."""
        if reader.u32() or reader.u32():
            raise Fault(BAD_STUB)
        reader.finish()
        handle = bytes(4) + uuid.uuid4().bytes
        self._sessions.add(handle)
        event = ("Global\\BFE_Notify_Event_{%s}\0" % uuid.uuid4()).encode("utf-16-le")
        length = len(event) // 2
        stub = handle + struct.pack("<4I", 0x20000, length, 0, length) + event
        stub += bytes(-len(stub) % 4)
        return stub + struct.pack("<II", 0, 0)

    def close(self, reader):
        self._sessions.discard(self._session(reader))
        return bytes(HANDLE_SIZE) + struct.pack("<I", 0)

    def get_option(self, reader):
        self._session(reader, end=False)
        option = int.from_bytes(reader.take(2), "little")
        reader.finish()
        if option >= self._options:
            raise Fault(INVALID_PARAMETER)
        return struct.pack("<5I", 0x20000, FWP_UINT32, FWP_UINT32, 1000 + option, 0)

    def ipsec_statistics(self, reader):
        """26 numbers of 32 bits and 14 of 64."""
        self._session(reader)
        values = [number(i, 32 if i < 26 else 64) for i in range(40)]
        return struct.pack("<26I14QI", *values, 0)

    def dosp_statistics(self, reader):
        self._session(reader)
        return struct.pack("<18QI", *(number(i, 64) for i in range(18)), 0)

    def _session(self, reader, end=True):
        handle = reader.take(HANDLE_SIZE)
        if end:
            reader.finish()
        if handle not in self._sessions:
            raise Fault(CONTEXT_MISMATCH)
        return handle
