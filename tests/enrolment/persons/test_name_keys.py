"""The folded forms of a name: every spelling, reading and part of it leads to it, and nothing else is added."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from opencc import OpenCC

from casework.names.rules.folding import fold_name, is_han, units_of, words_of
from enrolment.persons.rules.name_keys import name_keys, query_inner, query_keys

TO_SIMPLIFIED, TO_TRADITIONAL = OpenCC("t2s"), OpenCC("s2t")


def finds(asked: str, *names: str) -> bool:
    """Whether the text finds somebody of these names, as the two questions to the database do."""
    keys = name_keys(*names)
    begins = any(key.startswith(begin) for begin in query_keys(asked) for _kind, key in keys)
    inner = query_inner(asked)
    return begins or (bool(inner) and any(all(word in key for word in inner) for kind, key in keys if kind == "latin"))


FOUND = {
    "曾志偉": "曾 曾志伟 志偉 伟 zeng zengzhiwei ZENG-Zhi-Wei zzw zhiwei zhiweizeng zhiw ceng czw",
    "單立文": "shan shanliwen slw dan 单",
    "解曉東": "xie xxd jiexiaodong 晓东",
    "仇英": "qiuying chou qy",
    "查良鏞": "zha cha liangyong",
    "翟天臨": "zhai di ztl",
    "盖叫天": "ge gai",
    "朴槿惠": "piao pu",
    "覃塞": "qin tan",
    "尉遲恭": "yuchigong weichi ycg wcg 恭 gong",
    "万俟雅言": "moqi 雅言",
    "黃乾": "huangqian qian hq 乾 黄干",
    "歐陽娜娜": "娜娜 ouyangnana nana 阳娜 欧阳",
    "呂綠": "lv lu lyu lü lvlv lulu 吕绿",
    "古丽米热·艾比布力": "艾比布力 古丽米热艾比布力 古丽米热•艾比布力 古丽米热・艾比 古丽米热‧艾比 古丽米热ㆍ艾比 aibibuli",
    "葛\U000e0100明": "葛明 geming",
    "\u3007明": "〇明",
    "\U00020bb7野家": "吉野家 \U00020bb7野 野家",
    "\U00030edd\U00030ede明": "\U00030edd \U00030ede明 明",
    "\U0002ebf0\U00031350": "\U0002ebf0 \U00031350",
    "\ue863明": "\ue863 \ue863明",
    "沢田": "澤田 泽田",
    "김철수": "김철수 철수 김 수",
    "Иванов Сергей": "Иванов ИВАНОВ Сергей СергейИванов сергей,иванов ванов",
    "สมชาย ใจดี": "สมชาย ใจดี สมช",
    "ヤマダ タロウ": "ヤマダ ﾔﾏﾀﾞ タロウ",
    "محمد علي": "محمد علي",
    "CHEN, Hsiao-Ming": "ming MING hsiao hsiaoming chenhsiao mingchen Ｃｈｅｎ iao",
    "Müller": "Müller MULLER mueller müll uller",
    "Lü Xiao": "lv lu lyu lü xiao",
    "Ts’ai Ying-wên": "tsai ts'ai Ts`ai ying wen yingwen wên",
    "O’Brien Seán": "obrien o'brien sean SEÁN rien",
    "Đặng Łukasz Søren": "dang lukasz soren",
    "Petrov Sergey Ivanovich": "petrov sergey ivanovich ivan vich",
}  # fmt: skip
CASES = [(name, asked) for name, texts in FOUND.items() for asked in texts.split(" ")]


@pytest.mark.parametrize(("name", "asked"), CASES)
def test_a_name_is_found(name, asked):
    assert finds(asked, name)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Petrov Sergey Ivanovich", "Ivanovich Petrov"),
        ("Petrov Sergey Ivanovich", "Sergey Petrov"),
        ("CHEN, Hsiao-Ming", "Ming Chen"),
        ("CHEN HSIAOMING", "ming"),
        ("陳小明", "chen ming"),
        ("陳 小 明", "陳 小明"),
        ("Maria da Silva dos Santos Pereira", "Pereira Maria Santos"),
    ],
)
def test_words_are_found_in_any_order(name, asked):
    assert finds(asked, name)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("陳家明", "zhen"),
        ("陳家明", "明家"),
        ("陳小明", "x"),
        ("陳小明", ""),
        ("CHEN HSIAO-MING", "c"),
        ("Xu Xian", "83000019900228001X"),
        ("Bo Bai", "0512345601(B)"),
        ("曾志偉", "%"),
        ("曾志偉", "__"),
        ("曾志偉", "zeng9"),
    ],
)
def test_a_stranger_is_not_found(name, asked):
    assert not finds(asked, name)


def test_a_name_has_few_keys():
    """What is rare is left out: a table of a million people holds their keys."""
    assert len(name_keys("陳家明", "CHEN CHIA-MING")) <= 12
    assert len(name_keys("曾志偉", "TSENG CHIH-WEI")) <= 18
    assert len(name_keys("單" * 80)) <= 80 * 30


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("陳小明", ["陈", "小", "明"]),
        ("CHEN, Hsiao-Ming", ["chen", "hsiao", "ming"]),
        ("陳Peter", ["陈", "peter"]),
        ("김 David", ["김", "david"]),
        ("\u200b\u200b 😀", []),
    ],
)
def test_units(text, units):
    assert units_of(text) == units


HAN = st.one_of(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
    st.characters(min_codepoint=0x20000, max_codepoint=0x323AF),
    st.sampled_from("曾單解仇查翟盖朴覃尉遲歐陽陳小明乾后於說为黃温髮发里裏葉干臺"),
)
LETTERS = st.characters(categories=["Lu", "Ll", "Lt"])
SYLLABLES = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
SPACES = st.sampled_from([" ", "\u3000", "·", "•", "‧", "・", "-", ", ", "\u00a0"])
HAN_NAMES = st.text(HAN, min_size=1, max_size=8)
WORDS = st.one_of(st.text(LETTERS, min_size=3, max_size=12), st.text(SYLLABLES, min_size=1, max_size=4), HAN_NAMES)
NAMES = st.lists(WORDS, min_size=1, max_size=4)


@given(NAMES, st.lists(SPACES, min_size=3, max_size=3), st.data())
def test_any_name_is_found_by_itself_and_by_each_part(words, spaces, data):
    name = "".join(word + space for word, space in zip(words, [*spaces, ""], strict=False))
    assume(len(fold_name(name)) >= 2)
    assert finds(name, name)
    for word in words_of(name):
        if len(word) > 1 or is_han(word):
            assert finds(word, name), word
    upper = name.upper()
    assert finds(upper, name) or fold_name(upper) != fold_name(name)


@given(
    HAN_NAMES, st.lists(st.sampled_from(["", " ", "\u3000", "\u200b", "\ufe01", "\U000e0101"]), min_size=8, max_size=8)
)
def test_han_names_are_found_in_either_script_and_spacing(name, fillers):
    spaced = "".join(char + filler for char, filler in zip(name, fillers, strict=False))
    for asked in (name, spaced, TO_SIMPLIFIED.convert(name), TO_TRADITIONAL.convert(name)):
        assert finds(asked, name), asked
    for start in range(len(name)):
        assert finds(name[start:], name)


@given(st.text(LETTERS, min_size=3, max_size=20), st.integers(0, 17))
def test_any_three_letters_of_a_name_find_it(name, start):
    folded = fold_name(name)
    part = folded[start : start + 3]
    assume(len(part) == 3)
    assert finds(part, name)


@given(NAMES, st.from_regex(r"[A-Z]?[0-9]{5,18}[A-Z]?(\([A-Z]\))?", fullmatch=True))
def test_a_number_never_finds_a_name(words, number):
    assume(not any(char.isdigit() for word in words for char in fold_name(word)))
    assert not finds(number, " ".join(words))


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold_name(fold_name(text)) == fold_name(text)
