#!/usr/bin/python3
"""Name server of the samples' private world: dns_server.py ZONE.toml

Answers A, AAAA, MX, TXT and PTR questions from the zone table on 127.0.0.1:53
over UDP; that is all that the mail programs ask for.
"""

import ipaddress
import socket
import struct
import sys
import tomllib

TYPES = {"a": 1, "ptr": 12, "mx": 15, "txt": 16, "aaaa": 28}
NOERROR, SERVFAIL, NXDOMAIN = 0, 2, 3

Zone = dict[str, dict[str, list[str]]]


def load_zone(path: str) -> Zone:
    """Reads the zone and adds the reverse entries."""
    with open(path, "rb") as file:
        zone = tomllib.load(file)
    pointers: dict[str, list[str]] = {}
    for kind in ("a", "aaaa"):
        for name, addresses in zone[kind].items():
            for address in addresses:
                reverse = ipaddress.ip_address(address).reverse_pointer
                pointers.setdefault(reverse, [name])
    zone["ptr"] = pointers
    zone["a"] |= zone.pop("listed")
    return zone


def encode_name(name: str) -> bytes:
    labels = [label.encode() for label in name.split(".") if label]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def encode_data(kind: str, value: str) -> bytes:
    """The RDATA of one record."""
    if kind in ("a", "aaaa"):
        return ipaddress.ip_address(value).packed
    if kind == "mx":
        preference, host = value.split()
        return struct.pack("!H", int(preference)) + encode_name(host)
    if kind == "txt":
        return bytes([len(value)]) + value.encode()
    return encode_name(value)


def read_question(query: bytes) -> tuple[str, int, int]:
    """Name, type and end of the first question."""
    labels, at = [], 12
    while size := query[at]:
        labels.append(query[at + 1 : at + 1 + size].decode("ascii", "replace"))
        at += 1 + size
    return ".".join(labels).lower(), struct.unpack_from("!H", query, at + 1)[0], at + 5


def exists(zone: Zone, name: str) -> bool:
    """Also true above a name that exists (RFC 8020)."""
    return any(
        known == name or known.endswith("." + name)
        for table in zone.values()
        for known in table
    )


def answer(zone: Zone, query: bytes) -> bytes:
    name, wanted, end = read_question(query)
    kind = next((kind for kind, number in TYPES.items() if number == wanted), "")
    values = zone.get(kind, {}).get(name, [])
    code = NOERROR if exists(zone, name) else NXDOMAIN
    if name in zone["servfail"]:
        code = SERVFAIL
    flags = 0x8580 | code  # QR, AA, RD, RA
    message = query[:2] + struct.pack("!5H", flags, 1, len(values), 0, 0) + query[12:end]
    for value in values:
        data = encode_data(kind, value)
        message += b"\xc0\x0c" + struct.pack("!HHIH", wanted, 1, 60, len(data)) + data
    return message


def main() -> None:
    zone = load_zone(sys.argv[1])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 53))
        while True:
            query, client = server.recvfrom(4096)
            server.sendto(answer(zone, query), client)


if __name__ == "__main__":
    main()
