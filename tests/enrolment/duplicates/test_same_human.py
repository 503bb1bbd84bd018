"""Names that may be one name, and names that are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.duplicates.rules.same_human import may_be_one

ALIKE = [
    (("陈双保", ""), ("陳雙保", "")),
    (("陈双保", ""), ("CHEN SHUANGBAO", "")),
    (("陳雙保", "CHEN SHUANG-PAO"), ("Shuang-Pao Chen", "")),
    (("陳雙保", ""), ("", "CHEN, SHUANG PAO")),
    (("許雪芬", ""), ("HSU HSUEH-FEN", "")),
    (("呂麗玉", ""), ("LYU LIYU", "")),
    (("呂麗玉", ""), ("LU LI-YU", "")),
    (("曾國強", ""), ("TSENG KUO-CHIANG", "")),
    (("曾國強", ""), ("ZENG GUOQIANG", "")),
    (("單立文", ""), ("Shan Liwen", "")),
    (("歐陽娜娜", ""), ("OUYANG NANA", "")),
    (("歐陽娜娜", ""), ("Nana Ouyang", "")),
    (("陳 雙 保", ""), ("陳雙保", "")),
    (("陳·雙保", ""), ("陈双保", "")),
    (("ANNA MÜLLER", ""), ("Muller Anna", "")),
    (("ANNA MARIA DE LA CRUZ", ""), ("DE LA CRUZ, ANNA MARIA", "")),
    (("NGUYỄN VĂN AN", ""), ("Nguyen Van An", "")),
    (("陳雙保", "CHEN"), ("張三", "CHEN")),
]
UNLIKE = [
    (("陳雙保", ""), ("陳雙寶玉", "")),
    (("陳雙保", ""), ("林雙保", "")),
    (("陳雙保", ""), ("CHEN SHUANG", "")),
    (("ANNA MÜLLER", ""), ("ANNA MILLER", "")),
    (("陳雙保", ""), ("", "")),
    (("", ""), ("", "")),
    (("·", ""), ("-", "")),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_one_name_in_two_forms(one, other):
    assert may_be_one([one], [other])
    assert may_be_one([other], [one])


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_two_names(one, other):
    assert not may_be_one([one], [other])
    assert not may_be_one([other], [one])


def test_any_of_the_names_will_do():
    assert may_be_one([("王小明", ""), ("陳雙保", "")], [("李四", ""), ("陈双保", "")])


HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=5)
LATIN = st.lists(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=8), min_size=2, max_size=4)


@given(HAN)
def test_a_name_is_always_its_own(name):
    assert may_be_one([(name, "")], [(" ".join(name), "")])


@given(LATIN, st.sampled_from([" ", "-", ", ", "  "]), st.integers(0, 3))
def test_latin_parts_in_any_turn(parts, between, turn):
    turned = parts[turn:] + parts[:turn]
    assert may_be_one([(" ".join(parts), "")], [(between.join(turned).lower(), "")])


@given(st.text(max_size=12), st.text(max_size=12))
def test_nothing_breaks_it(one, other):
    assert may_be_one([(one, other)], [(other, one)]) == may_be_one([(other, one)], [(one, other)])
