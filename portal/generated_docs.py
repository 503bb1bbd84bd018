"""The documents that are made from the code: docs/rules.md, docs/permissions.md and the like. A test fails when one is stale."""

from pathlib import Path

from django.conf import settings
from django.utils import translation

from casework.engine.table import all_workflows
from casework.models import Role
from casework.rulebook.rules.parameters import all_rules
from casework.rulebook.rules.rules_document import render_rules_document
from casework.rulebook.rules.working_days import calendar_table, load_years
from casework.staff.permissions import matrix
from claims.months.rules.layout import layout_document
from enrolment.activation.rules.activation_file import activation_table
from enrolment.activation.rules.activation_file import load_matrix as load_activation_matrix
from enrolment.activation.rules.failures import failures_table
from enrolment.consent.rules.purposes import purposes_table
from enrolment.contributions.rules.premiums import premiums_table, tiers_table
from enrolment.coverage.rules.windows import windows_table
from enrolment.data_requests.rules.rights import rights_table
from enrolment.documents.rules.employment_documents import employment_table
from enrolment.eligibility.queries import rules_in_use
from enrolment.eligibility.rules.eligibility_file import eligibility_table
from enrolment.endings.rules.acts import acts_table as endings_table
from institutions.catalogue.rules.tables import codes_table, lists_table, supervision_table
from institutions.changes.rules.acts import designation_acts_table
from institutions.supervision.rules.penalties import penalties_table

SCOPE_WORDS = {
    "area": "own office and below",
    "center": "own center",
    "institutions": "institutions' cases of own office and below",
    "everywhere": "whole province",
    "all": "yes",
}


def documents() -> dict[Path, str]:
    """Every generated document by its path."""
    folder = settings.ENV_BASE / "docs"
    return {
        folder / "rules.md": _rules(),
        folder / "permissions.md": _permissions(),
        folder / "workflows.md": _workflows(),
        folder / "months.md": layout_document(),
    }


def _rules() -> str:
    tables = [
        calendar_table(load_years()),
        eligibility_table(rules_in_use()),
        employment_table(),
        activation_table(load_activation_matrix()),
        failures_table(),
        purposes_table(),
        rights_table(),
        windows_table(),
        endings_table(),
        designation_acts_table(),
        codes_table(),
        lists_table(),
        supervision_table(),
        penalties_table(),
        premiums_table(),
        tiers_table(),
    ]
    return render_rules_document(all_rules(), tables)


def _table(heads: list[str], rows: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows)]


def _permissions() -> str:
    roles = [role.value for role in Role]
    rows = [
        [f"`{verb}`", *(SCOPE_WORDS.get(rights.get(role, ""), "") for role in roles)]
        for verb, rights in matrix().items()
    ]
    with translation.override("en"):
        heads = ["verb", *(str(role.label) for role in Role)]
    head = [
        "# Who may do what",
        "",
        (
            "Generated from the `permissions.toml` of every room by `bin/manage write_docs`. Empty: no right. Another office's case"
            " is 404, a missing right is 403. Django's groups and superusers play no part."
        ),
        "",
    ]
    return "\n".join(head + _table(heads, rows)) + "\n"


def _workflows() -> str:
    lines = ["# How cases move", "", "Generated from the workflow tables by `bin/manage write_docs`.", ""]
    with translation.override("en"):
        for workflow in all_workflows():
            lines += [f"## {workflow.name} (`{workflow.kind}`, references `{workflow.code}`)", ""]
            rows = [
                [
                    f"`{step.verb}`",
                    ", ".join(step.sources),
                    step.target,
                    step.duty,
                    ", ".join(g.__name__ for g in step.guards),
                ]
                for step in workflow.steps
            ]
            lines += [*_table(["verb", "from", "to", "duty taken", "guards"], rows), ""]
    return "\n".join(lines).rstrip() + "\n"
