"""The data file of acts: whole, in three languages, refused by name where it is not."""

import pytest
from django.conf import settings
from django.utils import translation

from casework.clocks.queries import limits
from casework.rulebook.rules.rule_files import RuleFileError
from enrolment.changes.rules.acts import FILE, table
from enrolment.changes.services.effects import EFFECTS
from enrolment.changes.words import AGAINST, act_words


def test_every_effect_of_the_file_is_done_by_a_function_and_none_is_left_over():
    known = table()
    brought_about = {
        code
        for act in known.acts.values()
        for reason in act.reasons or ("left_mainland",)
        for account in act.accounts or ("",)
        if account != "paid_out" or known.reasons[reason].pays_out
        for code in known.effects_of(act.code, reason, account)
    }
    assert brought_about == set(known.effects) == set(EFFECTS)


def test_a_limit_of_an_act_is_a_time_limit():
    assert {act.limit for act in table().acts.values() if act.limit} <= set(limits())


def test_an_act_is_said_in_the_language_in_force():
    said = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said.append(str(act_words("report_death")))
    assert said == ["登记死亡", "登記死亡", "Record a death"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_stands_against_is_said_in_words(language):
    with translation.override(language):
        said = {str(text) for text in AGAINST.values()}
    assert len(said) == len(AGAINST) and all(said)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('does = ["cover_stops"]', 'does = ["cover_flies"]', "cover_flies"),
        ('reasons = ["stopped_work",', 'reasons = ["bored",', "bored"),
        ('code = "resume"', 'code = "suspend"', "suspend"),
        ('asks = ["takes_effect_on"]', 'asks = ["weather"]', "weather"),
        ('status = "reported"', 'status = "heard"', "heard"),
        ("confirmed = true", "confirmd = true", "confirmd"),
        ('en = "Resume the enrolment"', 'en = ""', "resume"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_by_name(tmp_path, old, new, named):
    text = FILE.read_text("utf-8")
    assert old in text
    broken = tmp_path / "acts.toml"
    broken.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(RuleFileError) as error:
        table(broken)
    assert named in str(error.value)
