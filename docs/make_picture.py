#!/usr/bin/env python3
"""Draws a terminal: what whybounce prints in colour for a sample, as docs/picture.svg.

  docs/make_picture.py PROGRAM [SAMPLE]   run in the root of the project
"""
import pathlib
import re
import subprocess
import sys
from xml.sax.saxutils import escape

SAMPLE = "samples/swaks/dot-550-dmarc.txt"
PICTURE = pathlib.Path(__file__).with_name("picture.svg")
COLUMNS, CHARACTER, LINE, FONT, MARGIN, BAR = 100, 8.4, 19, 14, 18, 34  # columns, then pixels
STYLES = {"1": "b", "2": "f", "31": "r", "32": "g", "33": "y"}  # SGR of src/report/style.cpp -> class
SHEET = """
  text { font: %dpx ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #d8dee4; white-space: pre }
  .b { font-weight: bold; fill: #ffffff } .f { fill: #8b949e } .r { fill: #ff7b72 } .g { fill: #7ee787 } .y { fill: #e3b341 }
""" % FONT


def pieces(line):
    """(class, text) of a line with SGR escapes in it."""
    style = ""
    for code, text in re.findall(r"(?:\x1b\[(\d+)m)?([^\x1b]*)", line):
        style = STYLES.get(code, "") if code else style
        if text:
            yield style, text


def words(text):
    """(column, word): blanks are not drawn, so that every word stands on the grid."""
    return ((match.start(), match.group()) for match in re.finditer(r"\S+(?: \S+)*", text))


def drawn(line, y):
    column = 0
    for style, text in pieces(line):
        for offset, word in words(text):
            x, width = MARGIN + (column + offset) * CHARACTER, len(word) * CHARACTER
            mark = f' class="{style}"' if style else ""
            yield f'<text x="{x:.1f}" y="{y}" textLength="{width:.1f}"{mark}>{escape(word)}</text>'
        column += len(text)


def frame(height):
    width = round(2 * MARGIN + COLUMNS * CHARACTER)
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    yield f"<style>{SHEET}</style>"
    yield f'<rect width="{width}" height="{height}" rx="8" fill="#161b22"/>'
    for number, colour in enumerate(("#ff5f57", "#febc2e", "#28c840")):
        yield f'<circle cx="{MARGIN + 6 + number * 20}" cy="18" r="6" fill="{colour}"/>'


def picture(lines):
    first = BAR + FONT + 4
    svg = list(frame(first + len(lines) * LINE + MARGIN - LINE // 2))
    for number, line in enumerate(lines):
        svg += drawn(line, first + number * LINE)
    return "\n".join([*svg, "</svg>", ""])


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__.strip())
    program, sample = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else SAMPLE
    run = subprocess.run([program, "--color", "always", sample], stdin=subprocess.DEVNULL, capture_output=True, check=True)
    prompt = f"\x1b[32m$\x1b[0m ./whybounce {sample}"
    PICTURE.write_text(picture([prompt, *run.stdout.decode().splitlines()]), encoding="utf-8")


if __name__ == "__main__":
    main()
