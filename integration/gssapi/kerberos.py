"""The protection of PDUs by Kerberos in DCE style, all of it by MIT GSSAPI."""

import gssapi
import gssapi.raw
from gssapi.raw import IOV, IOVBufferType, RequirementFlag

OID = gssapi.OID.from_int_seq("1.2.840.113554.1.2.2")

# What an RPC client must have asked for: without mutual authentication the server
# proves nothing, without DCE style its tokens are laid out otherwise.
NEEDED = {
    RequirementFlag.mutual_authentication: "mutual authentication",
    RequirementFlag.dce_style: "DCE style",
    RequirementFlag.integrity: "integrity",
}


class Session:
    """An established security context."""

    mechanism = "kerberos"
    # Where in a token a byte of its checksum is, and its sequence number. Both
    # kinds of token ([RFC4121] 4.2.6) have a header of 16 bytes that ends in the
    # number; behind it all is checksum, or encrypted and covered by one.
    checksum, sequence = -1, (8, 16)

    def __init__(self, context):
        self._context = context
        self.user = str(context.initiator_name)

    def lacking(self):
        """What the client should have asked for and did not."""
        flags = self._context.actual_flags
        return [name for flag, name in NEEDED.items() if flag not in flags]

    def signature_size(self, sealed):
        # Lengths are asked for: a signature made for the purpose would use up a
        # sequence number.
        if sealed:
            message = IOV(IOVBufferType.header, (IOVBufferType.data, False, bytes(16)), std_layout=False)
            gssapi.raw.wrap_iov_length(self._context, message, True)
            return len(message[0].value)
        message = IOV((IOVBufferType.data, False, bytes(16)), IOVBufferType.mic_token, std_layout=False)
        gssapi.raw.get_mic_iov_length(self._context, message)
        return len(message[1].value)

    def protect(self, sealed, front, body, trailer):
        """The body as it goes over the wire, and its signature."""
        if sealed:
            message = pieces(IOVBufferType.header, front, body, trailer)
            gssapi.raw.wrap_iov(self._context, message, True)
            return message[2].value, message[0].value
        message = pieces(IOVBufferType.mic_token, front, body, trailer)
        gssapi.raw.get_mic_iov(self._context, message)
        return body, message[0].value

    def open(self, sealed, front, body, trailer, signature):
        """The body in clear, None when the signature does not verify."""
        try:
            if sealed:
                message = pieces((IOVBufferType.header, False, signature), front, body, trailer)
                result = gssapi.raw.unwrap_iov(self._context, message)
                return message[2].value if result.encrypted else None
            message = pieces((IOVBufferType.mic_token, False, signature), front, body, trailer)
            gssapi.raw.verify_mic_iov(self._context, message)
            return body
        except gssapi.raw.GSSError:
            return None


def pieces(token, front, body, trailer):
    """A message whose front and trailer are signed and never sealed. With two
    elements in place of three, a buffer's bytes would be taken for its length."""
    return IOV(token, (IOVBufferType.sign_only, False, front), (IOVBufferType.data, False, body),
               (IOVBufferType.sign_only, False, trailer), std_layout=False)
