"""What is known of an institution whose designation is to change: for the rule that says what stands against it."""

from datetime import date

from casework.clocks.queries import due_from, plain_from
from casework.rulebook.rules.parameters import ValueMissing
from institutions.changes.models import DesignationChange
from institutions.changes.rules.acts import acts
from institutions.changes.rules.possible import Situation, Wanted, against
from institutions.changes.words import AGAINST, LATE_PARTICULARS, LATE_RENEWAL, SETTLED_SINCE
from institutions.designation.models.agreement import Succession
from institutions.designation.queries.designation import facts_of
from institutions.designation.rules.limits import (
    AGREEMENT_TERM,
    ORDERED_LEAST,
    ORDERED_MOST,
    PARTICULARS_CHANGE,
    RENEWAL_REQUEST,
    SUSPENSION_END,
    TERMINATION_PAST,
)
from institutions.designation.rules.terms import terms_of
from institutions.register.models.institution import Institution
from institutions.register.rules.particulars import ITEMS


def situation_of(institution: Institution, wanted: Wanted, on: date) -> Situation:
    """The facts of the rule, with the days the rules give. Four queries, of a merger five."""
    place = institution.place_id[:6]
    least = most = None
    if wanted.act.code == "suspend_voluntary":
        most = _nominal(SUSPENSION_END, wanted.day, place)
    elif wanted.act.code == "suspend_ordered":
        least, most = (_nominal(rule, wanted.day, place) for rule in (ORDERED_LEAST, ORDERED_MOST))
    elif wanted.act.code == "renew":
        most = _nominal(AGREEMENT_TERM, wanted.day, place)
    return Situation(
        code=institution.code,
        public=institution.is_public,
        facts=facts_of([institution.pk])[institution.pk],
        terms_on=terms_of(place),
        particulars={item: str(getattr(institution, item)) for item in ITEMS},
        asked_by=_nominal(wanted.act.notice, wanted.day, place) if wanted.act.notice else None,
        least_until=least,
        most_until=most,
        ends_from=_nominal(TERMINATION_PAST, wanted.asked_on or on, place) if wanted.act.code == "terminate" else None,
        after_successor=_after(wanted.successor) if wanted.successor else "",
    )


def _after(code: str) -> str:
    """The code of the institution that goes on for the one of a code; "" while none does. One query."""
    rows = Succession.objects.known().filter(predecessor__code=code)
    return rows.values_list("successor__code", flat=True).first() or ""


def _nominal(rule: str, day: date, place: str) -> date | None:
    try:
        return plain_from(rule, day, place=place)
    except (ValueMissing, OverflowError):
        return None


def stands_against(institution: Institution, wanted: Wanted, on: date) -> list[tuple[str, str]]:
    """(code, sentence) for everything that stands against it today."""
    now = situation_of(institution, wanted, on)
    named = {"day": now.asked_by, "most": now.most_until, "least": now.least_until, "from": now.ends_from}
    said = named | {"after": now.after_successor}
    return [(code, str(AGAINST[code]) % said) for code in against(now, wanted, on)]


def late_words(wanted: Wanted, institution: Institution) -> str:
    """What is said of a request that came late; it is taken all the same. Two queries at most."""
    place = institution.place_id[:6]
    if wanted.act.code == "change_particulars":
        due = due_from(PARTICULARS_CHANGE, wanted.day, place=place).legal_on
        return str(LATE_PARTICULARS) % {"day": due} if wanted.received_on > due else ""
    if wanted.act.code == "renew":
        due = plain_from(RENEWAL_REQUEST, date.fromordinal(wanted.day.toordinal() - 1), place=place)
        return str(LATE_RENEWAL) % {"day": due} if wanted.received_on > due else ""
    return ""


def past_words(change: DesignationChange, on: date) -> str:
    """What is said of an end whose day has passed: whether it was entered late or decided late."""
    if change.act != "terminate" or change.takes_effect_on >= on:
        return ""
    return str(SETTLED_SINCE) % {"day": change.takes_effect_on}


def wanted_of(change: DesignationChange) -> Wanted:
    """What a case asks for."""
    return Wanted(
        act=acts()[change.act],
        received_on=change.received_on,
        asked_on=change.case.received_on if change.case_id else None,
        day=change.takes_effect_on,
        ends_on=change.ends_on,
        services=tuple(change.services),
        departments=tuple(change.departments),
        number=change.number,
        cause=change.cause,
        settled=change.settled,
        successor=change.successor.code if change.successor else "",
        particulars=change.particulars,
    )
