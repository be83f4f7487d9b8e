"""A WinRM listener for one question: WS-Enumeration of the performance classes of
IKE over HTTP with sealed bodies, or over HTTPS. The sign-in and the sealing are
MIT GSSAPI's, with gss-ntlmssp as a plugin; a sign-in within TLS must be bound to
the certificate.
"""

import argparse
import base64
import hashlib
import json
import os
import re
import ssl
import struct
import sys
import threading
import uuid
import xml.etree.ElementTree as ET
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import gssapi
import gssapi.raw
from gssapi.raw import ChannelBindings, IOV, IOVBufferType, RequirementFlag

SPNEGO = gssapi.OID.from_int_seq("1.3.6.1.5.5.2")
NTLM = gssapi.OID.from_int_seq("1.3.6.1.4.1.311.2.2.10")
KERBEROS = gssapi.OID.from_int_seq("1.2.840.113554.1.2.2")

PROTOCOLS = {
    "Negotiate": "application/HTTP-SPNEGO-session-encrypted",
    "Kerberos": "application/HTTP-Kerberos-session-encrypted",
}
SPOILS = ("none", "signature", "data", "replay", "plain")

ADDRESSING = "{http://schemas.xmlsoap.org/ws/2004/08/addressing}"
ENUMERATION = "http://schemas.xmlsoap.org/ws/2004/09/enumeration"
WSMAN = "{http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd}"
WMI = "http://schemas.microsoft.com/wbem/wsman/1/wmi/"

# The form of a sealed body ([MS-WSMV] 2.2.9.1), to the byte.
BODY = re.compile(
    rb"--Encrypted Boundary\r\n"
    rb"\tContent-Type: (application/HTTP-[A-Za-z]+-session-encrypted)\r\n"
    rb"\tOriginalContent: type=application/soap\+xml;charset=UTF-8;Length=([0-9]+)\r\n"
    rb"--Encrypted Boundary\r\n"
    rb"\tContent-Type: application/octet-stream\r\n"
    rb"(.*)--Encrypted Boundary--\r\n", re.DOTALL)

FRONT = (
    b"--Encrypted Boundary\r\n"
    b"\tContent-Type: %s\r\n"
    b"\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=%d\r\n"
    b"--Encrypted Boundary\r\n"
    b"\tContent-Type: application/octet-stream\r\n")


class Refused(Exception):
    """A request that is not answered as it wants to be."""


def mechanism(token):
    """What a first token belongs to."""
    if token.startswith(b"NTLMSSP\0"):
        return NTLM
    for oid in (SPNEGO, KERBEROS):
        if bytes(oid) in token[:20]:
            return oid
    raise Refused("token of no known mechanism")


class Session:
    """The security of one connection."""

    def __init__(self, scheme, token, channel):
        self.scheme, self.oid = scheme, mechanism(token)
        if (scheme == "Kerberos") != (self.oid == KERBEROS):
            raise Refused(f"{self.oid} under {scheme}")
        credential = gssapi.Credentials(usage="accept", mechs=[self.oid])
        self.context = gssapi.SecurityContext(creds=credential, usage="accept", channel_bindings=channel)
        self.context.__DEFER_STEP_ERRORS__ = False
        self.is_kerberos = self.oid == KERBEROS

    def step(self, token):
        self.is_kerberos = self.is_kerberos or bytes(KERBEROS) in token
        try:
            return self.context.step(token) or b""
        except gssapi.raw.GSSError as error:
            raise Refused(str(error)) from error

    @property
    def complete(self):
        return self.context.complete

    def lacking(self):
        wanted = {RequirementFlag.confidentiality, RequirementFlag.integrity}
        if self.is_kerberos:
            wanted.add(RequirementFlag.mutual_authentication)
        flags = self.context.actual_flags
        if RequirementFlag.dce_style in flags:
            return ["tokens that are not in DCE style"]
        return [str(flag) for flag in wanted if flag not in flags]

    def open(self, signature, sealed):
        try:
            if self.is_kerberos:
                message = IOV((IOVBufferType.header, False, signature), (IOVBufferType.data, False, sealed),
                              (IOVBufferType.data, False, b""), std_layout=False)
                result = gssapi.raw.unwrap_iov(self.context, message)
                encrypted, plain = result.encrypted, message[1].value
            else:
                result = self.context.unwrap(signature + sealed)
                encrypted, plain = result.encrypted, result.message
        except gssapi.raw.GSSError as error:
            raise Refused(str(error)) from error
        if not encrypted:
            raise Refused("signed, not sealed")
        return plain

    def seal(self, plain):
        if self.is_kerberos:
            message = IOV(IOVBufferType.header, (IOVBufferType.data, False, plain), IOVBufferType.padding, std_layout=False)
            gssapi.raw.wrap_iov(self.context, message, True)
            if message[2].value:
                raise Refused("padding")
            return message[0].value, message[1].value
        sealed = self.context.wrap(plain, True).message
        return sealed[:16], sealed[16:]


def expected(class_name, name):
    """The value of a property: what the tests expect, too."""
    return sum(f"{class_name}.{name}".encode()) % 65521


PROPERTIES = ("ActiveMainModeSAs", "MainModeNegotiations", "FailedMainModeNegotiations")


def answer_envelope(request):
    """The action that a request asks for, and the envelope that answers it."""
    root = ET.fromstring(request)
    header = {child.tag: child.text for child in root[0]}
    query = root.find(f".//{WSMAN}Filter")
    class_name = query.text.split()[-1]
    namespace = header[WSMAN + "ResourceURI"].removesuffix("*") + class_name
    if not namespace.startswith(WMI) or header[ADDRESSING + "Action"] != ENUMERATION + "/Enumerate":
        raise Refused("not an enumeration of WMI classes")
    items = "".join(f"<p:{name}>{expected(class_name, name)}</p:{name}>" for name in PROPERTIES)
    return (
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"'
        f' xmlns:n="{ENUMERATION}" xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"><s:Header>'
        f"<a:Action>{ENUMERATION}/EnumerateResponse</a:Action><a:MessageID>uuid:{uuid.uuid4()}</a:MessageID>"
        f"<a:RelatesTo>{header[ADDRESSING + 'MessageID']}</a:RelatesTo></s:Header><s:Body><n:EnumerateResponse>"
        f'<n:EnumerationContext/><w:Items><p:{class_name} xmlns:p="{namespace}"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><p:Name xsi:nil="true"/>'
        f"{items}</p:{class_name}></w:Items><w:EndOfSequence/></n:EnumerateResponse></s:Body></s:Envelope>").encode()


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60

    def setup(self):
        super().setup()
        self.session, self.last = None, None

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            if "Authorization" in self.headers:
                self.sign_in(body)
            elif self.session and self.session.complete:
                self.serve(body)
            else:
                raise Refused(f"{len(body)} bytes before the sign-in")
        except (Refused, gssapi.raw.GSSError) as error:
            self.server.note("refused", reason=str(error))
            self.session = None
            self.reply(401, {"WWW-Authenticate": "Negotiate, Kerberos"})

    def sign_in(self, body):
        if body:
            raise Refused("a body together with a token")
        scheme, _, token = self.headers["Authorization"].partition(" ")
        token = base64.b64decode(token, validate=True)
        if self.session is None:
            self.session = Session(scheme, token, self.server.channel)
        answer = base64.b64encode(self.session.step(token)).decode()
        headers = {"WWW-Authenticate": f"{scheme} {answer}"} if answer else {}
        if not self.session.complete:
            self.reply(401, headers)
            return
        if lacking := self.session.lacking():
            raise Refused("the client did not ask for " + ", ".join(lacking))
        self.server.note("signed in", user=str(self.session.context.initiator_name), scheme=scheme)
        self.reply(200, headers)

    def serve(self, body):
        if self.server.channel:
            if self.headers["Content-Type"] != "application/soap+xml;charset=UTF-8":
                raise Refused("no envelope within TLS")
            self.server.note("plain")
            self.reply(200, {"Content-Type": "application/soap+xml;charset=UTF-8"}, answer_envelope(body))
            return
        protocol = PROTOCOLS[self.session.scheme]
        content_type = f'multipart/encrypted;protocol="{protocol}";boundary="Encrypted Boundary"'
        match = BODY.fullmatch(body)
        if self.headers["Content-Type"] != content_type or not match or match[1].decode() != protocol:
            raise Refused("a body in another form than that of sealed ones")
        size, = struct.unpack_from("<I", match[3])
        signature, sealed = match[3][4:4 + size], match[3][4 + size:]
        request = self.session.open(signature, sealed)
        if len(request) != int(match[2]):
            raise Refused("a message of another length than announced")
        self.server.note("opened", signature=size, sealed=len(sealed), header=signature[:16].hex())
        envelope = answer_envelope(request)
        answer = self.spoil(*self.session.seal(envelope))
        front = FRONT % (protocol.encode(), len(envelope))
        if self.server.spoiled == "plain":
            self.reply(200, {"Content-Type": "application/soap+xml;charset=UTF-8"}, envelope)
        else:
            self.reply(200, {"Content-Type": content_type}, front + answer + b"--Encrypted Boundary--\r\n")

    def spoil(self, signature, sealed):
        flip = lambda data: data[:-1] + bytes([data[-1] ^ 1])
        if self.server.spoiled == "signature":
            signature = flip(signature)
        if self.server.spoiled == "data":
            sealed = flip(sealed)
        answer = struct.pack("<I", len(signature)) + signature + sealed
        if self.server.spoiled == "replay" and self.last and len(self.last) == len(answer):
            return self.last
        self.last = answer
        return answer

    def reply(self, status, headers, body=b""):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    spoiled, log, channel = "none", "", None

    def within_tls(self, certificate, key):
        """Serves HTTPS. The channel is tls-server-end-point ([RFC5929])."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        with open(certificate, encoding="ascii") as file:
            der = ssl.PEM_cert_to_DER_cert(file.read())
        self.channel = ChannelBindings(application_data=b"tls-server-end-point:" + hashlib.sha256(der).digest())

    def note(self, event, **details):
        with open(self.log, "a", encoding="utf-8") as file:
            file.write(json.dumps({"event": event, **details}) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--users", required=True, help="file of DOMAIN:user:password lines")
    parser.add_argument("--keytab", required=True, help="keytab of the service")
    parser.add_argument("--state", required=True, help="file to write the port to")
    parser.add_argument("--log", required=True, help="file to append a JSON line per event to")
    parser.add_argument("--spoil", choices=SPOILS, default="none", help="what to damage in answers")
    parser.add_argument("--tls", nargs=2, metavar=("CERTIFICATE", "KEY"), help="serve HTTPS; signed with SHA-256")
    arguments = parser.parse_args()
    os.environ.update(NTLM_USER_FILE=arguments.users, NETBIOS_COMPUTER_NAME="PEER", NETBIOS_DOMAIN_NAME="CORP",
                      KRB5_KTNAME=arguments.keytab, KRB5RCACHENAME="file2:" + os.path.abspath(arguments.state) + ".replays")
    server = Server(("127.0.0.1", 0), Handler)
    server.spoiled, server.log = arguments.spoil, arguments.log
    if arguments.tls:
        server.within_tls(*arguments.tls)
    with open(arguments.state + ".new", "w", encoding="utf-8") as file:
        file.write(f"PORT={server.server_address[1]}\n")
    os.replace(arguments.state + ".new", arguments.state)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.buffer.read()  # ends with the caller


if __name__ == "__main__":
    main()
