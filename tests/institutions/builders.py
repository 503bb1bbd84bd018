"""Institutions and agreements for tests, through the services the pages use where there are some."""

from datetime import date

from casework.models import Office
from casework.papers.services.paper_kinds import paper_kind
from casework.papers.services.paper_rendering import Sheet, _html
from casework.tables.models.bases import LANGUAGE_COLUMNS
from institutions.designation.services.agreements import Signing, sign
from institutions.models import Institution

CODE = "H350203{:05d}"


def institution(office="350203", sequence=1, **changes):
    """A public general hospital of Siming, unless told otherwise."""
    office = Office.objects.get(code=office)
    pharmacy = changes.get("kind") == "retail_pharmacy"
    facts = {
        "code": f"{'P' if pharmacy else 'H'}{office.place_id}{sequence:05d}",
        "uscc": "12350200MB0A000011",
        "name": f"某某医院{sequence}",
        "name_zh_hans": f"某某医院{sequence}",
        "name_zh_hant": f"某某醫院{sequence}",
        "name_en": f"Some Hospital {sequence}",
        "kind": "general_hospital",
        "ownership": "public",
        "hospital_level": "second",
        "pay_level": "second",
        "deductible_level": "second",
        "licence_number": "PDY000000000000",
        "opened_on": date(2010, 1, 1),
        "place": office.place,
        "office": office,
        "address": "某路1号",
        "legal_representative": "某某",
        "registered_on": date(2020, 1, 1),
    }
    return Institution.objects.create(**facts | changes)


def signed(at, clerk, checker, number="A1", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), **more):
    """A signed agreement of the year 2026, unless told otherwise."""
    scope = {"services": ("outpatient", "inpatient")} | {
        key: more.pop(key) for key in ("services", "departments", "area") if key in more
    }
    data = Signing(number=number, starts_on=starts_on, ends_on=ends_on, **scope)
    return sign(at, data, drawn_by=clerk.user, signed_by=checker.user, on=starts_on, **more)


def rendered(paper, *languages):
    """A paper as HTML from its frozen facts, in its own languages unless told otherwise."""
    sheet = Sheet(
        kind=paper_kind(paper.kind),
        reference=paper.reference,
        check_code=paper.check_code,
        languages=languages or tuple(paper.languages.split(",")),
        facts=paper.facts,
    )
    return _html(sheet, "text/html")


def with_remedies(office="350203"):
    """Where decisions of an office are complained of, on record."""
    row = Office.objects.get(code=office)
    for column in LANGUAGE_COLUMNS:
        setattr(row, f"reconsideration_organ_{column}", "某区人民政府")
        setattr(row, f"court_{column}", "某区人民法院")
    row.save()
