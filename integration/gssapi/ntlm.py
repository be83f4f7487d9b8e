"""The protection of PDUs by NTLM, from the session key that gss-ntlmssp hands over.

gss-ntlmssp has no way to sign a header while sealing the body behind it, which
is what RPC asks for, so the keys of [MS-NLMP] 3.4.5 are derived here.
"""

import hashlib
import hmac
import struct

import gssapi
import gssapi.raw
from Cryptodome.Cipher import ARC4

OID = gssapi.OID.from_int_seq("1.3.6.1.4.1.311.2.2.10")
# GSS_C_INQ_SSPI_SESSION_KEY.
SESSION_KEY = gssapi.OID.from_int_seq("1.2.840.113554.1.2.2.5.5")

# What the keys below are derived for, and nothing weaker.
EXTENDED_SESSION_SECURITY, KEY_128, KEY_EXCHANGE = 0x00080000, 0x20000000, 0x40000000
NEEDED = EXTENDED_SESSION_SECURITY | KEY_128 | KEY_EXCHANGE

AUTHENTICATE = b"NTLMSSP\0\x03\0\0\0"
# An AUTHENTICATE_MESSAGE keeps the negotiated flags here.
FLAGS_OFFSET = 60


def authenticates(token):
    """Whether a message of the client's is, or carries, an AUTHENTICATE."""
    return AUTHENTICATE in token


def negotiated_flags(token):
    """The flags of the AUTHENTICATE in a message, 0 when it is cut short."""
    message = token[token.find(AUTHENTICATE):]
    if len(message) < FLAGS_OFFSET + 4:
        return 0
    return struct.unpack_from("<I", message, FLAGS_OFFSET)[0]


class Session:
    """The two directions of an established security context."""

    mechanism = "ntlm"
    # Where in a signature a byte of its checksum is, and its sequence number.
    checksum, sequence = 4, (12, 16)

    def __init__(self, context, received, sent):
        """received and sent count the messages that SPNEGO signed before."""
        keys = gssapi.raw.inquire_sec_context_by_oid(context, SESSION_KEY)
        self.user = str(context.initiator_name).rstrip("\0")
        self._incoming = Direction(keys[0], b"client-to-server", received)
        self._outgoing = Direction(keys[0], b"server-to-client", sent)

    def signature_size(self, sealed):
        return 16

    def protect(self, sealed, front, body, trailer):
        """The body as it goes over the wire, and its signature."""
        signed = front + body + trailer
        if sealed:
            body = self._outgoing.crypt(body)
        return body, self._outgoing.sign(signed)

    def open(self, sealed, front, body, trailer, signature):
        """The body in clear, None when the signature does not verify."""
        if sealed:
            body = self._incoming.crypt(body)
        return body if self._incoming.verify(front + body + trailer, signature) else None


class Direction:
    """Signatures and encryption of what goes one way. Each PDU uses up a
    sequence number and a stretch of the key stream, so order matters.

    The signatures that SPNEGO exchanges count in the sequence, while the key
    stream begins anew after them ([MS-SPNG] 3.3.5.1)."""

    def __init__(self, key, way, sequence):
        def derive(purpose):
            magic = b"session key to " + way + b" " + purpose + b" key magic constant\0"
            return hashlib.md5(key + magic).digest()

        self._signing = derive(b"signing")
        self._stream = ARC4.new(derive(b"sealing"))
        self._sequence = sequence

    def crypt(self, data):
        """Encrypts or decrypts the body of a PDU, before its signature is made."""
        return self._stream.encrypt(data)

    def sign(self, message):
        """The signature of a PDU in clear."""
        number = struct.pack("<I", self._sequence)
        self._sequence += 1
        checksum = hmac.new(self._signing, number + message, hashlib.md5).digest()[:8]
        return struct.pack("<I", 1) + self._stream.encrypt(checksum) + number

    def verify(self, message, signature):
        return hmac.compare_digest(self.sign(message), signature)
