"""Signing in: NTLM, Kerberos and SPNEGO as an acceptor, by MIT GSSAPI with
gss-ntlmssp as a plugin. SPNEGO finds the mechanism inside by itself."""

import gssapi
import gssapi.raw

import kerberos
import ntlm

SPNEGO_OID = gssapi.OID.from_int_seq("1.3.6.1.5.5.2")

# Authentication types ([MS-RPCE] 2.2.1.1.7).
SPNEGO, NTLM, KERBEROS = 9, 10, 16
MECHANISMS = {SPNEGO: SPNEGO_OID, NTLM: ntlm.OID, KERBEROS: kerberos.OID}
NAMES = {"spnego": SPNEGO, "ntlm": NTLM, "kerberos": KERBEROS}


class Refused(Exception):
    """A sign-in that was not accepted."""


class Acceptor:
    """One sign-in, a step for each message of the client's."""

    def __init__(self, auth_type):
        credential = gssapi.Credentials(usage="accept", mechs=[MECHANISMS[auth_type]])
        self._context = gssapi.SecurityContext(creds=credential, usage="accept")
        # A refusal is raised by the step itself, not by the next look at the context.
        self._context.__DEFER_STEP_ERRORS__ = False
        self._negotiated = auth_type == SPNEGO
        self._authenticate = b""  # the message with NTLM's AUTHENTICATE
        # How many signatures over the list of mechanisms came and went.
        self._received = self._sent = 0

    @property
    def complete(self):
        return self._context.complete

    def step(self, token):
        """The answer to a message, empty when there is none."""
        if ntlm.authenticates(token):
            self._authenticate = token
        try:
            answer = self._context.step(token) or b""
        except gssapi.raw.GSSError as error:
            raise Refused(str(error)) from error
        if self._negotiated:
            self._received += signs_mechanisms(token)
            self._sent += signs_mechanisms(answer)
        return answer

    def session(self):
        """The session that the last step opened."""
        if not self.complete:
            raise Refused("the sign-in is not complete")
        if not self._authenticate:
            session = kerberos.Session(self._context)
            if lacking := session.lacking():
                raise Refused("the client did not ask for " + ", ".join(lacking))
            return session
        flags = ntlm.negotiated_flags(self._authenticate)
        if flags & ntlm.NEEDED != ntlm.NEEDED:
            raise Refused(f"flags 0x{flags:08x} lack some of 0x{ntlm.NEEDED:08x}")
        return ntlm.Session(self._context, self._received, self._sent)


def signs_mechanisms(token):
    """Whether a message of SPNEGO is a NegTokenResp with a mechListMIC: [1]
    around a SEQUENCE whose last element is [3] ([RFC4178] 4.2.2)."""
    tag, content, _ = element(token)
    if tag != 0xA1:
        return False
    tag, content, _ = element(content)
    while tag == 0x30 and content:
        last, _, content = element(content)
        if last == 0xA3:
            return True
    return False


def element(data):
    """Tag and content of the DER element at the beginning, and what follows."""
    if len(data) < 2:
        return None, b"", b""
    tag, size, start = data[0], data[1], 2
    if size & 0x80:
        start += size & 0x7F
        size = int.from_bytes(data[2:start], "big")
    return tag, data[start:start + size], data[start + size:]
