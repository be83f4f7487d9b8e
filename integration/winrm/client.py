"""Asks a WinRM listener by pywinrm, which signs in, seals and opens: sends the
envelopes of a file, a JSON array of strings, and prints the answers likewise.

Debian's pykerberos is older than its function for sealed messages. With Kerberos
that function is MIT GSSAPI's own here, called as newer versions call it, and all
else is pywinrm's.
"""

import argparse
import base64
import json
import sys

import gssapi
import gssapi.raw
import winrm.transport
from Cryptodome.Hash import MD4
from gssapi.raw import IOV, IOVBufferType, RequirementFlag
from requests.auth import AuthBase
from winrm.exceptions import InvalidCredentialsError, WinRMTransportError
from winrm.transport import Transport

KERBEROS = gssapi.OID.from_int_seq("1.2.840.113554.1.2.2")
SPNEGO = gssapi.OID.from_int_seq("1.3.6.1.5.5.2")


class KerberosAuth(AuthBase):
    """What pywinrm wants of HTTPKerberosAuth."""

    mechanism = KERBEROS
    winrm_encryption_available = True

    def __init__(self, mutual_authentication, service, hostname_override, delegate, force_preemptive,
                 principal, sanitize_mutual_error_response, send_cbt):
        name = gssapi.Name(f"{service}@{hostname_override}", gssapi.NameType.hostbased_service)
        self.context = gssapi.SecurityContext(
            name=name, mech=self.mechanism, usage="initiate",
            flags=RequirementFlag.mutual_authentication | RequirementFlag.out_of_sequence_detection)
        self.context.__DEFER_STEP_ERRORS__ = False

    def __call__(self, request):
        if not self.context.complete:
            token = base64.b64encode(self.context.step()).decode()
            request.headers["Authorization"] = "Negotiate " + token
            request.register_hook("response", self.proved)
        return request

    def proved(self, response, **_):
        token = response.headers.get("WWW-Authenticate", "").partition(" ")[2]
        if response.status_code == 200:
            self.context.step(base64.b64decode(token))
        return response

    def wrap_winrm(self, _, message):
        buffers = IOV(IOVBufferType.header, (IOVBufferType.data, False, message), IOVBufferType.padding, std_layout=False)
        gssapi.raw.wrap_iov(self.context, buffers, True)
        return buffers[1].value + (buffers[2].value or b""), buffers[0].value

    def unwrap_winrm(self, _, message, header):
        buffers = IOV((IOVBufferType.header, False, header), (IOVBufferType.data, False, message),
                      (IOVBufferType.data, False, b""), std_layout=False)
        if not gssapi.raw.unwrap_iov(self.context, buffers).encrypted:
            raise ValueError("Kerberos: signed, not sealed")
        return buffers[1].value


def nt_hash(password):
    """A password as its hashes: OpenSSL has no MD4 any more, of which they are made."""
    return "0" * 32 + ":" + MD4.new(password.encode("utf-16-le")).hexdigest()


def text(answer):
    return answer.decode() if isinstance(answer, bytes) else answer


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", required=True)
    parser.add_argument("--method", choices=("ntlm", "kerberos"), required=True)
    parser.add_argument("--user", required=True)
    parser.add_argument("--password", help="for NTLM; Kerberos has its tickets in KRB5CCNAME")
    parser.add_argument("--hostname", help="the host in the service's name")
    parser.add_argument("--spnego", action="store_true", help="wrap Kerberos in SPNEGO")
    parser.add_argument("envelopes", help="file, or - for standard input")
    args = parser.parse_args()

    winrm.transport.HTTPKerberosAuth = KerberosAuth
    if args.spnego:
        KerberosAuth.mechanism = SPNEGO
    transport = Transport(
        endpoint=args.url, username=args.user, password=args.password and nt_hash(args.password), auth_method=args.method,
        message_encryption="always", service="HTTP", kerberos_hostname_override=args.hostname, read_timeout_sec=20)
    with open(0 if args.envelopes == "-" else args.envelopes) as file:
        envelopes = json.load(file)
    answers = []
    for envelope in envelopes:
        try:
            answers.append({"status": 200, "body": text(transport.send_message(envelope))})
        except InvalidCredentialsError:
            answers.append({"status": 401, "body": ""})
        except WinRMTransportError as error:
            answers.append({"status": error.code, "body": text(error.response_text)})
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
