"""What is typed as papers of Taiwan spell it finds who is known by characters alone."""

import pytest

from enrolment.persons.rules.wade_giles import MOST_MEANINGS, as_pinyin


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("chen hsiao ming", "chen xiao ming"),
        ("hsiaoming", "xiaoming"),
        ("tsai", "cai"),
        ("tseng", "zeng"),
        ("hsu", "xu"),
        ("chang", "zhang"),
        ("chiang", "jiang"),
        ("chou chieh lun", "zhou jie lun"),
        ("lin yu hsuan", "lin yu xuan"),
        ("huang chih wei", "huang zhi wei"),
    ],
)
def test_wade_giles_is_read_as_pinyin(typed, means):
    found = as_pinyin(typed.split())
    assert means.split() in found and len(found) <= MOST_MEANINGS


@pytest.mark.parametrize("typed", ["smith", "xiaoming", "陳小明", "", "mcdonald lee", "zhang"])
def test_what_is_no_wade_giles_means_nothing_else(typed):
    assert as_pinyin(typed.split()) == []
