#!/usr/bin/env python3
"""Says what keeps a language from being whole: docs/languages.md.

  check_language.py ROOT          all languages; status 1 when one has a fault
  check_language.py ROOT de       one
  check_language.py ROOT de --todo   the stanzas and messages that are still missing, in English, ready to be filled in
"""
import pathlib
import re
import sys
import unicodedata

ENTRY_FOLDERS = ("00-reason", "30-status", "40-reply", "50-phase")  # must be translated; the others may be
OTHER_FOLDERS = ("10-provider", "20-mta", "25-words")
LINT_ROWS = "src/lint/data"
LINT_KEYS = {"what": "name", "why": "means", "fix": "do"}  # of a row, and of its translation
ENTRY_KEYS = ("name", "means", "when", "do")
LABEL_COLUMNS = 12
PAIR = re.compile(r"([A-Za-z0-9.-]+):[ \t]*(.*)$")
PLACEHOLDER = re.compile(r"\{([a-z-]+)\}")
PLACE = re.compile(r"\{([a-z]+)\|([^{}]+)\}")  # in a step: filled with what the reply names, or the words behind the bar
PLACE_KEYS = {"ip", "host", "address", "domain", "url", "list", "wait"}
# What the protocol or the reader's next command says; it stands in every language as it is.
FIXED = re.compile(r"`[^`]+`|https?://\S+|\b[2-5xX]\.\d+\.\d+\b|\b[2-5][0-5]\d\b|\b[2-5]yz\b|\b(?:EHLO|HELO|LHLO|MAIL FROM|RCPT TO|RCPT|DATA|BDAT|AUTH|STARTTLS|"
                   r"QUIT|RSET|VRFY|EXPN|ETRN|ATRN|SMTP|ESMTP|LMTP|SMTPUTF8|8BITMIME|BINARYMIME|CHUNKING|DSN|DNS|DNSSEC|MX|PTR|SPF|DKIM|DMARC|ARC|TLS|DANE|"
                   r"TLSA|MTA-STS|RFC \d+)\b")
HIDDEN = re.compile(r"[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


class Stanza(list):
    """(key, value, line) in the order of the file."""

    def __init__(self, path):
        super().__init__()
        self.path = path

    def value(self, key):
        return next((value for name, value, _ in self if name == key), "")

    def count(self, key):
        return sum(name == key for name, _, _ in self)


def stanzas(path, faults):
    found, opened = [], False
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("#"):
            continue
        if not line.strip():
            opened = False
            continue
        pair = PAIR.match(line)
        if line[0] in " \t" and opened:
            key, value, at = found[-1][-1]
            found[-1][-1] = (key, f"{value} {line.strip()}".strip(), at)
        elif pair:
            if not opened:
                found.append(Stanza(path))
                opened = True
            found[-1].append((pair.group(1), pair.group(2).strip(), number))
        else:
            faults.append(f"{path}:{number}: neither `key: value` nor a continuation")
    return found


def read_catalogue(root, faults):
    """id -> stanza, for the folders that must be translated, and for those that may be."""
    must, may = {}, {}
    for folders, into in ((ENTRY_FOLDERS, must), (OTHER_FOLDERS, may)):
        for folder in folders:
            for path in sorted((root / "src/catalogue/data" / folder).glob("*.cat")):
                into.update((stanza.value("id"), stanza) for stanza in stanzas(path, faults))
    return must, may


def read_findings(root):
    """id -> stanza of the words of each finding of the linter."""
    rows = {}
    for path in sorted((root / LINT_ROWS).glob("*.hpp")):
        for row in path.read_text(encoding="utf-8").split("LintRow{")[1:]:
            members = {name: "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', text)).replace('\\"', '"').replace("\\\\", "\\")
                       for name, text in re.findall(r'\.(\w+) =((?:\s*"(?:[^"\\]|\\.)*")+)', row)}
            stanza = rows.setdefault(members["id"], Stanza(path))
            stanza += [("id", members["id"], 0), *((key, members[name], 0) for name, key in LINT_KEYS.items())]
    return rows


class Language:
    def __init__(self, folder, faults):
        self.id = folder.name
        self.header, self.messages, self.entries = Stanza(folder), {}, {}
        for path in sorted(folder.rglob("*.lang")):
            for stanza in stanzas(path, faults):
                self.take(stanza, path, faults)
        self.ones = self.header.value("plural-one").split()
        self.mark = self.header.value("break-mark")
        for key in ("name", "tag"):
            if not self.header.value(key):
                faults.append(f"{folder}/language.lang: no `{key}`")

    def take(self, stanza, path, faults):
        if path.name == "language.lang":
            self.header = stanza
        elif stanza[0][0] == "id":
            if self.entries.setdefault(stanza.value("id"), stanza) is not stanza:
                faults.append(f"{path}:{stanza[0][2]}: `{stanza.value('id')}` is there twice")
        else:
            for key, value, line in stanza:
                if key in self.messages:
                    faults.append(f"{path}:{line}: `{key}` is there twice")
                self.messages[key] = (value, f"{path}:{line}")

    def wants(self, key):
        """A language whose words do not change with a number has no form for one."""
        return bool(self.ones) or not key.endswith(".one")


def base_of(key):
    return re.sub(r"\.(one|other)$", "", key)


def names_in(messages, key):
    return {name for other, (value, _) in messages.items() if base_of(other) == base_of(key) for name in PLACEHOLDER.findall(value)}


def columns(text):
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def is_wide(c):
    return unicodedata.east_asian_width(c) in "WF"


def text_faults(english, text, tag):
    """What is wrong with a text, whatever its key."""
    if not text:
        return ["says nothing"]
    faults = []
    if HIDDEN.search(text):
        faults.append("has a control or an invisible character")
    if text == english and len(re.findall(r"[A-Za-z]{3,}", PLACEHOLDER.sub("", FIXED.sub("", english)))) > 3:
        faults.append("is the English text")
    plain = FIXED.findall(PLACEHOLDER.sub(" ", english))
    there = PLACEHOLDER.sub(" ", text).lower()
    lost = sorted({word for word in plain if word.lower() not in there})
    if lost:
        faults.append("lacks " + ", ".join(lost))
    if tag.startswith(("zh", "ja")) and any(is_wide(a) and b == " " and is_wide(c) for a, b, c in zip(text, text[1:], text[2:])):
        faults.append("has a blank between two wide characters")
    if tag.startswith(("zh", "ja")) and any(is_wide(a) and b in ",.;:!?" for a, b in zip(text, text[1:])):
        faults.append("has ASCII punctuation after a wide character")
    return faults


def place_faults(english, text):
    """Of the places in a step: a language may use fewer than English, for its grammar has not room for all."""
    theirs, ours = ({key for key, _ in PLACE.findall(step)} for step in (english, text))
    if re.search(r"[{}]", PLACE.sub("", text)) and not re.search(r"[{}]", PLACE.sub("", english)):
        yield "has a brace that is no place for a value"
    if unknown := ours - theirs | ours - PLACE_KEYS:
        yield f"has places that English has not: {', '.join(sorted(unknown))}"


def in_words(text):
    """A step as it stands where the reply names nothing."""
    return PLACE.sub(r"\2", text)


def message_faults(language, english):
    tag = language.header.value("tag")
    for key, (value, place) in english.messages.items():
        if language.wants(key) and key not in language.messages:
            yield f"{language.id}: the message `{key}` is missing: {value}"
    for key, (value, place) in language.messages.items():
        if key not in english.messages or not language.wants(key):
            yield f"{place}: English has no `{key}`, or this language has no such form"
            continue
        for brace in re.findall(r"[{}]", PLACEHOLDER.sub("", value)):
            yield f"{place}: `{key}` has a stray {brace}"
        here, there = names_in(language.messages, key), names_in(english.messages, key)
        if here != there:
            yield f"{place}: `{key}` has the placeholders {sorted(here)}, English {sorted(there)}"
        if key.startswith("label.") and columns(value) > LABEL_COLUMNS:
            yield f"{place}: `{key}` takes {columns(value)} columns; {LABEL_COLUMNS} are the most"
        for fault in text_faults(english.messages[key][0], value.replace(language.mark or "\0", ""), tag) if language is not english else ():
            yield f"{place}: `{key}` {fault}"


def entry_faults(language, must, may):
    tag = language.header.value("tag")
    for ident in must:
        if ident not in language.entries:
            yield f"{language.id}: `{ident}` is not translated"
    for ident, stanza in language.entries.items():
        place = f"{stanza.path}:{stanza[0][2]}"
        original = must.get(ident) or may.get(ident)
        if original is None:
            yield f"{place}: the catalogue has no `{ident}`"
            continue
        for key in ENTRY_KEYS:
            if stanza.count(key) != original.count(key):
                yield f"{place}: `{ident}` has {stanza.count(key)} `{key}`, the catalogue {original.count(key)}"
        for key, value, line in stanza[1:]:
            if key not in ENTRY_KEYS:
                yield f"{stanza.path}:{line}: unknown key `{key}`"
        for key in ENTRY_KEYS:
            theirs, ours = ([v for k, v, _ in s if k == key] for s in (original, stanza))
            for one, other in zip(theirs, ours):
                for fault in (*place_faults(one, other), *text_faults(in_words(one), in_words(other).replace(language.mark or "\0", ""), tag)):
                    yield f"{place}: `{ident}` {key} {fault}: {one}"


def todo(language, english, must):
    for key, (value, _) in english.messages.items():
        if language.wants(key) and key not in language.messages:
            print(f"{key}: {value}")
    for ident, stanza in must.items():
        if ident not in language.entries:
            print(f"\n# {stanza.path.parent.name}/{stanza.path.stem}.lang\nid:    {ident}")
            for key, value, _ in stanza:
                if key in ENTRY_KEYS:
                    print(f"{key + ':':<7}{value}")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__.strip())
    root = pathlib.Path(sys.argv[1])
    wanted = [word for word in sys.argv[2:] if not word.startswith("--")]
    faults = []
    must, may = read_catalogue(root, faults)
    must |= read_findings(root)
    data = root / "src/language/data"
    english = Language(data / "en", faults)
    languages = [Language(folder, faults) for folder in sorted(data.iterdir()) if folder.is_dir() and folder.name != "en" and (not wanted or folder.name in wanted)]
    if "--todo" in sys.argv:
        for language in languages:
            todo(language, english, must)
        return 0
    faults += message_faults(english, english) if not wanted else ()
    for language in languages:
        own = [*message_faults(language, english), *entry_faults(language, must, may)]
        print(f"{language.id}: {len(language.messages)} messages, {len(language.entries)} entries, {len(own)} faults")
        faults += own
    print("\n".join(str(fault).replace(f"{root}/", "") for fault in faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
