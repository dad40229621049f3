#!/usr/bin/env python3
"""Writes src/report/width_tables.hpp from Python's copy of the Unicode Character Database. Usage: make_width_tables.py > width_tables.hpp"""
import sys
import unicodedata

LAST = 0x110000
WIDE_PLANES = ((0x20000, 0x2FFFD), (0x30000, 0x3FFFD))  # wide even where nothing is assigned yet (UAX #11)


def is_zero(c, code):
    """Stands on the character before it, or shows nothing. The soft hyphen shows, Hangul vowels and finals join their syllable."""
    return (unicodedata.category(c) in ("Mn", "Me", "Cf") and code != 0xAD) or 0x1160 <= code <= 0x11FF


def is_wide(c, code):
    return unicodedata.east_asian_width(c) in "WF" or any(first <= code <= last for first, last in WIDE_PLANES)


def is_small_kana(c):
    name = unicodedata.name(c, "")
    return "LETTER SMALL" in name and ("HIRAGANA" in name or "KATAKANA" in name)


def begins_no_line(c, code):
    """Closing brackets, stops, small kana, marks of lengthening and repetition."""
    return unicodedata.category(c) in ("Pe", "Pf", "Po", "Lm") and (is_wide(c, code) or code < 0x3000) or is_small_kana(c) or c in "…‥〜"


def ends_no_line(c, code):
    return unicodedata.category(c) in ("Ps", "Pi")


def ranges(test):
    found = []
    for code in range(0x20, LAST):
        if 0xD800 <= code <= 0xDFFF or not test(chr(code), code):
            continue
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def table(name, comment, test):
    rows = ranges(test)
    cells = [f"{{0x{first:04X}, 0x{last:04X}}}" for first, last in rows]
    lines = [", ".join(cells[i:i + 5]) for i in range(0, len(cells), 5)]
    return f"/// {comment}\ninline constexpr CodeRange {name}[] = {{\n    " + ",\n    ".join(lines) + ",\n};\n"


def main():
    print(f"""#pragma once
// Made by src/report/make_width_tables.py from Unicode {unicodedata.unidata_version}. Do not edit.
namespace whybounce::report {{

struct CodeRange {{
    char32_t first, last;
}};

// clang-format off""")
    print(table("zero_width", "Characters that stand on the one before them, or show nothing.", is_zero))
    print(table("wide", "Characters that take two columns (UAX #11: W and F).", is_wide))
    print(table("begins_no_line", "Characters that must not begin a line.", begins_no_line))
    print(table("ends_no_line", "Characters that must not end a line.", ends_no_line), end="")
    print("// clang-format on\n\n} // namespace whybounce::report")


if __name__ == "__main__":
    sys.exit(main())
