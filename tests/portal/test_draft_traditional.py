"""Drafts of the Traditional catalogue: listed words, untouched placeholders, a person's wording kept."""

import polib
import pytest
from django.core.management import call_command
from opencc import OpenCC

from portal.management.commands.draft_traditional import Drafter, read_overrides
from portal.messages_found import catalogue_path


def simplified_characters(texts) -> set[str]:
    """Those that have another Traditional form; 准 is a character of its own in both scripts."""
    convert = OpenCC("s2tw").convert
    return {char for text in texts for char in text if convert(char) != char} - {"准"}


@pytest.fixture(scope="module")
def drafter():
    return Drafter(read_overrides())


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("参保人员", "參保人員"),
        ("身份证件复印件", "身分證件影本"),
        ("窗口激活医保码", "櫃檯啟用醫保碼"),
        ("《社会保险经办条例》第六条", "《社會保險經辦條例》第六條"),
        ("台湾居民居住证", "臺灣居民居住證"),
        ("%(count)s个工作日后", "%(count)s個工作天後"),
        ("为什么？", "為什麼？"),
        ("头发、发票、干部、里程、家里", "頭髮、發票、幹部、里程、家裡"),
    ],
)
def test_a_draft(drafter, simplified, traditional):
    assert drafter.draft(simplified) == traditional


def test_no_draft_holds_a_simplified_character(drafter):
    drafts = [drafter.draft(entry.msgstr) for entry in polib.pofile(str(catalogue_path("zh-hans")))]
    assert simplified_characters(drafts) == set()


def test_every_listed_word_is_itself_traditional():
    assert simplified_characters(read_overrides().values()) == set()


@pytest.fixture
def small_catalogues(settings, tmp_path):
    """Two entries; the Traditional one of the first was worded by a person. The word list is the real one."""
    overrides = settings.LOCALE_PATHS[0] / "traditional_overrides.toml"
    (tmp_path / overrides.name).write_bytes(overrides.read_bytes())
    settings.LOCALE_PATHS = [tmp_path]
    for language, first, second in (("zh-hans", "打印", "查询"), ("zh-hant", "印出來", "")):
        path = catalogue_path(language)
        path.parent.mkdir(parents=True)
        catalogue = polib.POFile()
        catalogue += [polib.POEntry(msgid="Print", msgstr=first), polib.POEntry(msgid="Look up", msgstr=second)]
        catalogue.save(str(path))


def traditional() -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(catalogue_path("zh-hant")))}


def test_only_empty_entries_are_drafted(small_catalogues):
    call_command("draft_traditional")
    assert traditional() == {"Print": "印出來", "Look up": "查詢"}


def test_everything_is_drafted_anew_when_asked(small_catalogues):
    call_command("draft_traditional", "--again")
    assert traditional() == {"Print": "列印", "Look up": "查詢"}
