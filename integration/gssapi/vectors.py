"""Stubs of IKEEXT that neither side of these tests made: the file by which the client's
own stubs are proved, from an encoder that follows the format strings of the DLLs."""

import pathlib

FILE = pathlib.Path(__file__).resolve().parents[2] / "rpc/bfe/testdata/ikeext.txt"


def read():
    """The stubs by their names."""
    stubs = {}
    for block in FILE.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        if len(lines) > 2 and lines[1].startswith("referents"):
            stubs[lines[0]] = bytes.fromhex("".join(lines[2:]))
    return stubs
