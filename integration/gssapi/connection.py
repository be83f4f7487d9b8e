"""One association: binding, signing in, requests, and replies that can be cut
small and spoiled on the way out."""

import struct
from dataclasses import dataclass, replace

import pdu
import signin
from services import ACCESS_DENIED

UNKNOWN_IF = 0x1C010003  # nca_unk_if

# The longest request that is put together from fragments.
MAX_REQUEST = 1 << 16

# Protection levels ([MS-RPCE] 2.2.1.1.8).
INTEGRITY, PRIVACY = 5, 6

# Ways to spoil the last fragment of a protected reply: flip a bit somewhere, in
# header and trailer in the reserved bytes that nobody looks at without verifying,
# or leave out trailer and signature.
DAMAGES = ("stub", "header", "trailer", "signature", "sequence", "padding", "stripped")
# Besides: let two fragments change places, with their sequence numbers and without,
# or protect the last at the next lower level.
SPOILS = (*DAMAGES, "swapped", "renumbered", "lowered")


@dataclass(frozen=True)
class Options:
    """How replies are sent."""

    # Largest fragment, headers and signature included; 0 for what was negotiated.
    fragment: int = 0
    # Cut the stub so that each fragment needs padding.
    pad: bool = False
    # One of SPOILS, or empty.
    spoil: str = ""
    # The authentication types that are spoken.
    auth_types: frozenset = frozenset()


class Association:
    """Answers the PDUs of one connection."""

    def __init__(self, services, options, port, log):
        self._services = services  # by syntax
        self._options = options
        self._address = str(port)
        self._log = log
        self._bound = {}  # services by context id
        self._transmit = pdu.MAX_FRAGMENT
        self._header_sign = False
        self._acceptor = None  # a sign-in under way
        self._verifier = None  # type, level and context id of the sign-in
        self._session = None  # a sign-in that was accepted
        self._request = b""  # fragments of a request so far

    def answer(self, received):
        """The PDUs that answer one; none for an auth3 or part of a request."""
        match received.type:
            case pdu.BIND:
                return self._bind(received)
            case pdu.ALTER:
                return self._alter(received)
            case pdu.AUTH3:
                return self._auth3(received)
            case pdu.REQUEST:
                return self._receive(received)
        raise pdu.Malformed(f"PDU type {received.type}")

    # Binding and signing in.

    def _bind(self, received):
        if self._bound:
            raise pdu.Malformed("second bind")
        bind = pdu.parse_bind(received)
        if min(bind.max_transmit, bind.max_receive) < pdu.MIN_FRAGMENT:
            raise pdu.Malformed(f"fragments of {bind.max_transmit} and {bind.max_receive} bytes")
        answer = None
        if theirs := received.verifier:
            if theirs.type not in self._options.auth_types or theirs.level not in (INTEGRITY, PRIVACY):
                self._log("bind", refused=f"auth type {theirs.type}, level {theirs.level}")
                return [pdu.bind_nak(received.call, pdu.NAK_AUTH_TYPE)]
            self._acceptor = signin.Acceptor(theirs.type)
            self._verifier = replace(theirs, pad=0)
            try:
                answer = self._sign_in(theirs)
            except signin.Refused:
                return [pdu.bind_nak(received.call, pdu.NAK_CHECKSUM)]
        self._header_sign = bool(received.flags & pdu.HEADER_SIGN)
        self._transmit = min(bind.max_receive, pdu.MAX_FRAGMENT)
        sizes = self._transmit, min(bind.max_transmit, pdu.MAX_FRAGMENT)
        results = self._accept(bind.contexts)
        self._log("bind", auth_type=self._verifier.type if self._verifier else 0,
                  auth_level=self._verifier.level if self._verifier else 0,
                  header_sign=self._header_sign)
        return [pdu.bind_ack(received, sizes, bind.group or 1, self._address, results,
                             answer, self._header_sign)]

    def _alter(self, received):
        if not self._bound:
            raise pdu.Malformed("alter_context before bind")
        answer = None
        if received.verifier:
            if not self._acceptor:
                raise pdu.Malformed("alter_context with a second sign-in")
            try:
                answer = self._sign_in(received.verifier)
            except signin.Refused:
                return [pdu.fault(received.call, 0, ACCESS_DENIED)]
        bind = pdu.parse_bind(received)
        results = self._accept(bind.contexts)
        self._log("alter_context")
        sizes = self._transmit, pdu.MAX_FRAGMENT
        return [pdu.bind_ack(received, sizes, bind.group, "", results, answer, self._header_sign)]

    def _sign_in(self, theirs):
        """The verifier that answers a step of the sign-in; None without an answer."""
        if not self._speaks(theirs):
            raise pdu.Malformed("sign-in with another type, level or context")
        try:
            token = self._acceptor.step(theirs.value)
            if self._acceptor.complete:
                self._session, self._acceptor = self._acceptor.session(), None
                self._log("sign_in", accepted=True, user=self._session.user,
                          mechanism=self._session.mechanism, auth_type=theirs.type)
        except signin.Refused as refused:
            self._acceptor = None
            self._log("sign_in", accepted=False, reason=str(refused), auth_type=theirs.type)
            raise
        return replace(self._verifier, value=token) if token else None

    def _speaks(self, theirs):
        agreed = self._verifier
        return (theirs.type, theirs.level, theirs.context) == (agreed.type, agreed.level, agreed.context)

    def _accept(self, contexts):
        results = []
        for context in contexts:
            if context.negotiates_features():
                # Acknowledged, with none of the features.
                results.append((pdu.NEGOTIATE_ACK, 0, bytes(20)))
            elif context.abstract not in self._services:
                results.append((pdu.PROVIDER_REJECTION, pdu.REASON_ABSTRACT_SYNTAX, bytes(20)))
            elif pdu.NDR20 not in context.transfers:
                results.append((pdu.PROVIDER_REJECTION, pdu.REASON_TRANSFER_SYNTAXES, bytes(20)))
            else:
                self._bound[context.id] = self._services[context.abstract]
                results.append((pdu.ACCEPTED, 0, pdu.NDR20))
        return results

    def _auth3(self, received):
        if not self._acceptor or not received.verifier:
            raise pdu.Malformed("auth3 without a sign-in")
        try:
            if self._sign_in(received.verifier) or self._acceptor:
                raise pdu.Malformed("auth3 where an answer is needed")
        except signin.Refused:
            pass  # An auth3 has no answer: the requests to come are refused.
        return []

    # Requests.

    def _receive(self, received):
        context, opnum, offset = pdu.parse_request(received)
        if bool(received.flags & pdu.FIRST) != (not self._request):
            raise pdu.Malformed("fragments out of order")
        try:
            stub = self._open(received, offset)
            self._request += stub
            if len(self._request) > MAX_REQUEST:
                raise pdu.Malformed("request too long")
            if not received.flags & pdu.LAST:
                return []
            request, self._request = self._request, b""
            service = self._bound.get(context)
            if service is None:
                raise pdu.Fault(UNKNOWN_IF)
            if service.secure_only and not self._verifier:
                raise pdu.Fault(ACCESS_DENIED)
            reply = service.call(opnum, request)
        except pdu.Fault as fault:
            self._request = b""
            self._log("fault", opnum=opnum, status=fault.status)
            return [pdu.fault(received.call, context, fault.status)]
        self._log("reply", interface=type(service).__name__, opnum=opnum,
                  user=self._session.user if self._session else "")
        spoil = self._options.spoil if service.secure_only else ""
        return self._reply(received.call, context, reply, spoil)

    def _open(self, received, offset):
        """The stub of a request, decrypted, after its signature was verified."""
        theirs = received.verifier
        if not self._verifier:
            if theirs:
                raise pdu.Malformed("verifier without a sign-in")
            return received.raw[offset:received.end]
        if not self._session or not theirs:
            raise pdu.Fault(ACCESS_DENIED)
        if not self._speaks(theirs):
            raise pdu.Fault(ACCESS_DENIED)
        head, trailer = self._signed(received.raw[:offset], theirs)
        body = self._session.open(theirs.level == PRIVACY, head, received.raw[offset:received.end],
                                  trailer, theirs.value)
        self._log("request", verified=body is not None, auth_level=theirs.level,
                  header_sign=self._header_sign, user=self._session.user)
        if body is None:
            raise pdu.Fault(ACCESS_DENIED)
        return body[:len(body) - theirs.pad]

    def _signed(self, head, verifier):
        """What is signed before and after the body of a PDU."""
        return (head, verifier.trailer()) if self._header_sign else (b"", b"")

    # Replies.

    def _reply(self, call, context, stub, spoil):
        room = self._room(len(stub))
        fragments, offset = [], 0
        while True:
            part = stub[offset:offset + room]
            flags = pdu.LAST if offset + room >= len(stub) else 0
            flags |= pdu.FIRST if offset == 0 else 0
            head = struct.pack("<IHBx", len(stub) - offset, context, 0)
            fragments.append(self._protect(flags, call, head, part, spoil if flags & pdu.LAST else ""))
            offset += room
            if flags & pdu.LAST:
                break
        if spoil in ("swapped", "renumbered"):
            fragments[1:3] = self._swap(*fragments[1:-1][:2], renumber=spoil == "renumbered")
        return fragments

    def _swap(self, first, second, renumber):
        """Two fragments of a reply the other way round. They look in order when
        the sequence numbers stay where they are."""
        if renumber:
            size = self._session.signature_size(self._verifier.level == PRIVACY)
            begin, end = (i - size for i in self._session.sequence)
            numbers = first[begin:end or None], second[begin:end or None]
            first = first[:begin] + numbers[1] + first[len(first) + end:]
            second = second[:begin] + numbers[0] + second[len(second) + end:]
        return second, first

    def _room(self, size):
        """How much of a stub of a size goes into a fragment."""
        limit = min(self._options.fragment or self._transmit, self._transmit)
        room = limit - pdu.RESPONSE_SIZE
        if self._session:
            room -= pdu.TRAILER_SIZE + self._session.signature_size(self._verifier.level == PRIVACY)
        room -= room % 16
        if self._options.pad:
            # The statistics are a multiple of 16: cut in an even number of pieces, each
            # 8 bytes off a multiple, all of them need padding.
            room -= 8
            while room > 24 and -(-size // room) % 2:
                room -= 16
        return room

    def _protect(self, flags, call, head, stub, spoil):
        if not self._session:
            return pdu.header(pdu.RESPONSE, flags, call, len(head + stub)) + head + stub
        pad = -len(stub) % 16
        verifier = replace(self._verifier, pad=pad)
        if spoil == "lowered":
            verifier.level -= 1
        sealed = verifier.level == PRIVACY
        size = self._session.signature_size(sealed)
        body = stub + bytes(pad)
        front = pdu.header(pdu.RESPONSE, flags, call, len(head + body), size) + head
        signed, trailer = self._signed(front, verifier)
        body, verifier.value = self._session.protect(sealed, signed, body, trailer)
        sent = front + body + verifier.trailer() + verifier.value
        return damage(sent, spoil, len(stub), pad, self._session) if spoil in DAMAGES else sent


def damage(sent, spoil, stub, pad, session):
    """A response whose protection must not verify any more."""
    if spoil == "padding" and not pad:
        raise ValueError("there is no padding to spoil")
    trailer = pdu.RESPONSE_SIZE + stub + pad
    signature = trailer + pdu.TRAILER_SIZE
    damaged = bytearray(sent)
    if spoil == "stripped":
        del damaged[pdu.RESPONSE_SIZE + stub:]
        struct.pack_into("<HH", damaged, 8, len(damaged), 0)
        return bytes(damaged)
    offset = {
        "stub": pdu.RESPONSE_SIZE,
        "header": pdu.RESPONSE_SIZE - 1,
        "trailer": trailer + 3,
        "signature": signature + session.checksum % (len(sent) - signature),
        "sequence": signature + session.sequence[0],
        "padding": trailer - 1,
    }[spoil]
    damaged[offset] ^= 1
    return bytes(damaged)
