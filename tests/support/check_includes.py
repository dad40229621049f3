#!/usr/bin/env python3
"""Checks house rule 1: a room includes only what docs/architecture.md allows it. Usage: check_includes.py ROOT"""
import pathlib
import re
import sys


def allowed_edges(page):
    """room -> rooms it may include, from the table under "## Rooms"."""
    edges = {}
    for line in page.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 3 and re.fullmatch(r"`(src/)?(\w+)`", cells[0]):
            room = cells[0].strip("`").removeprefix("src/")
            edges[room] = set() if cells[2] == "–" else set(cells[2].split())
    return edges


def sources(root, room):
    folder = root / room if room == "grammars" else root / "src" / room
    return [path for path in folder.rglob("*") if path.suffix in (".cpp", ".hpp")]


def wrong_includes(root, edges):
    for room, may in sorted(edges.items()):
        for path in sorted(sources(root, room)):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                include = re.match(r'\s*#\s*include\s+"(\w+)/', line)
                other = include and include.group(1)
                if other in edges and other != room and other not in may:
                    yield f"{path.relative_to(root)}:{number}: {room} must not include {other}"


def foreign_public_headers(root):
    """The public headers include nothing of the rooms and no third party."""
    for path in sorted((root / "include" / "whybounce").glob("*.hpp")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            include = re.match(r'\s*#\s*include\s+(?:"(?!whybounce/)([^"]+)"|<((?:boost|fmt|rapidjson|archive)[^>]*)>)', line)
            if include:
                yield f"{path.relative_to(root)}:{number}: a public header must not include {include.group(1) or include.group(2)}"


def long_files(root):
    for folder in ("src", "include", "grammars"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".cpp", ".hpp"):
                lines = len(path.read_text(encoding="utf-8").splitlines())
                if lines > 500:
                    yield f"{path.relative_to(root)}: {lines} lines; a file has 500 at most"


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__.strip())
    root = pathlib.Path(sys.argv[1])
    edges = allowed_edges(root / "docs" / "architecture.md")
    rooms = {path.name for path in (root / "src").iterdir() if path.is_dir()} | {"grammars"}
    faults = [f"docs/architecture.md: no row for the room {room}" for room in sorted(rooms - edges.keys())]
    faults += [*wrong_includes(root, edges), *foreign_public_headers(root), *long_files(root)]
    print("\n".join(faults) or f"{len(edges)} rooms include only what they may")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
