"""Reads performance classes of a host by WMI with impacket and prints them as JSON.

    /usr/bin/python3 wmi.py --port PORT --level none|integrity|privacy CLASS...
    /usr/bin/python3 wmi.py --port PORT --level privacy --ticket-for HOST CLASS...

The user's name and password come from the environment, REMOTEIKE_USER and
REMOTEIKE_PASSWORD. With --ticket-for the credential is a ticket for host/HOST in
the cache that KRB5CCNAME names, within SPNEGO. Everything on the wire is
impacket's: the sign-in, activation, NDR, and the reader of objects.
"""

import argparse
import json
import os
import sys

from impacket.dcerpc.v5 import dcomrt, rpcrt, transport
from impacket.dcerpc.v5.dcom import wmi
from impacket.dcerpc.v5.dtypes import NULL
from impacket.dcerpc.v5.rpcrt import (
    RPC_C_AUTHN_LEVEL_NONE,
    RPC_C_AUTHN_LEVEL_PKT_INTEGRITY,
    RPC_C_AUTHN_LEVEL_PKT_PRIVACY,
)
from impacket.krb5 import kerberosv5

LEVELS = {
    "none": RPC_C_AUTHN_LEVEL_NONE,
    "integrity": RPC_C_AUTHN_LEVEL_PKT_INTEGRITY,
    "privacy": RPC_C_AUTHN_LEVEL_PKT_PRIVACY,
}


def redirect(port):
    """Lets impacket, which knows no port but 135, find the endpoint mapper."""
    factory = transport.DCERPCTransportFactory

    def with_port(binding):
        return factory(binding if "[" in binding else f"{binding}[{port}]")

    transport.DCERPCTransportFactory = with_port


def rename(host):
    """Lets impacket look for the ticket of another host than it connects to."""
    begin = kerberosv5.getKerberosType1

    def with_host(*args):
        return begin(*args[:8], host, *args[9:])

    kerberosv5.getKerberosType1 = with_host


def repair():
    """Keeps impacket from sending its contexts twice, uncounted the second time, in
    the alter_context that ends a sign-in with Kerberos."""
    encode = rpcrt.MSRPCBind.getData

    def encode_once(bind):
        bind["ctx_items"] = b""
        return encode(bind)

    rpcrt.MSRPCBind.getData = encode_once


def accept_null_objects():
    """Keeps impacket from making interfaces of objects within objects, where it
    stumbles over those that are not there."""
    create = wmi.IWbemClassObject.createProperties

    def create_the_others(self, properties):
        create(self, {
            name: p for name, p in properties.items() if p["type"] & ~INHERITED != OBJECT or p["value"] is not None})

    wmi.IWbemClassObject.createProperties = create_the_others


OBJECT = wmi.CIM_TYPE_ENUM.CIM_TYPE_OBJECT.value
INHERITED = 0x4000


def plain(value):
    """Returns a value of impacket's reader as JSON can have it: of an object within
    an object its properties."""
    if not isinstance(value, wmi.ENCODING_UNIT):
        return value
    block = value["ObjectBlock"]
    block.parseObject()
    return {name: plain(p["value"]) for name, p in block.ctCurrent["properties"].items()}


def release(interface):
    """Gives all references of an OBJREF back; impacket does so one at a time."""
    given = dcomrt.OBJREF_STANDARD(interface.get_objRef())["std"]["cPublicRefs"]
    for _ in range(given):
        interface.RemRelease()
    return given


def read(services, name):
    """Returns the instances of a class, and how many references were given back."""
    enumerator = services.ExecQuery(f"SELECT * FROM {name}", 0x30)
    instances = []
    while True:
        try:
            found = enumerator.Next(0xFFFFFFFF, 1)
        except wmi.DCERPCSessionError as error:
            if error.get_error_code() != 1:  # WBEM_S_FALSE, the end
                raise
            break
        for instance in found:
            properties = instance.getProperties()
            instances.append({
                "class": instance.getClassName(),
                "properties": {key: plain(value["value"]) for key, value in properties.items()},
                "order": sorted(properties, key=lambda key: properties[key]["order"]),
            })
    return instances, release(enumerator)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--level", choices=LEVELS, required=True)
    parser.add_argument("--ticket-for", metavar="HOST")
    parser.add_argument("--namespace", default="//./root/cimv2")
    parser.add_argument("classes", nargs="+")
    options = parser.parse_args()

    redirect(options.port)
    accept_null_objects()
    level = LEVELS[options.level]
    kerberos = options.ticket_for is not None
    if kerberos:
        rename(options.ticket_for)
        repair()
    user, password = ("", "") if kerberos or options.level == "none" else (
        os.environ["REMOTEIKE_USER"], os.environ["REMOTEIKE_PASSWORD"])
    connection = dcomrt.DCOMConnection(options.host, user, password, "", authLevel=level, doKerberos=kerberos)
    released = 0
    try:
        activated = connection.CoCreateInstanceEx(wmi.CLSID_WbemLevel1Login, wmi.IID_IWbemLevel1Login)
        # The host hints at the least level that it takes; we keep ours.
        activated.get_cinstance().set_auth_level(level)
        login = wmi.IWbemLevel1Login(activated)
        services = login.NTLMLogin(options.namespace, NULL, NULL)
        results = {}
        for name in options.classes:
            results[name], given = read(services, name)
            released += given
        released += release(services) + release(login)
    finally:
        connection.disconnect()
    json.dump({"released": released, "results": results}, sys.stdout)


if __name__ == "__main__":
    main()
