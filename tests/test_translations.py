"""No page without all three languages: nothing missing, fuzzy or stale, placeholders and tags the same everywhere."""

import re

import polib
import pytest

from portal.messages_found import LOCALES, catalogue_path, messages

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}")
TAG = re.compile(r"</?[a-z]+")
HAN = re.compile(r"[㐀-鿿]")
# Terms that may not stand in a catalogue: Taiwan's own words for mainland legal terms, and mixed-up scripts.
FORBIDDEN = {"zh-hant": ("身份證", "社群", "檔案人", "医", "险", "证", "诊"), "zh-hans": ("醫", "險", "證", "參保")}
# Words that are the same in every language.
SAME = {"Minbao", "Minbao · 闽保", "English", "Office"}


def catalogue(language: str) -> dict:
    return {(entry.msgctxt or "", entry.msgid): entry for entry in polib.pofile(str(catalogue_path(language)))}


@pytest.fixture(scope="module")
def found():
    return messages()


@pytest.mark.parametrize("language", LOCALES)
def test_nothing_is_missing_or_stale(language, found):
    entries = catalogue(language)
    wanted = {(context, singular) for context, singular, _plural in found}
    assert wanted - set(entries) == set(), "run bin/manage collect_messages"
    assert set(entries) - wanted == set(), "stale entries: run bin/manage collect_messages"


@pytest.mark.parametrize("language", LOCALES)
def test_every_entry_is_translated_and_none_is_fuzzy(language):
    empty = [
        entry.msgid
        for entry in catalogue(language).values()
        if entry.fuzzy or not (all(entry.msgstr_plural.values()) if entry.msgid_plural else entry.msgstr.strip())
    ]
    assert empty == []


@pytest.mark.parametrize("language", LOCALES)
def test_placeholders_and_tags_survive(language):
    wrong = []
    for entry in catalogue(language).values():
        for text in (*entry.msgstr_plural.values(), entry.msgstr) if entry.msgid_plural else (entry.msgstr,):
            if not text:
                continue
            wanted = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
            if set(PLACEHOLDER.findall(text)) != wanted or TAG.findall(text) != TAG.findall(entry.msgid):
                wrong.append((entry.msgid, text))
    assert wrong == []


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_chinese_entries_are_chinese_in_their_own_script(language):
    entries = catalogue(language).values()
    latin = [e.msgid for e in entries if e.msgstr and not HAN.search(e.msgstr) and e.msgid == e.msgstr and len(e.msgid) > 12]
    assert [text for text in latin if text not in SAME] == []
    wrong = [(e.msgid, word) for e in entries for word in FORBIDDEN[language] if word in e.msgstr and "简体" not in e.msgstr]
    assert wrong == []
