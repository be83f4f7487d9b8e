"""Connection-oriented DCE/RPC PDUs: C706 chapter 12 and [MS-RPCE] 2.2.2.

Everything here is little-endian and knows nothing of security providers: a
verifier is a trailer and some bytes.
"""

import struct
import uuid
from dataclasses import dataclass, field

REQUEST, RESPONSE, FAULT = 0, 2, 3
BIND, BIND_ACK, BIND_NAK = 11, 12, 13
ALTER, ALTER_RESP, AUTH3 = 14, 15, 16

FIRST, LAST = 0x01, 0x02
HEADER_SIGN = 0x04  # in bind and bind_ack; the same bit is PENDING_CANCEL elsewhere
DID_NOT_EXECUTE = 0x20
OBJECT = 0x80

HEADER_SIZE = 16
TRAILER_SIZE = 8
RESPONSE_SIZE = HEADER_SIZE + 8
MIN_FRAGMENT, MAX_FRAGMENT = 1432, 5840

# Results and reasons of a presentation context (C706 12.6.3.1).
ACCEPTED, PROVIDER_REJECTION, NEGOTIATE_ACK = 0, 2, 3
REASON_ABSTRACT_SYNTAX, REASON_TRANSFER_SYNTAXES = 1, 2
# Reasons of a bind_nak.
NAK_VERSION, NAK_AUTH_TYPE, NAK_CHECKSUM = 4, 8, 9

# The first eight bytes of the transfer syntax that stands for bind-time feature
# negotiation ([MS-RPCE] 3.3.1.5.3); the rest are the features asked for.
FEATURE_PREFIX = bytes.fromhex("2c1cb76c12984045")


class Malformed(Exception):
    """A PDU that breaks the protocol. The connection ends."""


class Fault(Exception):
    """A call that is answered with a fault PDU."""

    def __init__(self, status):
        super().__init__(f"fault 0x{status:08x}")
        self.status = status


def syntax(text, major, minor=0):
    """The 20 bytes by which an interface or a transfer syntax goes over the wire."""
    return uuid.UUID(text).bytes_le + struct.pack("<HH", major, minor)


NDR20 = syntax("8a885d04-1ceb-11c9-9fe8-08002b104860", 2)


@dataclass
class Verifier:
    """A security trailer and what it announces."""

    type: int
    level: int
    pad: int
    context: int
    value: bytes

    def trailer(self):
        return struct.pack("<BBBBI", self.type, self.level, self.pad, 0, self.context)


@dataclass
class PDU:
    """A PDU as it came: its header taken apart, and all of its bytes."""

    type: int
    flags: int
    call: int
    raw: bytes
    verifier: Verifier | None
    # Where the body ends and padding, trailer and verifier begin.
    end: int

    @property
    def body(self):
        return self.raw[HEADER_SIZE:self.end]


def header(type_, flags, call, body_size, auth_size=0):
    size = HEADER_SIZE + body_size
    if auth_size:
        size += TRAILER_SIZE + auth_size
    return struct.pack("<BBBBIHHI", 5, 0, type_, flags, 0x10, size, auth_size, call)


def read(stream):
    """The next PDU of a binary stream, None at its end."""
    head = stream.read(HEADER_SIZE)
    if not head:
        return None
    if len(head) < HEADER_SIZE:
        raise Malformed("the stream ends in a header")
    major, minor, type_, flags, drep, size, auth_size, call = struct.unpack("<BBBBIHHI", head)
    if (major, minor) != (5, 0) or drep != 0x10:
        raise Malformed(f"version {major}.{minor}, data representation 0x{drep:x}")
    if not HEADER_SIZE <= size <= MAX_FRAGMENT:
        raise Malformed(f"fragment of {size} bytes")
    rest = stream.read(size - HEADER_SIZE)
    if len(rest) < size - HEADER_SIZE:
        raise Malformed("the stream ends in a fragment")
    raw = head + rest
    if not auth_size:
        return PDU(type_, flags, call, raw, None, size)
    end = size - auth_size - TRAILER_SIZE
    if end < HEADER_SIZE:
        raise Malformed(f"verifier of {auth_size} bytes in a fragment of {size}")
    kind, level, pad, _, context = struct.unpack_from("<BBBBI", raw, end)
    if pad > end - HEADER_SIZE:
        raise Malformed(f"padding of {pad} bytes in a fragment of {size}")
    return PDU(type_, flags, call, raw,
               Verifier(kind, level, pad, context, raw[end + TRAILER_SIZE:]), end)


@dataclass
class Context:
    """A presentation context that a client proposes."""

    id: int
    abstract: bytes
    transfers: list = field(default_factory=list)

    def negotiates_features(self):
        return bool(self.transfers) and self.transfers[0][:8] == FEATURE_PREFIX


@dataclass
class Bind:
    """The body of a bind or an alter_context."""

    max_transmit: int
    max_receive: int
    group: int
    contexts: list


def parse_bind(pdu):
    body = pdu.body
    if len(body) < 12:
        raise Malformed("bind without a context list")
    transmit, receive, group, count = struct.unpack_from("<HHIB", body)
    contexts, offset = [], 12
    for _ in range(count):
        if len(body) < offset + 24:
            raise Malformed("context list runs out of the bind")
        context_id, transfers = struct.unpack_from("<HB", body, offset)
        context = Context(context_id, body[offset + 4:offset + 24])
        offset += 24
        if len(body) < offset + 20 * transfers:
            raise Malformed("transfer syntaxes run out of the bind")
        for _ in range(transfers):
            context.transfers.append(body[offset:offset + 20])
            offset += 20
        contexts.append(context)
    return Bind(transmit, receive, group, contexts)


def bind_ack(bind_pdu, sizes, group, address, results, verifier, header_sign):
    """The answer to a bind or an alter_context.

    results are triples of result, reason and transfer syntax, one a context.
    """
    secondary = address.encode() + b"\0" if address else b""
    body = struct.pack("<HHIH", *sizes, group, len(secondary)) + secondary
    body += bytes(-len(body) % 4) + struct.pack("<Bxxx", len(results))
    for result, reason, transfer in results:
        body += struct.pack("<HH", result, reason) + transfer
    tail = b""
    if verifier:
        tail = verifier.trailer() + verifier.value
    flags = FIRST | LAST | (HEADER_SIGN if header_sign else 0)
    kind = BIND_ACK if bind_pdu.type == BIND else ALTER_RESP
    auth_size = len(verifier.value) if verifier else 0
    return header(kind, flags, bind_pdu.call, len(body), auth_size) + body + tail


def bind_nak(call, reason):
    body = struct.pack("<HBBB", reason, 1, 5, 0)  # the one version that is spoken
    return header(BIND_NAK, FIRST | LAST, call, len(body)) + body


def fault(call, context, status):
    body = struct.pack("<IHBxI4x", 32, context, 0, status)
    return header(FAULT, FIRST | LAST | DID_NOT_EXECUTE, call, len(body)) + body


def parse_request(pdu):
    """Context, operation number and offset of the stub of a request."""
    if pdu.end < HEADER_SIZE + 8:
        raise Malformed("request without its header")
    _, context, opnum = struct.unpack_from("<IHH", pdu.raw, HEADER_SIZE)
    offset = HEADER_SIZE + 8 + (16 if pdu.flags & OBJECT else 0)
    if offset + (pdu.verifier.pad if pdu.verifier else 0) > pdu.end:
        raise Malformed("request runs out of its fragment")
    return context, opnum, offset
