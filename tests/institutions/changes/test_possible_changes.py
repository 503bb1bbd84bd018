"""What stands against an act of the life of a designation: act by act, as a table."""

from datetime import date

import pytest

from institutions.changes.rules.acts import EFFECTS, acts
from institutions.changes.rules.possible import CHECKS, FIELDS, Situation, Wanted, against
from institutions.changes.services.effects import EFFECTS as DONE
from institutions.changes.words import AGAINST, BEGINS, DOES
from institutions.designation.rules.records import Agreement, Facts, Suspension
from institutions.designation.rules.terms import terms_of

ON = date(2026, 6, 10)
YEAR = Agreement(number="A", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
IN_FORCE = Facts(agreements=(YEAR,))
VOLUNTARY = Suspension(kind="voluntary", starts_on=date(2026, 3, 1))
STOPPED = Facts(agreements=(YEAR,), suspensions=(VOLUNTARY,))
PAST = date(2026, 6, 9)
NEXT = {"ends_on": date(2027, 12, 31), "number": "B"}
# The last agreement ended on the day before, and the day before that.
RAN_OUT = Facts(agreements=(Agreement(number="A", starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 9)),))
OVER = Facts(agreements=(Agreement(number="A", starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 8)),))
LATE_STOP = Suspension(kind="by_agreement", starts_on=date(2026, 12, 1), ends_on=date(2027, 2, 28))


def stands(act, *, day=ON, public=False, facts=IN_FORCE, notice=None, least=None, most=None, ends_from=None, **asked):
    now = Situation(
        code="H35020300001",
        public=public,
        facts=facts,
        terms_on=terms_of("350203"),
        particulars={"beds": "10"},
        asked_by=notice,
        least_until=least,
        most_until=most,
        ends_from=ends_from,
    )
    return against(now, Wanted(act=acts()[act], received_on=asked.pop("received_on", ON), day=day, **asked), ON)


@pytest.mark.parametrize(
    ("act", "asked", "expected"),
    [
        ("change_particulars", {"particulars": {"beds": "12"}}, []),
        ("change_particulars", {"particulars": {"beds": "10"}}, ["nothing_changes"]),
        ("change_particulars", {"particulars": {"beds": "12"}, "day": date(2026, 6, 11)}, ["in_the_future"]),
        ("change_particulars", {"particulars": {"beds": "12"}, "facts": Facts()}, []),
        ("change_scope", {"services": ("outpatient",)}, []),
        ("change_scope", {}, ["services_missing"]),
        ("change_scope", {"services": ("outpatient",), "day": date(2027, 1, 1)}, ["not_in_force"]),
        ("terminate", {"cause": "fraud", "day": PAST}, ["settled_missing"]),
        ("terminate", {"cause": "fraud", "day": PAST, "settled": "三笔，已追回"}, []),
        ("terminate", {"cause": "fraud", "day": PAST, "asked_on": PAST, "ends_from": PAST}, []),
        ("terminate", {"cause": "fraud", "day": PAST, "settled": "无", "ends_from": ON}, ["too_far_back"]),
        ("renew", {"day": date(2027, 1, 1), "ends_on": date(2027, 12, 31), "number": "B"}, []),
        ("renew", {"day": date(2027, 1, 1)}, ["last_day_missing", "number_missing"]),
        ("renew", {"day": date(2027, 1, 1), "most": date(2027, 12, 31)} | NEXT, []),
        ("renew", {"day": date(2027, 1, 1), "most": date(2027, 12, 30)} | NEXT, ["term_too_long"]),
        ("renew", {"day": ON, "facts": RAN_OUT} | NEXT, []),
        ("renew", {"day": date(2026, 6, 9), "facts": OVER} | NEXT, ["begins_in_the_past"]),
        ("renew", {"day": date(2027, 1, 2), "ends_on": date(2027, 12, 31), "number": "B"}, ["not_the_day_after"]),
        (
            "renew",
            {"day": date(2026, 12, 31), "ends_on": date(2027, 12, 31), "number": "B"},
            ["not_the_day_after", "renewed_already"],
        ),
        (
            "renew",
            {
                "day": date(2027, 1, 1),
                "ends_on": date(2027, 12, 31),
                "number": "B",
                "facts": Facts(agreements=(YEAR,), suspensions=(LATE_STOP,)),
            },
            ["ran_out_in_suspension"],
        ),
        ("suspend_voluntary", {"ends_on": date(2026, 9, 30)}, []),
        ("suspend_voluntary", {"ends_on": date(2026, 9, 30), "public": True}, ["public_may_not"]),
        ("suspend_voluntary", {"ends_on": date(2026, 9, 30), "notice": date(2026, 6, 9)}, ["notice_too_short"]),
        ("suspend_voluntary", {"ends_on": date(2026, 9, 30), "notice": ON}, []),
        ("suspend_voluntary", {"ends_on": date(2026, 9, 30), "most": date(2026, 9, 29)}, ["too_long"]),
        ("suspend_voluntary", {}, ["last_day_missing"]),
        ("suspend_voluntary", {"ends_on": date(2026, 6, 9)}, ["days_reversed"]),
        ("suspend_by_agreement", {"ends_on": date(2026, 9, 30), "public": True}, []),
        (
            "suspend_by_agreement",
            {"ends_on": date(2026, 7, 1), "facts": STOPPED},
            ["suspended_already"],
        ),
        ("suspend_ordered", {"ends_on": date(2026, 12, 9)}, ["parts_missing"]),
        ("suspend_ordered", {"ends_on": date(2026, 12, 9), "departments": ("03",), "least": date(2026, 12, 9)}, []),
        (
            "suspend_ordered",
            {"ends_on": date(2026, 12, 8), "departments": ("03",), "least": date(2026, 12, 9)},
            ["too_short"],
        ),
        (
            "suspend_ordered",
            {"ends_on": date(2027, 6, 10), "departments": ("03",), "most": date(2027, 6, 9)},
            ["too_long"],
        ),
        ("resume", {}, ["not_suspended"]),
        ("resume", {"facts": STOPPED}, []),
        (
            "resume",
            {
                "day": date(2026, 9, 1),
                "received_on": date(2026, 8, 28),
                "facts": STOPPED,
            },
            ["not_in_force", "asked_too_late"],
        ),
        ("terminate", {"cause": "fraud"}, []),
        ("terminate", {"cause": "fraud", "public": True}, []),
        ("terminate", {}, ["cause_missing"]),
        ("terminate", {"cause": "fraud", "day": date(2026, 1, 1), "settled": "无"}, ["first_day"]),
        ("terminate", {"cause": "fraud", "facts": Facts()}, ["not_in_force"]),
        ("exit", {}, []),
        ("exit", {"public": True}, ["public_may_not"]),
        ("exit", {"notice": date(2026, 6, 9)}, ["notice_too_short"]),
        ("merge", {}, ["successor_missing"]),
        ("merge", {"successor": "H35020300001"}, ["successor_itself"]),
        ("merge", {"successor": "H35020300002"}, []),
    ],
)
def test_what_stands_against_an_act(act, asked, expected):
    assert stands(act, **asked) == expected


def test_everything_has_words_fields_and_a_function():
    assert set(AGAINST) == set(FIELDS) and set(CHECKS) == set(acts())
    assert set(DOES) == set(EFFECTS) == set(DONE) and {act.begins for act in acts().values()} == set(BEGINS)
