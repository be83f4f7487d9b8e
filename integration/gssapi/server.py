#!/usr/bin/python3
"""An RPC server for IKEEXT and the Base Filtering Engine that shares no code with the client it
judges: PDUs and NDR are written here by hand, the security is MIT GSSAPI with
gss-ntlmssp: NTLM, Kerberos and SPNEGO with either. It listens on loopback alone.

Two ports, chosen by the system and written to --state: the interface's (with the
management interface beside it, as in every RPC process) and an endpoint
mapper's. It serves until it is terminated.
"""

import argparse
import json
import os
import signal
import socket
import sys
import threading

sys.dont_write_bytecode = True

import pdu  # noqa: E402
from associations import Enumerations  # noqa: E402
from connection import SPOILS, Association, Options  # noqa: E402
from engine import ENGINE, TABLES, Engine  # noqa: E402
from services import IKEEXT, MANAGEMENT, MAPPER, Ikeext, Management, Mapper  # noqa: E402
from signin import KERBEROS, NAMES  # noqa: E402

# What the peer calls itself in its NTLM challenge.
COMPUTER, DOMAIN = "PEER", "CORP"
# Bounds on what a client can hold on to.
IDLE_SECONDS, MAX_CONNECTIONS = 30, 32
# Room for headers, the longest signature (Kerberos, sealed) and some of the stub.
LEAST_FRAGMENT = 160


class Log:
    """A JSON object a line: what was verified, refused and answered."""

    def __init__(self, path):
        self._file = open(path, "a", encoding="utf-8") if path else None
        self._lock = threading.Lock()

    def __call__(self, event, **details):
        if self._file:
            with self._lock:
                self._file.write(json.dumps({"event": event, **details}) + "\n")
                self._file.flush()


class Listener:
    """A listening socket whose connections share a set of services."""

    def __init__(self, options, log):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._options, self._log = options, log
        self._slots = threading.BoundedSemaphore(MAX_CONNECTIONS)
        self.port = self._socket.getsockname()[1]

    def start(self, services):
        threading.Thread(target=self._accept, args=(services,), daemon=True).start()

    def _accept(self, services):
        while True:
            connection, _ = self._socket.accept()
            association = Association(services, self._options, self.port, self._log)
            self._slots.acquire()
            threading.Thread(target=self._serve, args=(connection, association), daemon=True).start()

    def _serve(self, connection, association):
        try:
            with connection, connection.makefile("rb") as stream:
                connection.settimeout(IDLE_SECONDS)
                # Small fragments would wait for each other's acknowledgement.
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                while (received := pdu.read(stream)) is not None:
                    for sent in association.answer(received):
                        connection.sendall(sent)
        except (pdu.Malformed, OSError) as error:
            self._log("hangup", reason=str(error))
        finally:
            self._slots.release()


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--users", required=True, help="file of DOMAIN:user:password lines")
    parser.add_argument("--keytab", default="",
                        help="keytab of the services that this server is; without it there is no Kerberos")
    parser.add_argument("--without", action="append", choices=NAMES, default=[],
                        help="answer binds with this authentication type as if it were unknown")
    parser.add_argument("--state", required=True, help="file to write the ports to, as KEY=VALUE lines")
    parser.add_argument("--log", default="", help="file to append a JSON line per event to")
    parser.add_argument("--fragment", type=int, default=0, metavar="N",
                        help=f"largest fragment of a reply in bytes, {LEAST_FRAGMENT} at the least")
    parser.add_argument("--pad", action="store_true", help="cut replies so that they need padding")
    parser.add_argument("--spoil", choices=("none", *SPOILS), default="none",
                        help="what to damage in protected replies")
    parser.add_argument("--deny", action="store_true",
                        help="answer the statistics with fault 5, sign-in or not")
    parser.add_argument("--engine", choices=TABLES,
                        help="offer the Base Filtering Engine, by the numbers of that Windows")
    parser.add_argument("--until-eof", action="store_true",
                        help="end when standard input does, so as not to outlive the caller")
    arguments = parser.parse_args()
    if 0 < arguments.fragment < LEAST_FRAGMENT:
        parser.error(f"--fragment: {LEAST_FRAGMENT} bytes at the least")
    if arguments.spoil in ("swapped", "renumbered") and not arguments.fragment:
        parser.error(f"--spoil {arguments.spoil} needs small fragments")
    return arguments


def write_state(path, ports):
    """Writes the ports under another name first: who sees the file sees it whole."""
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.writelines(f"{key}={value}\n" for key, value in ports.items())
    os.replace(path + ".new", path)


def prepare_environment(arguments):
    """Where the libraries behind GSSAPI find accounts, keys and what they keep."""
    os.environ.update(NTLM_USER_FILE=arguments.users, NETBIOS_COMPUTER_NAME=COMPUTER,
                      NETBIOS_DOMAIN_NAME=DOMAIN, KRB5_KTNAME=arguments.keytab or os.devnull,
                      KRB5RCACHENAME="file2:" + os.path.abspath(arguments.state) + ".replays")


def main():
    arguments = parse_arguments()
    prepare_environment(arguments)
    log = Log(arguments.log)
    refused = {NAMES[name] for name in arguments.without} | (set() if arguments.keytab else {KERBEROS})
    spoil = "" if arguments.spoil == "none" else arguments.spoil
    options = Options(arguments.fragment, arguments.pad or spoil == "padding", spoil,
                      frozenset(NAMES.values()) - refused)
    rpc, mapper = Listener(options, log), Listener(options, log)
    services = {IKEEXT: Ikeext(arguments.deny, Enumerations())}
    if arguments.engine:
        services[ENGINE] = Engine(arguments.engine)
    rpc.start({**services, MANAGEMENT: Management([*services, MANAGEMENT])})
    mapper.start({MAPPER: Mapper({interface: rpc.port for interface in services})})
    write_state(arguments.state, {"PORT": rpc.port, "EPM_PORT": mapper.port})
    if arguments.until_eof:
        sys.stdin.buffer.read()
    else:
        signal.pause()


if __name__ == "__main__":
    main()
