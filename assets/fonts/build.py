#!/usr/bin/env python3
"""Builds the font files beside this script from the published npm packages.

    python3 -m venv v && v/bin/pip install fonttools==4.68.0 brotli==1.2.1
    v/bin/python assets/fonts/build.py            # build here, overwriting
    v/bin/python assets/fonts/build.py --check    # build elsewhere, compare, change nothing

Needs `npm` (only `npm pack`, which downloads a package and runs nothing from it). The same inputs
give the same bytes: every source file is held to its SHA-256, and no time stamp is written.

What is changed in the fonts, and why, is told in README.md.
"""

import filecmp
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent

# package@version -> files taken from it -> SHA-256
SOURCES = {
    "inter-ui@4.1.1": {
        "web/Inter-Regular.woff2": "e06f6b1bc553aaea4e4668023ed0ab0a147129c3107f511bc7d03d361b0ae085",
        "web/Inter-SemiBold.woff2": "5cb7103e4e605989afebc03d989c79201e54b21b5183db33981f70db9178a301",
        "LICENSE.txt": "cc36dd53b88f8c7f138b9708e0c4b598816e4e52c7e252859e67e1e7edbcf117",
    },
    "jetbrains-mono@1.0.6": {
        "fonts/webfonts/JetBrainsMonoNL-Regular.woff2": "9af8379369d97bdd6b75e755ca347286c51541a1dcfe800129274b6bceced2d5",
    },
    # The package above ships the faces without their own licence text.
    "@expo-google-fonts/jetbrains-mono@0.4.1": {
        "LICENSE_FONT": "b2fe5e8987594e9ffd1d2ca52a2f5d73eb8335243893c5d6254b5ad69269591d",
    },
    "@expo-google-fonts/noto-sans-kr@0.4.3": {
        "400Regular/NotoSansKR_400Regular.ttf": "8cbc9b353bb9ce848fd69bb6a507319dfacc659cf5fd643db5d88f3c4970e1dd",
        "600SemiBold/NotoSansKR_600SemiBold.ttf": "f3af82b46afd914853a00d3079e395eb6befaaa9be3d68c661199bba6a912ea5",
        "LICENSE_FONT": "1c05c68c34f9708415aada51f17e1b0092d2cea709bf4a94cd38114f9e73d7d9",
    },
    "@expo-google-fonts/noto-sans-symbols-2@0.4.1": {
        "400Regular/NotoSansSymbols2_400Regular.ttf": "f67f40c65f929f029827ab37cfdc4897dfd9ae3c28d9e98ba46e0d52e39eb97e",
        "LICENSE_FONT": "b118dd41337806a5d4797052c77caf3bd096aed783e5eb21b4d11154351e1ac0",
    },
    "@expo-google-fonts/noto-sans-math@0.4.2": {
        "400Regular/NotoSansMath_400Regular.ttf": "b4a1dfdbfa13b4755e5eac20cb25c1d17ed5a745ceb89639595e8cf45a2b1e07",
        "LICENSE_FONT": "403a95275b469061b7d4371c328e0ada3bc7d63328abe2e88aad5cd243b2fe21",
    },
    "@expo-google-fonts/noto-sans-symbols@0.4.1": {
        "400Regular/NotoSansSymbols_400Regular.ttf": "aedeec1cd0514930aeeafc4a88a6deff83cda1e6b58086f0b9bb9c7dd0157578",
        "LICENSE_FONT": "b118dd41337806a5d4797052c77caf3bd096aed783e5eb21b4d11154351e1ac0",
    },
}

# Signs that the window uses or may show, beside what Inter and JetBrains Mono both have.
SYMBOLS = (
    "▴▵▸▹►▾▿◂◃◈○◉◎◐◔◕✔✖✗✘⎋⏎↵⌫⇥⌥⌃⌄⇄⇆↻↺⟳⟲ⓘ⚙☰⋯⋮★☆⚿⌕⎘⧉☀☾☽⌂⎯⋅⊘‖"
    "⏵⏷⏸⌚⏱⏳✎✏🔒🔓🔍␀␊␍␛␠█─└"
)

# Noto draws the small triangles at a third of the letters' height; menus and folds need them larger.
SMALL_TRIANGLES, TRIANGLE_SCALE, MIDDLE = "▴▵▸▹▾▿◂◃", 1.7, 300

# Inter: Latin, Greek, Cyrillic, marks, punctuation, currency, letter-like, arrows, mathematics,
# technical, geometric, dingbats; what the face has of them.
INTER = [
    (0x0020, 0x058F), (0x1AB0, 0x1AFF), (0x1C80, 0x1C8F), (0x1D00, 0x1DFF), (0x1E00, 0x1FFF),
    (0x2000, 0x27FF), (0x2900, 0x2BFF), (0x2C60, 0x2C7F), (0x2DE0, 0x2E7F), (0xA640, 0xA7FF),
    (0xAB30, 0xAB6F), (0xFB00, 0xFB06), (0xFFFD, 0xFFFD),
]

# Where every face that stands beside Inter puts its line: Inter's own ascent and descent, in em.
# The window's text engine centres a fallback face by its line height; with equal heights the base
# lines agree and no line grows when it holds Korean or a sign.
ASCENT, DESCENT = 1984 / 2048, -494 / 2048


def main():
    check = "--check" in sys.argv
    with tempfile.TemporaryDirectory() as tmp:
        source = fetch(Path(tmp))
        out = Path(tmp) / "out" if check else HERE
        out.mkdir(exist_ok=True)

        inter = source("inter-ui@4.1.1", "web/Inter-Regular.woff2")
        mono = source("jetbrains-mono@1.0.6", "fonts/webfonts/JetBrainsMonoNL-Regular.woff2")
        build_inter(inter, out / "Inter-Regular.ttf")
        build_inter(source("inter-ui@4.1.1", "web/Inter-SemiBold.woff2"), out / "Inter-SemiBold.ttf")
        build_mono(mono, out / "JetBrainsMono-Regular.ttf")
        kr = "@expo-google-fonts/noto-sans-kr@0.4.3"
        build_korean(source(kr, "400Regular/NotoSansKR_400Regular.ttf"), out / "NotoSansKR-Regular.ttf")
        build_korean(source(kr, "600SemiBold/NotoSansKR_600SemiBold.ttf"), out / "NotoSansKR-SemiBold.ttf")
        build_symbols(
            [
                source("@expo-google-fonts/noto-sans-symbols-2@0.4.1", "400Regular/NotoSansSymbols2_400Regular.ttf"),
                source("@expo-google-fonts/noto-sans-math@0.4.2", "400Regular/NotoSansMath_400Regular.ttf"),
                source("@expo-google-fonts/noto-sans-symbols@0.4.1", "400Regular/NotoSansSymbols_400Regular.ttf"),
            ],
            out / "Symbols.ttf",
        )
        licence(out / "OFL-Inter.txt", source("inter-ui@4.1.1", "LICENSE.txt"))
        licence(out / "OFL-JetBrainsMono.txt", source("@expo-google-fonts/jetbrains-mono@0.4.1", "LICENSE_FONT"))
        licence(out / "OFL-NotoSansKR.txt", source(kr, "LICENSE_FONT"))
        licence(
            out / "OFL-Symbols.txt",
            source("@expo-google-fonts/noto-sans-symbols-2@0.4.1", "LICENSE_FONT"),
            source("@expo-google-fonts/noto-sans-math@0.4.2", "LICENSE_FONT"),
            source("@expo-google-fonts/noto-sans-symbols@0.4.1", "LICENSE_FONT"),
        )

        different = []
        for path in sorted(out.iterdir()):
            if path.suffix not in (".ttf", ".txt"):
                continue
            same = filecmp.cmp(path, HERE / path.name, shallow=False) if (HERE / path.name).exists() else False
            if check and not same:
                different.append(path.name)
            print(f"{path.stat().st_size:>8}  {hashlib.sha256(path.read_bytes()).hexdigest()[:16]}  {path.name}")
        if different:
            sys.exit(f"not what is committed: {', '.join(different)}")


def build_inter(source, target):
    """Inter without the features that change what is written, and with figures of one width."""
    font = load(source, layout=["ccmp", "kern", "mark", "mkmk"])
    cut(font, {c for low, high in INTER for c in range(low, high + 1)})
    save(font, target)


def build_mono(source, target):
    """JetBrains Mono NL: every character drawn as itself."""
    font = load(source, layout=["ccmp", "mark", "mkmk"], hinting=True)
    cut(font, set(font.getBestCmap()))
    save(font, target)


def build_korean(source, target):
    """The 2,350 syllables of KS X 1001, its jamo, and the punctuation that Korean text uses."""
    syllables = {
        ord(bytes([lead, trail]).decode("euc-kr")) for lead in range(0xB0, 0xC9) for trail in range(0xA1, 0xFF)
    }
    assert len(syllables) == 2350
    jamo = set(range(0x3131, 0x318F))
    punctuation = set(range(0x3000, 0x3020)) | set(range(0xFF01, 0xFF5F)) | {0x30FB, 0xFFE6, 0x20A9, 0x203B}
    font = load(source, layout=[])
    cut(font, syllables | jamo | punctuation)
    set_line(font)
    save(font, target)


def build_symbols(sources, target):
    """One small face of signs: each from the first of the Noto faces that has it."""
    fonts = [TTFont(path) for path in sources]
    glyphs, widths, cmap = {".notdef": TTGlyphPen(None).glyph()}, {".notdef": (600, 0)}, {}
    for sign in sorted(set(SYMBOLS)):
        font = next((f for f in fonts if ord(sign) in f.getBestCmap()), None)
        if font is None:
            print(f"         no face has {sign} U+{ord(sign):04X}")
            continue
        name, original = f"u{ord(sign):04X}", font.getBestCmap()[ord(sign)]
        scale = TRIANGLE_SCALE if sign in SMALL_TRIANGLES else 1
        pen = TTGlyphPen(None)
        flat = DecomposingRecordingPen(font.getGlyphSet())
        font.getGlyphSet()[original].draw(flat)
        # Grown from the middle of an x-height, so that the sign stays where it was.
        flat.replay(TransformPen(pen, (scale, 0, 0, scale, 0, MIDDLE * (1 - scale))))
        glyph = pen.glyph()
        glyphs[name], cmap[ord(sign)] = glyph, name
        glyph.recalcBounds(None)
        widths[name] = (round(font["hmtx"][original][0] * scale), getattr(glyph, "xMin", 0))
    builder = FontBuilder(1000, isTTF=True)
    builder.updateHead(created=3_600_000_000, modified=3_600_000_000)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(widths)
    builder.setupHorizontalHeader(ascent=round(ASCENT * 1000), descent=round(DESCENT * 1000))
    builder.setupNameTable(
        {
            "copyright": "Copyright 2022 The Noto Project Authors (https://github.com/notofonts)",
            "familyName": "Jotlens Symbols",
            "styleName": "Regular",
            "uniqueFontIdentifier": "Jotlens Symbols Regular",
            "fullName": "Jotlens Symbols Regular",
            "psName": "JotlensSymbols-Regular",
            "version": "Version 1.000",
            "licenseDescription": "SIL Open Font License, Version 1.1",
            "licenseInfoURL": "https://openfontlicense.org",
        },
        mac=False,
    )
    builder.setupOS2()
    builder.setupPost()
    builder.font.recalcTimestamp = False
    set_line(builder.font)
    save(builder.font, target)


def load(path, layout, hinting=False):
    options = subset.Options()
    options.layout_features = layout
    options.hinting = hinting
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["BASE", "vhea", "vmtx", "VORG", "DSIG"]
    options.recalc_timestamp = False
    font = subset.load_font(str(path), options)
    font.subset_options = options
    return font


def cut(font, unicodes):
    if "GSUB" in font and "zero.tf" in font.getGlyphOrder():
        use_tabular_figures(font)
    subsetter = subset.Subsetter(font.subset_options)
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)


def use_tabular_figures(font):
    """Times and counts stand under each other and do not tremble while they run."""
    tabular = {code: f"{font.getBestCmap()[code]}.tf" for code in range(ord("0"), ord("9") + 1)}
    for table in font["cmap"].tables:
        table.cmap.update(tabular)


def set_line(font):
    em = font["head"].unitsPerEm
    ascent, descent = round(ASCENT * em), round(DESCENT * em)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ascent, descent, 0
    os2 = font["OS/2"]
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, descent, 0
    os2.usWinAscent, os2.usWinDescent = ascent, -descent


def save(font, target):
    font.flavor = None
    font.save(target)


def licence(target, *sources):
    texts = [path.read_text(encoding="utf-8").replace("\r\n", "\n").strip() for path in sources]
    heads = [text.split("\n\n", 1)[0] if i else text for i, text in enumerate(texts)]
    # One licence text, the other faces' copyright lines above it.
    target.write_text("\n".join([*heads[1:], heads[0]]) + "\n", encoding="utf-8")


def fetch(directory):
    """Downloads the packages; returns a function that gives the path of a checked file."""
    paths = {}
    for package, files in SOURCES.items():
        folder = directory / package.replace("/", "_")
        folder.mkdir(parents=True)
        subprocess.run(
            ["npm", "pack", "--silent", package], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        with tarfile.open(next(folder.glob("*.tgz"))) as archive:
            for name, digest in files.items():
                data = archive.extractfile(f"package/{name}").read()
                found = hashlib.sha256(data).hexdigest()
                if found != digest:
                    sys.exit(f"{package} {name}: SHA-256 is {found}, not {digest}")
                path = folder / Path(name).name
                path.write_bytes(data)
                paths[package, name] = path
    return lambda package, name: paths[package, name]


if __name__ == "__main__":
    main()
