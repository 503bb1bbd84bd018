"""The kind of import of this room: the settlements of one institution."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.imports.models import Import
from casework.imports.rules.rows import Values, Vocabulary
from casework.imports.table import Acts, Belongs, ImportKind, Link, Pages, Urls, register_import
from casework.staff.officer import Officer
from claims.months import words
from claims.months.models import MonthFile
from claims.months.queries.month import institutions_of
from claims.months.rules.settlements import SETTLEMENTS, together
from claims.months.services import entering
from claims.runs.models.care import DeclaredCare
from enrolment.documents.rules.identity_numbers import mask
from institutions.register.models.institution import Institution

VERB = "declare_month"
ACTS = Acts("check_month_file", "confirm_month_file", "discard_month_file", "finish_month_file")
URLS = Urls(
    send="send_month_file",
    see="see_month_file",
    confirm="confirm_month_file",
    discard="discard_month_file",
    template="month_file_template",
)


def _institution(officer: Officer, key: uuid.UUID) -> Institution | None:
    return institutions_of(officer).select_related("office", "place").filter(pk=key).first()


def _keep(sent: Import, institution: Institution) -> None:
    MonthFile.objects.create(sent=sent, institution=institution)


def _institution_of(sent: Import) -> Institution:
    return Institution.objects.select_related("office", "place").get(month_files__sent=sent)


def _shown(values: Values) -> dict:
    """What a row says, its number masked."""
    shown = dict(values)
    number = shown.pop("document", "")
    return {"masked": mask(number) if number else "", **shown}


def _months(rows: Sequence[Any]) -> Sequence[Any]:
    """The rows with the settlement each line belongs to, and its month. One query."""
    keys = [row.made for row in rows if row.made]
    found = DeclaredCare.objects.filter(pk__in=keys).values_list("pk", "number", "month", "month__month")
    told = {key: (number, case, month) for key, number, case, month in found}
    for row in rows:
        row.settlement, row.month_case, row.month_first = told.get(row.made, ("", None, None))
    return rows


KIND = ImportKind(
    description=SETTLEMENTS,
    verb=VERB,
    also=(),
    acts=ACTS,
    fact="file",
    name=_("settlements of a month"),
    vocabulary=lambda: Vocabulary({"care": SETTLEMENTS.understood("care")}),
    together=together,
    known=entering.rows_on_record,
    enter=entering.enter_rows,
    belongs=Belongs(
        find=_institution,
        keep=_keep,
        of=_institution_of,
        narrow=lambda institution: Q(month_file__institution=institution),
        facts=lambda institution: {"institution": institution.code},
        label=lambda institution: institution.code,
    ),
    pages=Pages(
        words=words.PAGES,
        files=words.FILES,
        cells=words.CELLS,
        urls=URLS,
        form_title=_("Settlements of a month"),
        sheet_title=_("Settlements"),
        head_template="claims/months/file_of.html",
        about_template="claims/months/file_institution.html",
        preview_template="claims/months/file_rows.html",
        result_template="claims/months/file_entered.html",
        back=lambda _about: Link(_("Months of institutions"), reverse("see_months")),
        home=lambda _about: Link(_("Months of institutions"), reverse("see_months")),
        labels=SETTLEMENTS.offered,
        rules=lambda: [str(rule) for rule in words.RULES],
        shown=_shown,
        results=_months,
    ),
)


def register() -> None:
    """Called once, when the app is ready."""
    register_import(KIND)
