#!/usr/bin/env python3
"""licences.py COPYRIGHT CRATES: what is in the program, and under which licences.

COPYRIGHT becomes Debian's machine-readable copyright file; CRATES the licence texts of all crates that the program is
built from for Linux, each text once, with the crates that it came with. The list is asked of cargo, and the texts are
read where cargo keeps the crates, which must have been fetched. A licence that nobody has looked at yet is an error.
"""

import json
import os
import re
import subprocess
import sys

# Looked at, and fit for a program under MIT or Apache-2.0. GPL-2.0-only stands only where it is one of a choice.
KNOWN = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "MPL-2.0", "OFL-1.1", "Ubuntu-font-1.0",
    "Unicode-3.0", "Unlicense", "Zlib", "LLVM-exception",
}
ONLY_AS_CHOICE = {"GPL-2.0-only"}
# Where Debian keeps the text.
COMMON = {"Apache-2.0", "MPL-2.0", "GPL-2.0-only"}
TEXT_FILE = re.compile(r"(LICEN[CS]E|UNLICENSE|COPYING|COPYRIGHT|NOTICE|OFL|UFL)", re.IGNORECASE)
CODE = re.compile(r"\.(rs|c|h|go|py|pl|sh|toml|json|asm|S)$")
DEPTH = 2

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def main():
    copyright_file, crates_file = sys.argv[1:3]
    crates = sorted(linked(), key=lambda crate: (crate["name"], crate["version"]))
    groups = {}
    for crate in crates:
        groups.setdefault(expression(crate), []).append(f"{crate['name']}-{crate['version']}")
    with open(copyright_file, "w", encoding="utf-8") as out:
        out.write(debian(groups))
    with open(crates_file, "w", encoding="utf-8") as out:
        out.write(texts(crates))


def linked():
    """The packages whose code ends up in the program: no build scripts, macros, or what only tests need."""
    # Metadata knows where each crate lies, but not which features the program has when nothing is tested.
    tree = cargo("tree", "--target", triple(), "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}")
    wanted = {tuple(line.split()[:2]) for line in tree.splitlines()}
    metadata = json.loads(cargo("metadata", "--format-version", "1", "--filter-platform", triple()))
    own_id = metadata["resolve"]["root"]
    crates = [crate for crate in metadata["packages"] if crate["id"] != own_id]
    return [crate for crate in crates if (crate["name"], "v" + crate["version"]) in wanted]


def cargo(command, *options):
    call = ["cargo", command, "--locked", "--offline", *options]
    return subprocess.run(call, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def triple():
    said = subprocess.run(["rustc", "-vV"], check=True, capture_output=True, text=True).stdout
    return re.search(r"^host: (.*)$", said, re.MULTILINE)[1]


def expression(crate):
    """The licence as Debian writes it: `or` binds less than `and`, and a comma less than both."""
    said = (crate["license"] or "").replace("/", " OR ")
    names = set(re.findall(r"[A-Za-z0-9.-]+", said)) - {"OR", "AND", "WITH"}
    unknown = names - KNOWN - ONLY_AS_CHOICE
    if not names or unknown or (names & ONLY_AS_CHOICE and " OR " not in said):
        sys.exit(f"{crate['name']} {crate['version']}: nobody has looked at the licence {said!r} yet (packaging/licences.py)")
    if "(" in said:
        said = said.replace(" AND ", ", and ").replace("(", "").replace(")", "")
    else:
        # One order for the same choice.
        said = " OR ".join(sorted(said.split(" OR "), key=lambda name: (name != "MIT", name)))
    return re.sub(r" (OR|AND|WITH) ", lambda word: word[0].lower(), said).replace("LLVM-exception", "LLVM-exception exception")


def debian(groups):
    licences = {name for said in groups for name in re.findall(r"[A-Za-z0-9.-]+", said)}
    licences -= {"or", "and", "with", "exception", "LLVM-exception"}
    stanzas = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: Jotlens\n"
        "Source: the folder of the project, with its history in git\n"
        "Comment: The program is linked from the crates below. Their notices and the texts of their licences, word for word,\n"
        " stand in /usr/share/doc/jotlens/crates.txt.gz.",
        f"Files: *\nCopyright: {holder()}\nLicense: MIT or Apache-2.0",
    ]
    fonts = [("Inter-*.ttf", "Inter"), ("JetBrainsMono-*.ttf", "JetBrainsMono"), ("NotoSansKR-*.ttf", "NotoSansKR"), ("Symbols.ttf", "Symbols")]
    for files, name in fonts:
        stanzas.append(f"Files: assets/fonts/{files}\nCopyright: {font_holder(name)}\nLicense: OFL-1.1")
    for said, names in sorted(groups.items()):
        files = "\n".join(f" crates/{name}/*" for name in names)
        stanzas.append(f"Files:\n{files}\nCopyright: the authors of each, named in crates.txt.gz\nLicense: {said}")
    for name in sorted(licences | {"MIT", "Apache-2.0", "OFL-1.1"}):
        stanzas.append(f"License: {name}\n{indented(licence_text(name))}")
    return "\n\n".join(stanzas) + "\n"


def holder():
    return re.search(r"^Copyright \(c\) (.*)$", own("LICENSE-MIT"), re.MULTILINE)[1]


def font_holder(name):
    lines = re.findall(r"^Copyright +(?:\(c\) +)?([0-9].*?)\s*$", own("assets", "fonts", f"OFL-{name}.txt"), re.MULTILINE)
    return "\n ".join(dict.fromkeys(lines))


def licence_text(name):
    if name in COMMON:
        file = {"GPL-2.0-only": "GPL-2"}.get(name, name)
        return f"On Debian systems the text is in /usr/share/common-licenses/{file}."
    if name == "MIT":
        return own("LICENSE-MIT").split("\n\n", 2)[2]
    if name == "OFL-1.1":
        text = own("assets", "fonts", "OFL-Inter.txt")
        return text[text.index("SIL OPEN FONT LICENSE") :]
    return "The text stands in /usr/share/doc/jotlens/crates.txt.gz, with the crates that are under it."


def texts(crates):
    """Each text once: most crates have the same two."""
    holders = {}
    for crate in crates:
        name = f"{crate['name']} {crate['version']}"
        files = licence_files(os.path.dirname(crate["manifest_path"]))
        for text in files:
            entry = holders.setdefault(" ".join(text.split()), (text.strip("\n"), []))
            if name not in entry[1]:
                entry[1].append(name)
    out = [
        "The crates that Jotlens is linked from\n",
        *(f"{crate['name']} {crate['version']}: {crate['license']}{by(crate)}" for crate in crates),
    ]
    for text, names in sorted(holders.values(), key=lambda entry: entry[1]):
        out.append(f"\n{'=' * 100}\nWith {', '.join(names)}:\n\n{text}")
    return "\n".join(out) + "\n"


def by(crate):
    authors = [re.sub(r"\s*<[^>]*>", "", author) for author in crate["authors"]]
    return f", by {', '.join(authors)}" if authors else ""


def licence_files(folder):
    for place, folders, files in os.walk(folder):
        folders.sort()
        if os.path.relpath(place, folder).count(os.sep) >= DEPTH:
            folders.clear()
        for file in sorted(files):
            if TEXT_FILE.match(file) and not CODE.search(file):
                with open(os.path.join(place, file), encoding="utf-8", errors="replace") as text:
                    yield text.read()


def indented(text):
    return "\n".join(f" {line}" if line.strip() else " ." for line in text.strip().splitlines())


def own(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


if __name__ == "__main__":
    main()
