"""What the eligibility rules say of a sheet that is still being typed."""

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.models import CaseFile
from casework.rulebook.rules.dates import DateUnreadable, parse_date
from enrolment.applications.queries.finding_groups import Finding
from enrolment.applications.queries.where_it_opens import wrong_door
from enrolment.applications.rules.circumstances import Circumstances, eligibility_facts
from enrolment.documents.rules.identity_numbers import fold
from enrolment.eligibility.queries import RESULT_WORDS, eligibility_for, reason_text, verdict_text
from enrolment.eligibility.rules.paths import is_asked
from enrolment.persons.models.person import Person

SHAPES = {"may_join": "done", "both_rules_second_reviewer": "soon", "not_eligible": "refused", "value_missing": "soon"}


def day_typed(text: str) -> date | None:
    """A day as typed, None while it cannot be read."""
    try:
        return parse_date(text or "")
    except DateUnreadable:
        return None


def eligibility_lines(case: CaseFile, typed: dict, person: Person | None, on: date) -> list[Finding]:
    """The verdict with its rules, and where the application is opened if not here. One query, two where a community is named."""
    language = get_language()
    received = day_typed(typed.get("received_on", "")) or on
    said = circumstances_typed(typed)
    facts = eligibility_facts(typed["path"], typed["kind"], fold(typed.get("number") or ""), said, received)
    outcome = eligibility_for(facts, case.office.place, received)
    reasons = " ".join(reason_text(code, language) for code in outcome["reasons"])
    rules = tuple(
        Finding(
            code=applied["rule"],
            shape="done" if applied["verdict"] == "accepts" else "soon",
            text=applied["text"][language],
            detail=verdict_text(applied, language),
            source=_(applied["source"]),
            status=applied["status"],
        )
        for applied in outcome["applied"]
    )
    elsewhere = wrong_door(case, typed["path"], outcome["opens_at"], person)
    door = [Finding(code=elsewhere.code, shape="refused", text=str(elsewhere.text))] if elsewhere else []
    return [
        *door,
        Finding(
            code=outcome["result"],
            shape=SHAPES[outcome["result"]],
            text=str(RESULT_WORDS[outcome["result"]]),
            detail=reasons,
            group="verdict",
            rules=rules,
        ),
    ]


def circumstances_typed(typed: dict) -> Circumstances:
    """What of work, stay and dwelling stands on the sheet so far; what cannot be read is not said."""

    def said(name: str) -> str:
        return typed.get(name) or "" if is_asked(name, typed["path"], typed["kind"]) else ""

    return Circumstances(
        employment_kind=said("employment_kind"),
        card_place=said("card_place"),
        stay_until=day_typed(typed.get("stay_until", "")),
        resident_since=day_typed(typed.get("resident_since", "")),
    )
