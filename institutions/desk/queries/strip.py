"""The life of a designation as words and as a strip of months, and what is due."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from casework.clocks.queries import plain_from
from casework.staff.officer import Officer
from institutions.designation.models.agreement import AgreementPeriod, DesignationSuspension
from institutions.designation.rules.answering import designation_answer, stop_of
from institutions.designation.rules.limits import RENEWAL_REQUEST
from institutions.designation.rules.records import Answer, Asked, Facts
from institutions.designation.rules.terms import terms_of
from institutions.designation.words import STATES
from institutions.register.models.institution import Institution
from institutions.staff_qualification.queries.standing import coming_back
from institutions.supervision.models import Inspection

YEARS_BEFORE, YEARS_AFTER = 2, 1
# The marks of the strip by state: those of cover, whose shapes readers know.
MARKS = {
    "designated": "paid",
    "suspended": "suspended",
    "terminated": "gap",
    "expired": "gap",
    "not_yet": "none",
    "never": "none",
}
SOON = timedelta(days=120)
MOST = 20


@dataclass(frozen=True)
class Month:
    """One month of the strip, by the state of its first day; `state` is a mark of the strip."""

    number: int
    state: str
    text: str


@dataclass(frozen=True)
class Year:
    year: int
    months: list[Month]


def strip_of(facts: Facts, institution: Institution, on: date) -> list[Year]:
    """The months of some years, newest first. No query."""
    terms_on = terms_of(institution.place_id[:6])

    def month(year: int, number: int) -> Month:
        state = designation_answer(facts, Asked(on=date(year, number, 1)), terms_on).state
        return Month(number, MARKS[state], f"{year}-{number:02d}-01: {STATES[state]}")

    years = range(on.year + YEARS_AFTER, on.year - YEARS_BEFORE - 1, -1)
    return [Year(year, [month(year, number) for number in range(1, 13)]) for year in years]


@dataclass(frozen=True, kw_only=True)
class Due:
    """Something that is due with an institution: the day, what, and whose it is."""

    day: date
    what: str
    institution: Institution
    late: bool = False


def due_of(institution: Institution, facts: Facts, today: Answer, on: date) -> list[Due]:
    """What is due with one institution, in order of days. No query."""
    found = []
    if today.state in ("designated", "suspended"):
        last = max((one.ends_on for one in facts.agreements if not one.area), default=None)
        if last is not None:
            found.append(_renewal(institution, last, on))
    if institution.licence_expires_on is not None:
        day = institution.licence_expires_on
        found.append(Due(day=day, what=_("The licence runs out."), institution=institution, late=day < on))
    for one in facts.suspensions:
        stop = stop_of(one, terms_of(institution.place_id[:6]))
        if stop.holds(on) and stop.last is not None:
            words = (
                _("The suspension ends; without a request to resume the agreement ends too.")
                if stop.lapses
                else _("The suspension ends.")
            )
            found.append(Due(day=stop.last, what=words, institution=institution))
    return sorted(found, key=lambda due: due.day)


def _renewal(institution: Institution, last: date, on: date) -> Due:
    day = plain_from(RENEWAL_REQUEST, last, place=institution.place_id[:6])
    what = _("Renewal is asked for by this day; the agreement ends on %(day)s.") % {"day": last.isoformat()}
    return Due(day=day, what=what, institution=institution, late=day < on)


def due_at(officer: Officer) -> list[Due]:
    """What is due with the institutions of an officer's area, the first of them: renewals, suspensions that end, licences, what
    is to be put right, qualifications that come back. Seven queries at most, however many there are."""
    on, area = officer.on, officer.area
    found: list[Due] = []
    periods = AgreementPeriod.objects.known().filter(
        institution__office__in=area, area="", ends_on__range=(on, on + SOON)
    )
    later = AgreementPeriod.objects.known().filter(ends_on__gt=on + SOON).values("institution")
    for row in periods.exclude(institution__in=later).select_related("institution").order_by("ends_on")[:MOST]:
        found.append(_renewal(row.institution, row.ends_on, on))
    stops = DesignationSuspension.objects.known().filter(
        institution__office__in=area, resumed_on=None, starts_on__lte=on, ends_on__range=(on, on + SOON)
    )
    for stop in stops.select_related("institution").order_by("ends_on")[:MOST]:
        if stop.ends_on is not None:
            found.append(Due(day=stop.ends_on, what=_("The suspension ends."), institution=stop.institution))
    licences = Institution.objects.filter(office__in=area, licence_expires_on__range=(on, on + SOON))
    for row in licences.order_by("licence_expires_on")[:MOST]:
        if row.licence_expires_on is not None:
            found.append(Due(day=row.licence_expires_on, what=_("The licence runs out."), institution=row))
    found += _rectifications(area, on) + _qualifications(area, on)
    return sorted(found, key=lambda due: due.day)[:MOST]


def _rectifications(area, on: date) -> list[Due]:
    """What inspections found and is to be put right, late ones too. One query."""
    rows = Inspection.objects.filter(institution__office__in=area, state="rectifying", rectify_by__lte=on + SOON)
    what = _("What an inspection found is put right by this day.")
    return [
        Due(day=row.rectify_by, what=what, institution=row.institution, late=row.rectify_by < on)
        for row in rows.select_related("institution").order_by("rectify_by")[:MOST]
        if row.rectify_by is not None
    ]


def _qualifications(area, on: date) -> list[Due]:
    """Qualifications that come back soon, of people of the area; none is named on a home. Two queries."""
    what = _("The qualification of a member of the staff comes back on the day after.")
    found = [Due(day=last, what=what, institution=at) for at, last in coming_back(area, on, on + SOON)]
    return sorted(found, key=lambda due: due.day)[:MOST]
