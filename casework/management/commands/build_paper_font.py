"""Builds the vendored font of the papers from an installed Noto Sans CJK; needed only when the font is renewed."""

import hashlib
from pathlib import Path

from django.core.management.base import BaseCommand
from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Minbao Paper Sans"
# The Simplified Chinese face of the collection; Taiwan's forms come with its "locl" feature.
FACE = 2
SETS = ("gb2312", "big5")
EXTRA = (*range(0x20, 0x17F), *range(0x2010, 0x2027), 0x2030, 0x25CB, 0x25CF, 0x3007, 0xB7, 0x2190, 0x2192)


def characters() -> set[int]:
    """Every character of GB 2312 and of Big5, with Latin letters and punctuation."""
    found = set(EXTRA) | set(range(0x3000, 0x3020)) | set(range(0xFF00, 0xFF5F))
    for encoding in SETS:
        for lead in range(0xA1, 0xFA):
            for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
                try:
                    found.update(map(ord, bytes([lead, trail]).decode(encoding)))
                except UnicodeDecodeError:
                    continue
    return found


def rename(font: TTFont) -> None:
    """A changed font may not bear a reserved name (OFL, clause 3)."""
    for record in list(font["name"].names):
        if record.nameID in (1, 4, 16):
            record.string = FAMILY
        elif record.nameID == 6:
            record.string = FAMILY.replace(" ", "")
    top = font["CFF "].cff
    top.fontNames[0] = FAMILY.replace(" ", "")
    top[0].FamilyName = top[0].FullName = FAMILY


class Command(BaseCommand):
    help = "Build the vendored font of the papers from an installed Noto Sans CJK collection."

    def add_arguments(self, parser):
        parser.add_argument("collection", type=Path)
        parser.add_argument("target", type=Path)

    def handle(self, *, collection, target, **options):
        font = TTFont(collection, fontNumber=FACE)
        settings = subset.Options(layout_features=["locl", "kern", "ccmp", "mark"], hinting=False, flavor="woff2")
        settings.name_IDs, settings.drop_tables = ["*"], [*settings.drop_tables, "VORG", "vhea", "vmtx", "BASE"]
        subsetter = subset.Subsetter(settings)
        subsetter.populate(unicodes=characters())
        subsetter.subset(font)
        rename(font)
        font.flavor = "woff2"
        font.save(target)
        digest = hashlib.sha256(target.read_bytes()).hexdigest()
        size = target.stat().st_size
        self.stdout.write(f"{target.name}: {len(font.getBestCmap())} characters, {size} bytes, {digest}")
