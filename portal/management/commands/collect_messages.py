"""Bring the catalogues in line with the code: new strings added empty, stale ones dropped, translations kept."""

import polib
from django.core.management.base import BaseCommand

from portal.messages_found import FORMATTED, LOCALES, catalogue_path, messages

PLURALS = {"zh-hans": "nplurals=1; plural=0;", "zh-hant": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}


class Command(BaseCommand):
    help = "Collect translatable strings into locale/*/LC_MESSAGES/django.po (a developer's tool; needs Babel)."
    requires_system_checks: list[str] = []

    def handle(self, **options):
        found = messages()
        for language in LOCALES:
            fresh = self._catalogue(language, found)
            path = catalogue_path(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh.save(str(path))
            self.stdout.write(
                f"{language}: {len(fresh)} strings, {len(fresh.untranslated_entries())} without translation"
            )

    def _catalogue(self, language: str, found: dict) -> polib.POFile:
        path = catalogue_path(language)
        known = {(e.msgctxt or "", e.msgid): e for e in polib.pofile(str(path))} if path.exists() else {}
        catalogue = polib.POFile(wrapwidth=0)
        catalogue.metadata = {
            "Project-Id-Version": "minbao",
            "Language": LOCALES[language],
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": PLURALS[language],
        }
        for (context, singular, plural), files in sorted(found.items(), key=lambda item: (item[0][1], item[0])):
            catalogue.append(self._entry(language, context, singular, plural, files, known.get((context, singular))))
        return catalogue

    def _entry(self, language, context, singular, plural, files, earlier) -> polib.POEntry:
        entry = polib.POEntry(
            msgid=singular, msgctxt=context or None, occurrences=[(name, "") for name in sorted(files)]
        )
        if FORMATTED.search(singular + plural):
            entry.flags.append("python-format")
        if plural:
            entry.msgid_plural = plural
            count = 2 if language == "en" else 1
            english = {0: singular, 1: plural} if language == "en" else {}
            entry.msgstr_plural = {
                n: (earlier.msgstr_plural.get(n, "") if earlier else english.get(n, "")) for n in range(count)
            }
        else:
            entry.msgstr = (earlier.msgstr if earlier else "") or (singular if language == "en" else "")
        return entry
