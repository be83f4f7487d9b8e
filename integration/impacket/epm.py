"""Reads the endpoint map of a host with impacket and prints its entries, one a line.

    /usr/bin/python3 epm.py --port PORT [--most N]

Everything on the wire is impacket's.
"""

import argparse

from impacket.dcerpc.v5 import epm, transport
from impacket.dcerpc.v5.ndr import NULL


def entries(dce, most):
    """Yields the entries, so many a call, until the host gives its handle back."""
    handle = NULL
    while True:
        request = epm.ept_lookup()
        request["inquiry_type"] = epm.RPC_C_EP_ALL_ELTS
        request["object"] = NULL
        request["Ifid"] = NULL
        request["vers_option"] = epm.RPC_C_VERS_ALL
        if handle is not NULL:
            request["entry_handle"] = handle
        request["max_ents"] = most
        response = dce.request(request)
        yield from response["entries"]
        handle = response["entry_handle"]
        if handle.isNull():
            return


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--most", type=int, default=500)
    options = options.parse_args()
    dce = transport.DCERPCTransportFactory(f"ncacn_ip_tcp:127.0.0.1[{options.port}]").get_dce_rpc()
    dce.connect()
    dce.bind(epm.MSRPC_UUID_PORTMAP)
    for entry in entries(dce, options.most):
        floors = epm.EPMTower(b"".join(entry["tower"]["tower_octet_string"]))["Floors"]
        annotation = b"".join(entry["annotation"]).rstrip(b"\0").decode()
        print(f"{floors[0]} | {annotation} | {epm.PrintStringBinding(floors)}")


main()
