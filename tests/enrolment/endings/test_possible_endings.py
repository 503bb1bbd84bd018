"""What stands against ending an employer: act by act, as a table; the data file is refused by name when it is not whole."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from casework.rulebook.rules.rule_files import RuleFileError
from enrolment.endings.rules.acts import PATH, acts
from enrolment.endings.rules.possible import FIELDS, Asked, Facts, against
from enrolment.endings.words import AGAINST, does, proof_of, said

ON = date(2026, 6, 10)
CLEAR = Facts(founded_on=date(2020, 1, 1), standing=(), owed=Decimal("0.00"))
OTHER = {"successor": "b"}


def codes(act: str, *, day=ON, chosen=0, **facts) -> list[str]:
    asked = Asked(act=acts()[act], day=day, employer="a", chosen=chosen)
    return [one.code for one in against(replace(CLEAR, **facts), asked, ON)]


@pytest.mark.parametrize(
    ("act", "facts", "expected"),
    [
        ("cancel", {}, []),
        ("cancel", {"owed": Decimal("0.01")}, ["owed"]),
        ("cancel", {"hires": 1, "applications": 2}, ["hires_open", "applications_open"]),
        ("cancel", {"standing": ("unreachable", "revoked")}, []),
        ("cancel", {"standing": ("cancelled",)}, ["gone_already", "stands_already"]),
        ("cancel", {"standing": ("merged",)}, ["gone_already"]),
        ("revoke", {"owed": Decimal(9), "hires": 3}, []),
        ("revoke", {"standing": ("revoked",)}, ["stands_already"]),
        ("lose", {"hires": 3, "applications": 1}, []),
        ("lose", {"standing": ("unreachable",)}, ["stands_already"]),
        ("find", {}, ["not_lost"]),
        ("find", {"standing": ("unreachable",)}, []),
        ("merge", {}, ["no_successor"]),
        ("merge", OTHER | {"owed": Decimal(9), "hires": 3, "applications": 1}, []),
        ("merge", {"successor": "a"}, ["successor_itself"]),
        ("merge", OTHER | {"successor_standing": ("cancelled",)}, ["successor_gone"]),
        ("merge", OTHER | {"successor_standing": ("merged",)}, ["successor_gone"]),
        ("merge", OTHER | {"successor_standing": ("revoked",)}, []),
        ("merge", OTHER | {"twice": 2}, ["reported_there"]),
        ("split", OTHER, ["nothing_chosen"]),
        ("split", OTHER | {"standing": ("split",)}, ["nothing_chosen"]),
    ],
)
def test_what_stands_against_an_act(act, facts, expected):
    assert codes(act, **facts) == expected


def test_a_second_split_and_the_days():
    assert codes("split", chosen=1, successor="b", standing=("split",)) == []
    assert codes("revoke", day=date(2026, 6, 11)) == ["in_the_future"]
    assert codes("revoke", day=date(2019, 12, 31)) == ["before_founded"]
    assert codes("revoke", day=date(2019, 12, 31), founded_on=None) == []


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_every_code_and_act_is_said_in_words(language):
    with translation.override(language):
        assert set(AGAINST) == set(FIELDS) and all(str(text) for text in AGAINST.values())
        for act in acts().values():
            assert said(act) and proof_of(act) and all(str(line) for line in does(act))


def test_only_what_clears_is_bound_to_be_clear_and_none_ends_cover():
    assert [act.code for act in acts().values() if act.clear] == ["cancel"]
    assert {act.code: act.hires for act in acts().values()} == {
        "cancel": "decided",
        "revoke": "stay",
        "lose": "stay",
        "find": "stay",
        "merge": "all",
        "split": "chosen",
    }


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('standing = "cancelled"', 'standing = "gone"', "standing"),
        ('hires = "all"', 'hires = "some"', "hires"),
        ('status = "stated"', 'status = "sure"', "status"),
        ("successor = true", "successor = false", "successor"),
        ("clear = true", 'clear = "yes"', "clear"),
        ("silent = true\n", "", "silent"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_by_name(tmp_path, old, new, named):
    text = PATH.read_text("utf-8")
    assert old in text
    broken = tmp_path / "acts.toml"
    broken.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(RuleFileError, match=named):
        acts(broken)
