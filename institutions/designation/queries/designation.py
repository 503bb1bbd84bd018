"""Was an institution designated on a day, asked of what is on record. The one question every other part asks."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from casework.tables.queries.composed import Row, Together, read_together
from institutions.designation.models.agreement import (
    AgreementPeriod,
    AgreementScope,
    DesignationEnd,
    DesignationSuspension,
    Succession,
)
from institutions.designation.rules.answering import Part, designation_answer, stay_along
from institutions.designation.rules.records import Agreement, Answer, Asked, Change, Facts, Suspension, Termination
from institutions.designation.rules.terms import terms_of
from institutions.register.models.institution import Institution
from institutions.register.rules.codes import read_code


def designation_on(
    institution: Institution,
    day: date,
    service: str = "",
    department: str | None = None,
    known_at: datetime | None = None,
    *,
    area: str = "",
    stay_until: date | None = None,
) -> Answer:
    """The answer for a day of service, as known at a moment or now. One query; more for a stay within which
    another institution goes on for this one: it is one stay along the chain.

    Without a service or a department: whether anything is agreed. Raises FactsError for a stay that ends before it begins."""
    asked = Asked(on=day, service=service, department=department or "", area=area, stay_until=stay_until)
    facts = facts_of([institution.pk], known_at)[institution.pk]
    terms = terms_of(institution.place_id[:6])
    answer = designation_answer(facts, asked, terms)
    if stay_until is None or not answer.review:
        return answer
    # Somebody may go on for it within the stay: then that one's state is asked from its day on.
    parts = _parts_of_stay(institution, Part(facts=facts, terms_on=terms, first=day, last=stay_until), known_at)
    return stay_along(answer, parts, asked) if len(parts) > 1 else answer


def _parts_of_stay(institution: Institution, part: Part, known_at: datetime | None) -> list[Part]:
    """The stay in parts by who goes on for whom. Three queries for each who does."""
    parts = [part]
    while (link := _link_after(institution, parts[-1].first, part.last, known_at)) is not None:
        institution = link.successor
        facts = facts_of([institution.pk], known_at)[institution.pk]
        before = parts[-1]
        parts[-1] = Part(
            facts=before.facts, terms_on=before.terms_on, first=before.first, last=link.starts_on - timedelta(days=1)
        )
        terms = terms_of(institution.place_id[:6])
        parts.append(Part(facts=facts, terms_on=terms, first=link.starts_on, last=part.last))
    return parts


def _link_after(institution: Institution, day: date, until: date, known_at: datetime | None) -> Succession | None:
    rows = Succession.objects.known(known_at).filter(predecessor=institution, starts_on__gt=day, starts_on__lte=until)
    return rows.select_related("successor").first()


def designations_on(institutions: Collection[Institution], day: date) -> dict[uuid.UUID, Answer]:
    """The answers of many for one day. One query, however many."""
    facts = facts_of([one.pk for one in institutions])
    terms = {place: terms_of(place) for place in {one.place_id[:6] for one in institutions}}
    asked = Asked(on=day)
    return {one.pk: designation_answer(facts[one.pk], asked, terms[one.place_id[:6]]) for one in institutions}


def designation_by_code(
    typed: str, day: date, service: str = "", department: str = "", known_at: datetime | None = None
) -> Answer:
    """The same by the national code as somebody typed it; a code that is none, or nobody's, is an answer. Two queries."""
    code = read_code(typed)
    if code.problem:
        return Answer(state="unknown_code", reason="malformed")
    institution = Institution.objects.filter(code=code.text).first()
    if institution is None:
        return Answer(state="unknown_code", reason="not_on_record")
    return designation_on(institution, day, service, department, known_at)


def facts_of(keys: Collection[uuid.UUID], known_at: datetime | None = None) -> dict[uuid.UUID, Facts]:
    """The bare facts of each, as known at a moment or now. One query, however many."""
    one_now = len(keys) == 1 and known_at is None
    rows = OF_ONE.read(tuple(keys)) if one_now else read_together(**_asked(keys, known_at))
    agreements, changes = _agreements(rows)
    suspensions: dict[uuid.UUID, list[Suspension]] = defaultdict(list)
    ends: dict[uuid.UUID, list[Termination]] = defaultdict(list)
    for row in rows["suspensions"]:
        suspensions[row["institution_id"]].append(_suspension(row))
    for row in rows["ends"]:
        ends[row["institution_id"]].append(
            Termination(
                starts_on=row["starts_on"],
                cause=row["cause"],
                agreement=row["agreement__number"],
                successor=row["successor__code"] or "",
                area=row["agreement__area"],
            )
        )
    return {
        key: Facts(
            agreements=tuple(agreements[key]),
            changes=tuple(changes[key]),
            suspensions=tuple(suspensions[key]),
            terminations=tuple(ends[key]),
        )
        for key in keys
    }


OF_AGREEMENT = ("agreement__number", "agreement__starts_on", "agreement__ends_on", "agreement__area")
OF_SUSPENSION = ("kind", "starts_on", "ends_on", "requested_on", "resumed_on", "services", "departments", "area")


def _asked(keys: Collection[uuid.UUID], known_at: datetime | None) -> dict[str, QuerySet]:
    """What is asked of each table, in the order in which it is told."""
    at = {"institution__in": keys}
    scopes = AgreementScope.objects.known(known_at).filter(agreement__institution__in=keys).order_by("starts_on")
    periods = AgreementPeriod.objects.known(known_at).filter(**at).order_by("starts_on", "pk")
    suspensions = DesignationSuspension.objects.known(known_at).filter(**at).order_by("starts_on", "pk")
    ends = DesignationEnd.objects.known(known_at).filter(**at).order_by("starts_on", "pk")
    return {
        "scopes": scopes.values("agreement_id", "starts_on", "services", "departments"),
        "periods": periods.values("institution_id", "agreement_id", *OF_AGREEMENT),
        "suspensions": suspensions.values("institution_id", *OF_SUSPENSION),
        "ends": ends.values(
            "institution_id", "starts_on", "cause", "agreement__number", "agreement__area", "successor__code"
        ),
    }


OF_ONE = Together(lambda keys: _asked(keys, None))


def _agreements(rows: Mapping[str, list[Row]]):
    """Agreements with their terms as signed, and their supplements."""
    agreements: dict[uuid.UUID, list[Agreement]] = defaultdict(list)
    changes: dict[uuid.UUID, list[Change]] = defaultdict(list)
    scopes: dict[uuid.UUID, list[Row]] = defaultdict(list)
    for row in rows["scopes"]:
        scopes[row["agreement_id"]].append(row)
    for period in rows["periods"]:
        terms = scopes[period["agreement_id"]]
        first = terms[0] if terms else None
        agreements[period["institution_id"]].append(
            Agreement(
                number=period["agreement__number"],
                starts_on=period["agreement__starts_on"],
                ends_on=period["agreement__ends_on"],
                services=frozenset(first["services"]) if first else frozenset(),
                departments=frozenset(first["departments"]) if first else frozenset(),
                area=period["agreement__area"],
            )
        )
        changes[period["institution_id"]] += [
            Change(
                agreement=period["agreement__number"],
                starts_on=row["starts_on"],
                services=frozenset(row["services"]),
                departments=frozenset(row["departments"]),
            )
            for row in terms[1:]
        ]
    return agreements, changes


def _suspension(row: Row) -> Suspension:
    services, departments = frozenset(row["services"]), frozenset(row["departments"])
    days = {name: row[name] for name in ("starts_on", "ends_on", "requested_on", "resumed_on")}
    return Suspension(kind=row["kind"], area=row["area"], services=services, departments=departments, **days)


def goes_on_as(institution: Institution, day: date, *, most: int = 20) -> Institution:
    """The institution that goes on for it on a day, along the chain; itself where nobody does. One query a link."""
    for _link in range(most):
        found = Succession.objects.known().filter(predecessor=institution, starts_on__lte=day)
        link = found.select_related("successor").first()
        if link is None:
            return institution
        institution = link.successor
    return institution


def goes_on_for(institution: Institution, *, most: int = 20) -> set[uuid.UUID]:
    """The institutions this one goes on for, along the chains, itself among them. One query a link of the longest."""
    found = newest = {institution.pk}
    for _link in range(most):
        rows = Succession.objects.known().filter(successor__in=newest)
        newest = set(rows.values_list("predecessor_id", flat=True)) - found
        if not newest:
            break
        found = found | newest
    return found


def all_of_a_chain(institution: Institution) -> set[uuid.UUID]:
    """This one, those that go on for it, and all that any of them goes on for: what happened at one of them happened once. One
    query a link."""
    last, seen = institution, {institution.pk}
    while (after := succession_of(last)) is not None and after.successor_id not in seen:
        last = after.successor
        seen.add(last.pk)
    return goes_on_for(last) | seen


def succession_of(institution: Institution) -> Succession | None:
    """By which another institution goes on for this one; None while none does. One query."""
    return Succession.objects.known().filter(predecessor=institution).select_related("successor").first()


def current_period(institution: Institution, day: date, area: str = "") -> AgreementPeriod | None:
    """The period of designation that holds on a day, else the last one. One query."""
    rows = AgreementPeriod.objects.known().filter(institution=institution, area=area, starts_on__lte=day)
    return rows.select_related("agreement").order_by("-ends_on").first()
