"""What is held about a person, and who looked: printed for her on request (Personal Information Protection Law, article 45).

Numbers, telephone and address stand as masks, as on every paper; kinds of permit do not stand on it. Looks are told by day,
office, officer and page, whatever office they were made at, with the reason where one was asked for.
"""

import uuid
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
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
from enrolment.contributions.queries.cover import record_of
from enrolment.coverage.models import Enrolment
from enrolment.documents.choices import Category
from enrolment.persons.models.person import Person, Sex
from enrolment.persons.models.representative import Representative
from enrolment.receipts.services.on_person import case_to_issue_on, holder

DATA_RECORD = PaperKind("data_record", _("What is held about you and who looked"), "1")
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
    """The facts of the paper. Fourteen queries, whatever is held."""
    files = [person.pk, *Person.objects.filter(merged_into=person.pk).values_list("pk", flat=True)]
    cases = list(CaseFile.objects.filter(subject__in=files, reference__isnull=False).order_by("opened_at"))
    record = record_of(person.pk)
    looks, more = _looks(files, [one.pk for one in CaseFile.objects.filter(subject__in=files).only("pk")])
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
            "earlier_facts": person.facts.exclude(superseded_at=None).count(),
            "enrolments": [
                {"scheme": frozen(Enrolment.Scheme(row.scheme).label), "from": row.starts_on, "until": row.ends_on}
                for row in record.enrolments
            ],
            "paid": [
                {"scheme": frozen(Enrolment.Scheme(row.scheme).label), "from": row.starts_on, "until": row.ends_on}
                for row in record.paid
            ],
            "cases": [_case(one) for one in cases],
            "scans": Evidence.objects.filter(case__in=cases, withdrawn_at=None).count(),
            "papers": IssuedPaper.objects.filter(case__in=cases).count(),
            "representatives": [_representative(row) for row in person.representatives.order_by("recorded_at")],
            "looks": looks,
            "more_looks": more,
            "texts": texts_for(languages_for(case.client_language), ("data_record_rights",), on),
        }
    )


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
        "on": case.opened_at.date(),
    }


def _representative(row: Representative) -> dict:
    return {"name": row.name, "as": frozen(row.get_kind_display()), "until": row.ended_on or row.ends_on}


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


def _look(line: dict, offices: dict[uuid.UUID, Words], officers: dict) -> dict:
    return {
        "day": line["day"],
        "office": offices.get(line["office"]),
        "by": officers[line["actor"]],
        "page": frozen(page_words(line["page"])),
        "reason": frozen(reason_words(line["reason"])) if line["reason"] else None,
        "times": line["times"],
    }
