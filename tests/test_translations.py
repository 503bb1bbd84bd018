"""No page without all three languages: nothing missing, fuzzy or stale, placeholders and tags the same everywhere."""

import re

import polib
import pytest
from opencc import OpenCC

from claims.policies.queries.policies import pack_documents
from portal.messages_found import LOCALES, catalogue_path, messages

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}")
TAG = re.compile(r"</?[a-z]+")
HAN = re.compile(r"[㐀-鿿]")
# Terms that may not stand in a catalogue: Taiwan's own words for mainland legal terms, and mixed-up scripts.
# A law keeps its name, whatever a reader calls its matter.
LAW = "個人信息保護法"
FORBIDDEN = {
    "zh-hant": (
        *(
            "身份",
            "台胞",
            "台灣",
            "平台",
            "社群",
            "檔案人",
            "投保",
            "被保險人",
            "特約",
            "健保卡",
            "医",
            "险",
            "证",
            "诊",
        ),
        *("窗口", "激活", "打印", "信息", "登錄", "用戶", "默認", "復印", "複印", "數據", "屏幕", "字符", "保存草稿"),
    ),
    "zh-hans": ("醫", "險", "證", "參保", "臺", "案件", "验证码", "校验码", "登陆", "帐号", "客户", "初审", "拒绝"),
}
# What an English word (a pattern) is called in the other two languages, wherever it stands (terms of the glossary; one verb each).
TERMS = {
    r"\bactivat": ("激活", "啟用"),
    "second review": ("复核", "複審"),
    "check code": ("查验码", "查驗碼"),
    "insurance code": ("医保码", "醫保碼"),
    "unified social credit code": ("信用代码", "信用代碼"),
    "taiwan compatriot": ("台胞", "臺胞"),
    "mainland travel permit for taiwan": ("台湾居民来往大陆通行证", "臺灣居民來往大陸通行證"),
    "residence permit for taiwan": ("台湾居民居住证", "臺灣居民居住證"),
    "permanent residence id card": ("外国人永久居留身份证", "外國人永久居留身分證"),
    "enrolment|not enrolled|who may enrol": ("参保", "參保"),
    "refus": ("不予", "不予"),
    "withdraw": ("撤回", "撤回"),
    r"\bsubmi": ("提交", "提交"),
    "draft": ("草", "草"),
    "transfer": ("转移", "轉移"),
    "national platform": ("国家平台", "國家平臺"),
    "supervisor": ("科室负责人", "科室主管"),
    "employer": ("用人单位", "用人單位"),
    "consent": ("同意", "同意"),
    "authority": ("委托", "委託"),
    "working-day calendar": ("工作日日历", "工作天日曆"),
}
# A character of its own in both scripts, beside standing for another in Simplified (核准, not 標準).
BOTH_SCRIPTS = {"准"}
# Words that are the same in every language.
SAME = {"Minbao", "Minbao · 闽保", "English", "Office"}


def catalogue(language: str) -> dict:
    return {(entry.msgctxt or "", entry.msgid): entry for entry in polib.pofile(str(catalogue_path(language)))}


def texts_of(entry: polib.POEntry) -> list[str]:
    """Its translation, or all its plural forms."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


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
        if entry.fuzzy or not all(text.strip() for text in texts_of(entry))
    ]
    assert empty == []


@pytest.mark.parametrize("language", LOCALES)
def test_placeholders_and_tags_survive(language):
    wrong = []
    for entry in catalogue(language).values():
        for text in texts_of(entry):
            if not text:
                continue
            wanted = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
            if set(PLACEHOLDER.findall(text)) != wanted or TAG.findall(text) != TAG.findall(entry.msgid):
                wrong.append((entry.msgid, text))
    assert wrong == []


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_chinese_entries_are_chinese_in_their_own_script(language):
    entries = catalogue(language).values()
    latin = [
        e.msgid for e in entries if e.msgstr and not HAN.search(e.msgstr) and e.msgid == e.msgstr and len(e.msgid) > 12
    ]
    assert [text for text in latin if text not in SAME] == []
    said = [(e.msgid, "".join(texts_of(e)).replace(LAW, "")) for e in entries]
    wrong = [(msgid, word) for msgid, text in said for word in FORBIDDEN[language] if word in text]
    assert wrong == []


@pytest.mark.parametrize(("language", "converter"), [("zh-hans", "t2s"), ("zh-hant", "s2tw")])
def test_no_character_of_the_other_script(language, converter):
    convert = OpenCC(converter).convert
    said = {char for entry in catalogue(language).values() for text in texts_of(entry) for char in text}
    assert {char for char in said - BOTH_SCRIPTS if convert(char) != char} == set()


@pytest.mark.parametrize(("language", "column"), [("zh-hans", 0), ("zh-hant", 1)])
@pytest.mark.parametrize("english", TERMS)
def test_a_term_has_one_word(language, column, english):
    entries = [entry for entry in catalogue(language).values() if re.search(english, entry.msgid.lower())]
    assert entries, "the term is not used any more"
    assert [(e.msgid, text) for e in entries for text in texts_of(e) if TERMS[english][column] not in text] == []


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_punctuation_between_characters_is_full_width(language):
    half_width = re.compile(r"[㐀-鿿][,;:!?()]|[,;:!?(][㐀-鿿]")
    texts = [text for entry in catalogue(language).values() for text in texts_of(entry)]
    assert [text for text in texts if half_width.search(text)] == []


def test_the_notes_of_the_shipped_policies_are_read():
    """They are found by the folder they lie in, so a folder that moves would lose them without a word."""
    found = {text for _context, text, _plural in messages()}
    notes = set(re.findall(r'note *= *"([^"]+)"', "".join(path.read_text("utf-8") for path in pack_documents())))
    assert notes and notes <= found
