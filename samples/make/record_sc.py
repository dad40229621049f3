#!/usr/bin/python3
"""Records a session between a real client and a server in S: and C: notation:

    record_sc.py HOST:PORT SERVER:PORT FILE -- COMMAND [ARGUMENT...]

Listens on HOST:PORT, passes every line on to and from SERVER:PORT, and writes
both directions to FILE while COMMAND, the client, runs.
"""

import socket
import subprocess
import sys
import threading
from typing import BinaryIO


def address(text: str) -> tuple[str, int]:
    host, _, port = text.partition(":")
    return host, int(port)


def pass_on(source: BinaryIO, target: socket.socket, mark: str, record: BinaryIO) -> None:
    """Line by line, recorded before it is sent, so that the order is that of the wire."""
    try:
        while line := source.readline():
            record.write(f"{mark}: ".encode() + line.rstrip(b"\r\n") + b"\n")
            target.sendall(line)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # the other side has hung up


def relay(client: socket.socket, server: socket.socket, record: BinaryIO) -> None:
    """Both directions of one connection, until both have ended."""
    replies = threading.Thread(target=pass_on, args=(server.makefile("rb"), client, "S", record))
    replies.start()
    pass_on(client.makefile("rb"), server, "C", record)
    replies.join()


def serve(listener: socket.socket, server: tuple[str, int], record: BinaryIO) -> None:
    while True:
        client, _ = listener.accept()
        relay(client, socket.create_connection(server), record)
        client.close()


def main() -> int:
    here, there, path = sys.argv[1:4]
    listener = socket.create_server(address(here))
    with open(path, "wb", buffering=0) as record:
        threading.Thread(target=serve, args=(listener, address(there), record), daemon=True).start()
        return subprocess.run(sys.argv[5:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
