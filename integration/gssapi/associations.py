"""The enumeration of security associations: IkeSACreateEnumHandle, IkeSAEnum and
IkeSADestroyEnumHandle, with pages whose bytes are those of the vectors."""

import struct
import uuid

import vectors
from pdu import Fault

CONTEXT_MISMATCH = 0x1C00001A  # nca_s_fault_context_mismatch
HANDLE_SIZE = 20
# Where the association begins in a reply that has one, behind the pointer to it, and in
# a page of one, behind the pointer and the number of entries.
ENTRY = 8


def page(entry):
    """A page of the one association that a reply to IkeSAGetById has."""
    association = entry[ENTRY:-4]
    association += bytes(-len(association) % 4)
    return entry[:4] + struct.pack("<I", 1) + association + struct.pack("<II", 1, 0)


EMPTY_PAGE = bytes(12)  # no array, no entries, success


class Enumerations:
    """Enumerations under way. Pages of one are the single associations of the vectors in
    their order, then none; larger ones the page of two, then a single one."""

    def __init__(self):
        stubs = vectors.read()
        single = [page(stub) for name, stub in stubs.items() if name.startswith("get_sa_by_id_response_")]
        self._single = [*single, EMPTY_PAGE]
        self._pair = [stubs["enum_sas_response_two"], single[0]]
        self._left = {}  # what is left of each, by its handle

    def create(self, reader):
        if reader.u32():  # a template, which nobody here looks at
            raise Fault(CONTEXT_MISMATCH)
        reader.finish()
        handle = bytes(4) + uuid.uuid4().bytes
        self._left[handle] = None
        return handle + struct.pack("<I", 0)

    def enumerate(self, reader):
        handle, most = reader.take(HANDLE_SIZE), reader.u32()
        reader.finish()
        if handle not in self._left:
            raise Fault(CONTEXT_MISMATCH)
        if self._left[handle] is None:
            self._left[handle] = list(self._single if most == 1 else self._pair)
        return self._left[handle].pop(0) if self._left[handle] else EMPTY_PAGE

    def destroy(self, reader):
        handle = reader.take(HANDLE_SIZE)
        reader.finish()
        if handle not in self._left:
            raise Fault(CONTEXT_MISMATCH)
        del self._left[handle]
        return bytes(HANDLE_SIZE) + struct.pack("<I", 0)
