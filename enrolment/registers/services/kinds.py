"""The imports of this room: deaths and births that a register reports."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.imports.rules.rows import Vocabulary
from casework.imports.table import Acts, ImportKind, Link, Pages, Urls, register_import
from enrolment.documents.rules.identity_numbers import mask
from enrolment.registers import words
from enrolment.registers.rules import descriptions
from enrolment.registers.rules.rows import birth_together, death_together
from enrolment.registers.services import reports

ACTS = Acts("check_reports", "confirm_reports", "discard_reports", "finish_reports")
DEATHS_VERB, BIRTHS_VERB = "import_deaths", "import_births"


def _births_vocabulary() -> Vocabulary:
    return Vocabulary({"sex": descriptions.BIRTHS.understood("sex")})


def _shown(values: dict[str, Any]) -> dict:
    """What a row says, its numbers masked."""
    number = values.get("number") or values.get("mother_number") or ""
    return {
        "name": values.get("name") or values.get("child_name", ""),
        "masked": mask(number) if number else "",
        "day": values.get("died_on") or values.get("birth_on"),
    }


def _pages(key: str, verb: str, **own) -> Pages:
    return Pages(
        words=words.PAGES,
        files=words.FILES,
        cells=words.CELLS,
        urls=Urls(
            send=verb,
            see=f"see_reports_{key}",
            confirm=f"confirm_reports_{key}",
            discard=f"discard_reports_{key}",
            template=f"reports_template_{key}",
        ),
        preview_template="enrolment/registers/preview.html",
        result_template="enrolment/registers/entered.html",
        unmatched=frozenset({"nobody_here", "several_people", "not_the_mother"}),
        unmatched_title=_("Rows that match nobody of this office, left out"),
        rules=lambda: [str(rule) for rule in words.RULES],
        shown=_shown,
        back=lambda _about: Link(_("Reports of registers"), reverse("see_register_reports")),
        home=lambda _about: Link(_("Reports of registers"), reverse("see_register_reports")),
        **own,
    )


DEATHS = ImportKind(
    description=descriptions.DEATHS,
    verb=DEATHS_VERB,
    also=(),
    acts=ACTS,
    fact="reports",
    name=_("file of a register"),
    vocabulary=Vocabulary,
    together=death_together,
    known=reports.deaths_on_record,
    enter=reports.enter_deaths,
    pages=_pages("deaths", DEATHS_VERB, form_title=_("Deaths that a register reports"), sheet_title=_("Deaths")),
)
BIRTHS = ImportKind(
    description=descriptions.BIRTHS,
    verb=BIRTHS_VERB,
    also=(),
    acts=ACTS,
    fact="reports",
    name=_("file of a register"),
    vocabulary=_births_vocabulary,
    together=birth_together,
    known=reports.births_on_record,
    enter=reports.enter_births,
    pages=_pages("births", BIRTHS_VERB, form_title=_("Births that a register reports"), sheet_title=_("Births")),
)


def register() -> None:
    """Called once, when the app is ready."""
    for kind in (DEATHS, BIRTHS):
        register_import(kind)
