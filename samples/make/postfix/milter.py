#!/usr/bin/python3
"""A milter that rejects, defers or holds by simple rules, on 127.0.0.1:10025.

Speaks as much of the protocol (libmilter, version 6) as Postfix asks for.
"""

import socketserver
import struct

MAY_QUARANTINE = 0x20
VERSION = 6
SILENT = b"DAQ"  # macros, abort and quit have no answer

# What a recipient's local part and what a header line bring.
RECIPIENTS = {
    b"blocked": b"y550 5.7.1 Recipient is blocked by content policy\0",
    b"slow": b"t",
}
HEADERS = {
    (b"X-Test", b"virus"): b"y554 5.7.1 Virus found: Eicar-Test-Signature\0",
    (b"X-Test", b"scanner-down"): b"y451 4.7.1 Scanner is not available, try again later\0",
    (b"X-Test", b"reject"): b"r",
    (b"X-Test", b"quarantine"): b"q",
}


class Milter(socketserver.StreamRequestHandler):
    """One connection of smtpd or cleanup."""

    def handle(self) -> None:
        self.verdict = b"c"
        while head := self.rfile.read(5):
            size, command = struct.unpack("!Ic", head)
            self.command(command, self.rfile.read(size - 1))

    def command(self, command: bytes, data: bytes) -> None:
        if command in SILENT:
            return
        answer = b"c"
        if command == b"O":
            answer = b"O" + struct.pack("!III", VERSION, MAY_QUARANTINE, 0)
        elif command == b"M":
            self.verdict = b"c"
        elif command == b"R":
            local_part = data.strip(b"\0<>").split(b"@")[0]
            answer = RECIPIENTS.get(local_part, b"c")
        elif command == b"L":
            name, value = data.rstrip(b"\0").split(b"\0")
            self.verdict = HEADERS.get((name, value.strip()), self.verdict)
        elif command == b"E":
            answer = self.end_of_message()
        self.send(answer)

    def end_of_message(self) -> bytes:
        if self.verdict != b"q":
            return self.verdict
        self.send(b"qneeds a look\0")
        return b"c"

    def send(self, packet: bytes) -> None:
        self.wfile.write(struct.pack("!I", len(packet)) + packet)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


if __name__ == "__main__":
    Server(("127.0.0.1", 10025), Milter).serve_forever()
