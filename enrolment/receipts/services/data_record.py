"""What is held about a person, and who looked: printed for her on request (Personal Information Protection Law, article 45).

Numbers, telephone and address stand as masks, as on every paper; kinds of permit do not stand on it. Looks are told by day,
office, officer and page, whatever office they were made at, with the reason where one was asked for.
"""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.casefile.choices import reason_words
from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.engine.table import workflow_of
from casework.engine.words import page_words
from casework.evidence.queries import Words, in_each_language
from casework.models import CaseFile, Evidence, IssuedPaper, Look, Office, User
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import frozen, head
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.papers import issue_paper
from casework.staff.officer import Officer
from enrolment.consent.models.notice import NoticeGiven, Party
from enrolment.consent.models.statement import ConsentStatement
from enrolment.consent.queries.standing import Consent, consents_of, notices_of
from enrolment.contributions.queries.cover import record_of
from enrolment.coverage.models import Enrolment
from enrolment.documents.choices import Category
from enrolment.persons.models.contact_choice import ContactChoice
from enrolment.persons.models.person import Person, Sex
from enrolment.persons.models.representative import Representative
from enrolment.persons.models.standing import Standing
from enrolment.receipts.services.on_person import case_to_issue_on, holder
from enrolment.rechecks.models import ResidenceCheck

DATA_RECORD = PaperKind("data_record", _("What is held about you and who looked"), "3")
register_paper(DATA_RECORD)
# Lines of looks on the paper, newest first; how many more there are is said.
MOST_LOOKS = 100
SEALED = {"telephone": _("Telephone"), "address": _("Address"), "agency_number": _("Agency number")}


def issue_data_record(person: Person, *, by: Officer, on: date) -> IssuedPaper:
    """Issue what is held about a person on her newest case that the officer may see.

    Raises Blocked without such a case, PermissionDenied.
    """
    by.must("issue_paper")
    case = case_to_issue_on(person, by)
    facts = data_facts(case, person, by, on)
    return issue_paper(
        case, DATA_RECORD.kind, facts, languages=languages_for(case.client_language), by=by, on=on, op=None
    )


def data_facts(case: CaseFile, person: Person, by: Officer, on: date) -> dict:
    """The facts of the paper. Twenty queries, whatever is held."""
    files = [person.pk, *Person.objects.filter(merged_into=person.pk).values_list("pk", flat=True)]
    every = list(CaseFile.objects.filter(subject__in=files).order_by("opened_at"))
    cases = [one for one in every if one.reference]
    record = record_of(person.pk)
    looks, more = _looks(files, [one.pk for one in every])
    return (
        head(case, by, on)
        | holder(person)
        | {
            "file": person.reference,
            "kept_by": in_each_language(person.home_office, "name"),
            "registered_on": person.registered_on,
            "category": frozen(Category(person.category).label),
            "sex": frozen(Sex(person.sex).label),
            "birth_on": person.birth_on,
            "language": dict(CLIENT_LANGUAGES)[person.language],
            "contacts": [
                {"label": frozen(label), "value": str(getattr(person, name))}
                for name, label in SEALED.items()
                if str(getattr(person, name))
            ],
            "documents": [_document(row) for row in person.documents.order_by("recorded_at")],
            "enrolments": [
                {"scheme": frozen(Enrolment.Scheme(row.scheme).label), "from": row.starts_on, "until": row.ends_on}
                for row in record.enrolments
            ],
            "paid": [
                {"scheme": frozen(Enrolment.Scheme(row.scheme).label), "from": row.starts_on, "until": row.ends_on}
                for row in record.paid
            ],
            "wish": _wish(person),
            "standings": [_standing(row) for row in person.standings.filter(superseded_at=None)],
            "residence": [_residence(row) for row in person.residence_checks.all()],
            "cases": [_case(one) for one in cases],
            "representatives": [_representative(row) for row in person.representatives.order_by("recorded_at")],
            "notices": [_notice(row) for row in notices_of(person.pk)],
            "consents": [_consent(one) for one in consents_of(person.pk, on) if one.last],
            "looks": looks,
            "more_looks": more,
            "texts": texts_for(languages_for(case.client_language), ("data_record_rights",), on),
        }
        | _counts(person, cases)
    )


def _counts(person: Person, cases: list[CaseFile]) -> dict[str, int]:
    """How much there is of what is not listed. One query."""
    counted = {
        "earlier_facts": person.facts.exclude(superseded_at=None),
        "messages": person.told.filter(skipped=""),
        "scans": Evidence.objects.filter(case__in=cases, withdrawn_at=None),
        "papers": IssuedPaper.objects.filter(case__in=cases),
    }
    numbers = Person.objects.filter(pk=person.pk).values_list(*map(_number_of, counted.values())).get()
    return dict(zip(counted, numbers, strict=True))


def _number_of(rows: QuerySet) -> Coalesce:
    number = rows.order_by().values(all=Value(1)).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number), 0)


def _document(row) -> dict:
    return {
        "number": str(row.number),
        "expires_on": row.expires_on,
        "verified_on": row.verified_on,
        "current": row.superseded_at is None,
    }


def _case(case: CaseFile) -> dict:
    flow = workflow_of(case.kind)
    return {
        "reference": case.reference,
        "name": frozen(flow.name),
        "state": frozen(flow.states[case.state]),
        "on": timezone.localdate(case.opened_at),
    }


def _representative(row: Representative) -> dict:
    return {"name": row.name, "as": frozen(row.get_kind_display()), "until": row.ended_on or row.ends_on}


def _wish(person: Person) -> dict | None:
    row = person.contact_choices.filter(superseded_at=None).first()
    if row is None:
        return None
    return {"how": frozen(ContactChoice.Channel(row.channel).label), "email": str(row.email), "on": row.said_on}


def _standing(row: Standing) -> dict:
    # Which disease it is stands on the papers of its case, not on this one that others may see.
    return {"what": frozen(Standing.Kind(row.kind).label), "from": row.starts_on, "until": row.ends_on}


def _residence(row: ResidenceCheck) -> dict:
    answer = frozen(ResidenceCheck.Answer(row.answer).label) if row.answer else None
    return {"year": row.year, "asked_on": row.asked_on, "answer": answer, "on": row.answered_on}


def _notice(row: NoticeGiven) -> dict:
    return {"on": row.shown_on, "version": row.text.starts_on, "to": frozen(Party(row.shown_to).label)}


def _consent(one: Consent) -> dict:
    last = one.last
    if last is None:
        raise ValueError("only what was said is told")
    return {
        "purpose": dict(one.purpose.name),
        "receiver": last.receiver,
        "says": frozen(ConsentStatement.Says(last.says).label),
        "on": last.said_on,
        "by": frozen(Party(last.spoken_by).label),
    }


def looks_at(files: list[uuid.UUID], cases: list[uuid.UUID]) -> QuerySet[Look]:
    """Every look at a person: at her file, at what hangs on it, and at her cases."""
    return Look.objects.filter(Q(shown__overlap=[*files, *cases]) | Q(case__in=cases))


def _looks(files: list[uuid.UUID], cases: list[uuid.UUID]) -> tuple[list[dict], int]:
    """The looks by day, office, officer, page and reason, newest first, and how many lines more there are. Four queries."""
    lines = (
        looks_at(files, cases)
        .annotate(day=TruncDate("at"))
        .values("day", "office", "actor", "page", "reason")
        .annotate(times=Count("pk"))
        .order_by("-day", "office", "actor", "page", "reason")
    )
    shown = list(lines[:MOST_LOOKS])
    offices = {
        row.pk: in_each_language(row, "name") for row in Office.objects.filter(pk__in={x["office"] for x in shown})
    }
    officers = {row.pk: row.full_name for row in User.objects.filter(pk__in={x["actor"] for x in shown})}
    more = lines.count() - len(shown) if len(shown) == MOST_LOOKS else 0
    return [_look(line, offices, officers) for line in shown], more


def _look(line: Mapping[str, Any], offices: dict[int, Words], officers: dict[int, str]) -> dict:
    return {
        "day": line["day"],
        "office": offices.get(line["office"]),
        "by": officers[line["actor"]],
        "page": frozen(page_words(line["page"])),
        "reason": frozen(reason_words(line["reason"])) if line["reason"] else None,
        "times": line["times"],
    }
