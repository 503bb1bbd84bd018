"""The two kinds of import of this room: hires of one employer, and employers."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.imports.models import Import
from casework.imports.rules.rows import Values
from casework.imports.table import Acts, Belongs, ImportKind, Link, Pages, Urls, register_import
from casework.staff.officer import Officer
from enrolment.documents.models import DocumentKind
from enrolment.documents.rules import issuers
from enrolment.documents.rules.identity_numbers import mask
from enrolment.documents.words import DAYS, KIND_NAMES
from enrolment.documents.words import MESSAGES as IDENTITY_MESSAGES
from enrolment.employers.models.employer import Employer
from enrolment.rosters import words
from enrolment.rosters.models import RosterOfHires
from enrolment.rosters.rules import descriptions
from enrolment.rosters.rules.rows import DAYS_PREFIX, IDENTITY_PREFIX, employer_together, hire_together
from enrolment.rosters.services import entering, rows

ACTS = Acts("check_roster", "confirm_roster", "discard_roster", "finish_roster")
HIRES_VERB, EMPLOYERS_VERB = "import_roster", "import_employers"


def urls_of(key: str, send: str) -> Urls:
    """The names of the addresses of one of the kinds."""
    return Urls(
        send=send,
        see=f"see_roster_{key}",
        confirm=f"confirm_roster_{key}",
        discard=f"discard_roster_{key}",
        template=f"roster_template_{key}",
        marked=f"marked_roster_{key}",
    )


def _employer(officer: Officer, key: uuid.UUID) -> Employer | None:
    return Employer.objects.visible_to(officer).filter(pk=key).first()


def _keep(sent: Import, employer: Employer) -> None:
    RosterOfHires.objects.create(sent=sent, employer=employer)


def _employer_of(sent: Import) -> Employer:
    return Employer.objects.get(rosters__sent=sent)


OF_AN_EMPLOYER = Belongs(
    find=_employer,
    keep=_keep,
    of=_employer_of,
    narrow=lambda employer: Q(roster_of_hires__employer=employer),
    facts=lambda employer: {"employer": str(employer.pk)},
    label=lambda employer: employer.uscc,
)


def say(code: str, params: dict) -> str | None:
    """The reasons of an identity number and of days, in the words of documents."""
    if code.startswith(DAYS_PREFIX):
        by_hand = f" {words.BY_HAND}" if code == DAYS_PREFIX + "work_under_age" else ""
        return f"{DAYS[code.removeprefix(DAYS_PREFIX)]}{by_hand}"
    if not code.startswith(IDENTITY_PREFIX):
        return None
    filled = params | ({"kind": KIND_NAMES[params["kind"]]} if "kind" in params else {})
    said = IDENTITY_MESSAGES | words.NUMBERS
    return str(said[params.get("why") or code.removeprefix(IDENTITY_PREFIX)]) % filled


def labels_of(column: str, language: str) -> Sequence[str]:
    """What a template offers in a column, in a language."""
    if column == "kind":
        return [getattr(one, f"name_{language}") for one in DocumentKind.objects.exclude(category="mainland")]
    if column == "taiwan_form":
        return [str(label) for label in Employer.TaiwanForm.labels]
    if column == "issuer":
        return sorted(issuers.name_of(code, language) for code in issuers.codes())
    if column == "contact_language":
        return [name for _code, name in CLIENT_LANGUAGES]
    return ()


def shown_values(values: Values) -> dict:
    """What a row says, its number masked; which kind of document it is stays unsaid in a list."""
    shown = dict(values)
    number = shown.pop("number", "")
    shown.pop("kind", None)
    # Only a passport has an issuer.
    shown.pop("issuer", None)
    return {"masked": mask(number) if number else "", **shown}


def _entered(made: Sequence[Any]) -> Sequence[Any]:
    """The rows with the code of the employer each became. One query."""
    keys = [row.made for row in made if row.made]
    codes = dict(Employer.objects.filter(pk__in=keys).values_list("pk", "uscc")) if keys else {}
    for row in made:
        row.made_uscc = codes.get(row.made, "")
    return made


def _to_employer(employer: Employer) -> Link:
    return Link(_("Back to the employer"), reverse("see_employer", args=[employer.pk]))


def _pages(key: str, verb: str, **own) -> Pages:
    return Pages(
        words=words.PAGES,
        files=words.FILES,
        cells=words.CELLS,
        urls=urls_of(key, verb),
        preview_template=f"enrolment/rosters/roster_{key}.html",
        result_template="enrolment/rosters/roster_entered.html",
        say=say,
        labels=labels_of,
        rules=lambda: [str(rule) for rule in words.RULES],
        shown=shown_values,
        results=_entered,
        **own,
    )


HIRES = ImportKind(
    description=descriptions.HIRES,
    verb=HIRES_VERB,
    also=("report_hire",),
    acts=ACTS,
    fact="roster",
    name=_("roster"),
    vocabulary=rows.hire_vocabulary,
    together=hire_together,
    known=rows.hires_on_record,
    enter=entering.enter_hires,
    alike=rows.hires_alike,
    belongs=OF_AN_EMPLOYER,
    pages=_pages(
        "hires",
        HIRES_VERB,
        form_title=_("Roster of hires"),
        sheet_title=_("Hires"),
        head_template="enrolment/rosters/roster_of.html",
        about_template="enrolment/rosters/roster_employer.html",
        back=_to_employer,
        home=_to_employer,
    ),
)
EMPLOYERS = ImportKind(
    description=descriptions.EMPLOYERS,
    verb=EMPLOYERS_VERB,
    also=("register_employer",),
    acts=ACTS,
    fact="roster",
    name=_("roster"),
    vocabulary=rows.employer_vocabulary,
    together=employer_together,
    known=rows.employers_on_record,
    enter=entering.enter_employers,
    pages=_pages(
        "employers",
        EMPLOYERS_VERB,
        form_title=_("Roster of employers"),
        sheet_title=_("Employers"),
        back=lambda _about: Link(_("Employers"), reverse("see_employers")),
        home=lambda _about: None,
    ),
)
KINDS = (HIRES, EMPLOYERS)


def register() -> None:
    """Called once, when the app is ready."""
    for kind in KINDS:
        register_import(kind)
