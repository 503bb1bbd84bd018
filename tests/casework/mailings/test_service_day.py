"""From which day a letter counts as served: by the way it went and what happened there, and by the law of the day."""

from datetime import date, timedelta

import pytest

from casework.mailings.models.attempt import ServiceAttempt
from casework.mailings.models.mailing import Mailing
from casework.mailings.rules.service import POSSIBLE, RULE_ID, may_be, served
from casework.rulebook.rules.parameters import rule_by_id

DAY = date(2026, 6, 20)


@pytest.mark.parametrize(
    ("how", "outcome", "days"),
    [
        ("counter", "taken", 0),
        ("visit", "taken", 0),
        ("visit", "left", 0),
        ("letter", "taken", 0),
        ("email", "taken", 0),
        ("telephone", "taken", 0),
        ("notice", "published", 30),
        ("letter", "posted", None),
        ("letter", "returned", None),
        ("letter", "refused", None),
        ("counter", "refused", None),
        ("visit", "returned", None),
    ],
)
def test_the_day_by_way_and_outcome(how, outcome, days):
    found = served(rule_by_id(RULE_ID), how, outcome, DAY)
    assert (found and found.on) == (None if days is None else DAY + timedelta(days=days))
    assert found is None or (found.source and found.status in ("inferred", "assumed"))


@pytest.mark.parametrize(
    ("published", "counts"),
    [
        (date(2021, 12, 31), date(2022, 3, 1)),
        (date(2022, 1, 1), date(2022, 1, 31)),
        (date(2026, 2, 1), date(2026, 3, 3)),
    ],
)
def test_a_notice_runs_by_the_law_of_the_day_it_was_put_up(published, counts):
    assert served(rule_by_id(RULE_ID), "notice", "published", published).on == counts


def test_every_way_and_outcome_is_known_to_the_table_and_no_other():
    assert set(POSSIBLE) == set(Mailing.How.values)
    assert {outcome for outcomes in POSSIBLE.values() for outcome in outcomes} == set(ServiceAttempt.Outcome.values)
    assert not may_be("telephone", "left") and not may_be("pigeon", "taken")
