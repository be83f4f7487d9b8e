"""Asks a WinRM listener by pywinrm, which signs in, seals and opens: sends the
envelopes of a file, a JSON array of strings, and prints the answers likewise.
"""

import argparse
import json
import sys

from winrm.exceptions import InvalidCredentialsError, WinRMTransportError
from winrm.transport import Transport


def text(answer):
    return answer.decode() if isinstance(answer, bytes) else answer


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", required=True)
    parser.add_argument("--method", choices=("ntlm", "kerberos"), required=True)
    parser.add_argument("--user", required=True)
    parser.add_argument("--password", help="for NTLM; Kerberos has its tickets in KRB5CCNAME")
    parser.add_argument("--hostname", help="the host in the service's name")
    parser.add_argument("envelopes", help="file, or - for standard input")
    args = parser.parse_args()

    transport = Transport(
        endpoint=args.url, username=args.user, password=args.password, auth_method=args.method,
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
