"""The data file of rights: whole, in three languages, refused by name where it is not."""

import pytest
from django.conf import settings
from django.utils import translation

from casework.clocks.queries import limits
from casework.rulebook.rules.parameters import rule_by_id
from casework.rulebook.rules.rule_files import RuleFileError
from enrolment.data_requests.models import DataRequest
from enrolment.data_requests.rules import data_request_answer
from enrolment.data_requests.rules.rights import ACT, FILE, PURPOSE, RIGHTS, table
from enrolment.data_requests.words import ground_words, right_words
from enrolment.persons.queries.identity import PROVEN, SAID, SEALED


def test_every_field_is_one_of_the_file_or_changed_by_an_act_of_its_own():
    held = {code: one.holds for code, one in table().fields.items()}
    assert {code for code, holds in held.items() if holds == "proven"} == set(PROVEN)
    assert {code for code, holds in held.items() if holds == "said"} == set(SAID)
    assert {code for code, holds in held.items() if holds == ACT} == {"document", "other"}


def test_only_what_she_says_of_herself_is_deleted():
    assert set(table().rights["delete"].about) - {"other"} == SEALED


@pytest.mark.parametrize(
    ("right", "field", "value", "proof", "words"),
    [
        ("correct", "name", True, True, False),
        ("correct", "telephone", True, False, False),
        ("correct", "document", False, False, True),
        ("correct", "other", False, False, True),
        ("complete", "latin_name", True, True, False),
        ("delete", "telephone", False, False, False),
        ("restrict", "messages", False, False, False),
        ("restrict", "other", False, False, True),
        ("copy", "", False, False, False),
        ("explain", "", False, False, True),
    ],
)
def test_what_a_request_asks_for(right, field, value, proof, words):
    known = table()
    assert known.asks_value(right, field) == value
    assert known.needs_proof(right, field) == proof
    assert known.needs_words(right, field) == words


def test_every_right_can_be_refused_and_every_ground_is_used():
    known = table()
    assert all(right.grounds for right in known.rights.values())
    assert {ground for right in known.rights.values() for ground in right.grounds} == set(known.grounds)
    assert any(PURPOSE in right.about for right in known.rights.values())


def test_the_codes_fit_their_columns():
    known = table()
    lengths = {name: DataRequest._meta.get_field(name).max_length for name in ("right", "about", "ground")}
    assert max(map(len, known.rights)) <= lengths["right"] and max(map(len, known.fields)) <= lengths["about"]
    assert max(map(len, known.grounds)) <= lengths["ground"]


def test_the_day_of_the_answer_is_said_to_be_assumed(today):
    value = rule_by_id(data_request_answer.RULE_ID).value_for(on=today)
    assert (value.number, value.status) == (15, "assumed") and data_request_answer.RULE_ID in limits()


def test_rights_and_grounds_are_said_in_the_language_in_force():
    said = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said.append((str(right_words("delete")), str(ground_words("law_asks"))[:4]))
    assert said == [("删除", "属于履行"), ("刪除", "屬於履行"), ("Delete", "It i")]
    assert right_words("gone") == "gone" and ground_words("gone") == "gone" and len(table().rights) == len(RIGHTS)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('about = ["purpose", "other"]', 'about = ["weather"]', "weather"),
        ('grounds = ["law_keeps",', 'grounds = ["bored",', "bored"),
        ('holds = "act"', 'holds = "luck"', "luck"),
        ('code = "complete"', 'code = "correct"', "correct"),
        ('code = "explain"', 'code = "sing"', "copy"),
        ('status = "stated"', 'status = "heard"', "heard"),
        ("after_death = true", "after_life = true", "after_life"),
        ('en = "Delete"', 'en = ""', "delete"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_by_name(tmp_path, old, new, named):
    text = FILE.read_text("utf-8")
    assert old in text
    broken = tmp_path / "rights.toml"
    broken.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(RuleFileError) as error:
        table(broken)
    assert named in str(error.value)
