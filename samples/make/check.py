#!/usr/bin/python3
"""Checks the samples that make.sh has written.

Every sample has its .about; no address or mailbox but those of documentation
stands in one; every secret that was sent is listed in secrets.txt; none is a
traceback of our own; the whole is small.
"""

import base64
import binascii
import re
import sys
from collections.abc import Iterator
from pathlib import Path

MAKE = Path(__file__).resolve().parent
SAMPLES = MAKE.parent
LIMIT = 2_500_000

ADDRESS = re.compile(r"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b")
OURS = re.compile(r"(127\.0+\.0+|192\.0+\.0*2|198\.0*51\.100|203\.0+\.113)\.\d+$")  # tcpflow pads with zeros
VERSIONS = ("8.17.1.9", "15.0.0.0")  # of Sendmail and Exchange
DOMAIN = re.compile(r"[\w.+-]@([\w-][\w.-]*\w)")
EXAMPLE = re.compile(r"(.*\.)?(example(\.(com|net|org))?|localhost)$")
BASE64 = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}")
SECRET = re.compile(r"s3cret-whybounce-[A-Z]+")
DIGEST = re.compile(r" [0-9a-f]{32}$")  # an answer to CRAM-MD5
DUMP = re.compile(
    r"^.*\b\d{4}: (?:[0-9A-F]{2} {1,2}){1,16}.*\n"  # swaks --show-raw-text, which cuts names
    r"|^ +[0-9a-f]{4} - .*\n"  # a session ticket of OpenSSL
    r"|(?<=SSL data).*\n(?:[0-9a-f]{4}: .*\n)+",  # TLS records of curl --trace-ascii
    re.MULTILINE,
)
OUR_FAULT = "/samples/make/smtp_server.py"


def encoded_secrets(text: str) -> Iterator[str]:
    """The base64 words that hold a password, or the digest of one."""
    for word in BASE64.findall(text):
        try:
            clear = base64.b64decode(word, validate=True).decode("latin-1")
        except binascii.Error:
            continue
        if SECRET.search(clear) or DIGEST.search(clear):
            yield word


def faults(path: Path, listed: set[str]) -> Iterator[str]:
    """What is wrong with one sample."""
    text = path.read_text("latin-1")
    about = path.with_suffix(".about")
    if not about.exists():
        yield "has no .about"
    if not text:
        yield "is empty"
    if "Traceback" in text and OUR_FAULT in text:
        yield "holds a fault of the server"
    for address in ADDRESS.findall(text):
        if not OURS.match(address) and address not in VERSIONS:
            yield f"names the address {address}"
    for domain in DOMAIN.findall(DUMP.sub("", text)):
        if not EXAMPLE.match(domain):
            yield f"names the domain {domain}"
    for secret in [*SECRET.findall(text), *encoded_secrets(text)]:
        if secret not in listed:
            yield f"holds a secret that is not listed: {secret}"


def main() -> int:
    listed = set((MAKE / "secrets.txt").read_text().split())
    samples = sorted([*SAMPLES.glob("*/*.txt"), *SAMPLES.glob("*/*.log")])
    samples = [path for path in samples if path.parent != MAKE]
    found = [f"{path.relative_to(SAMPLES)}: {fault}" for path in samples for fault in faults(path, listed)]
    size = sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file())
    if size > LIMIT:
        found.append(f"{size} bytes in all, more than {LIMIT}")
    print("\n".join(found) or f"{len(samples)} samples, {size} bytes: fine")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
