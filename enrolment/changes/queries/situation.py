"""What is on file of a person whose enrolment changes, as the rules ask for it."""

import uuid

from enrolment.changes.models import EnrolmentChange
from enrolment.changes.rules.acts import table
from enrolment.changes.rules.possible import Period, Planned, Situation
from enrolment.contributions.models.paid_time import CoverStop, PaidTime
from enrolment.coverage.models import Enrolment
from enrolment.persons.models.person import Person
from enrolment.persons.models.standing import Standing

# A request is under way in these.
OPEN_STATES = ("requested", "assessed")


def situation_of(person_id: uuid.UUID) -> Situation:
    """What stands now. Five queries."""
    person = Person.objects.only("birth_on", "died_on", "merged_into").get(pk=person_id)
    stop = CoverStop.objects.known().filter(person=person, ends_on=None).order_by("starts_on").first()
    return Situation(
        born_on=person.birth_on,
        died_on=person.died_on,
        merged=person.merged_into_id is not None,
        enrolments=_periods(Enrolment.objects.filter(person=person, superseded_at=None)),
        paid=_periods(PaidTime.objects.known().filter(person=person)),
        suspended_from=stop.starts_on if stop else None,
        standings=list(Standing.objects.known().filter(person=person).values_list("kind", "starts_on", "ends_on")),
    )


def _periods(rows) -> list[Period]:
    return [
        Period(scheme=scheme, starts_on=starts_on, ends_on=ends_on)
        for scheme, starts_on, ends_on in rows.order_by("starts_on").values_list("scheme", "starts_on", "ends_on")
    ]


def planned_of(change: EnrolmentChange) -> Planned:
    """What a change asks for."""
    return Planned(
        act=change.act,
        day=change.takes_effect_on,
        until=change.ends_on,
        standing=table().acts[change.act].standing,
        area=change.area_code,
        home=change.case.office.place_id,
        carried_scheme=change.carried_scheme,
        carried_from=change.carried_from,
        carried_until=change.carried_until,
    )


def open_changes(person_id: uuid.UUID) -> list[EnrolmentChange]:
    """Changes of a person that are under way. One query."""
    rows = EnrolmentChange.objects.filter(person=person_id, state__in=OPEN_STATES).select_related("case")
    return list(rows.order_by("case__received_on"))
