"""Draft the Traditional catalogue from the Simplified one. A person reads every draft; her wording is kept."""

import re
import tomllib
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand
from opencc import OpenCC

from portal.messages_found import catalogue_path

PLACEHOLDER = r"%\([a-z_]+\)[sd]|\{[a-z_]+\}"


def overrides_path() -> Path:
    """Where the list of words lies that are not converted character by character."""
    return settings.LOCALE_PATHS[0] / "traditional_overrides.toml"


def read_overrides() -> dict[str, str]:
    """Simplified word → the word as it is written to readers in Taiwan."""
    tables = tomllib.loads(overrides_path().read_text(encoding="utf-8"))
    return {simplified: word for table in tables.values() for simplified, word in table.items()}


class Drafter:
    """Converts a text piece by piece: placeholders stay, listed words are replaced, the rest goes through OpenCC."""

    def __init__(self, overrides: dict[str, str]):
        self.overrides = overrides
        longest_first = sorted(overrides, key=len, reverse=True)
        self.fixed = re.compile("|".join([PLACEHOLDER, *map(re.escape, longest_first)]))
        # s2tw is s2t with the forms of characters that are usual in Taiwan (為, 裡, 啟), without its vocabulary.
        self.converter = OpenCC("s2tw")

    def draft(self, text: str) -> str:
        """The text in Traditional characters."""
        pieces, at = [], 0
        for found in self.fixed.finditer(text):
            pieces += [self.converter.convert(text[at : found.start()]), self._fixed(found.group())]
            at = found.end()
        return "".join([*pieces, self.converter.convert(text[at:])])

    def _fixed(self, piece: str) -> str:
        return self.overrides.get(piece, piece)


class Command(BaseCommand):
    help = "Fill empty zh-Hant entries with drafts made from zh-Hans (a developer's tool)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="draft every entry anew: a person's wording is lost")

    def handle(self, *, again: bool, **options):
        drafter = Drafter(read_overrides())
        simplified = {(e.msgctxt, e.msgid): e for e in polib.pofile(str(catalogue_path("zh-hans")))}
        path = catalogue_path("zh-hant")
        catalogue = polib.pofile(str(path), wrapwidth=0)
        wanted = [e for e in catalogue if again or not e.translated()]
        for entry in wanted:
            if source := simplified.get((entry.msgctxt, entry.msgid)):
                _fill(entry, source, drafter)
        catalogue.save(str(path))
        self.stdout.write(f"{len(wanted)} drafted, {len(catalogue.untranslated_entries())} still empty. Read them.")


def _fill(entry: polib.POEntry, source: polib.POEntry, drafter: Drafter) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = {number: drafter.draft(text) for number, text in source.msgstr_plural.items()}
    else:
        entry.msgstr = drafter.draft(source.msgstr)
