"""The import of confirmations: each row is of one line of the batch that the file belongs to."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.imports.models import Import, ImportRow
from casework.imports.rules.cells import Problem
from casework.imports.rules.rows import Values, Vocabulary
from casework.imports.table import Acts, Belongs, ImportKind, Link, Made, Pages, Urls, register_import
from casework.models import Office
from casework.staff.officer import Officer
from enrolment.code_batches import words
from enrolment.code_batches.models import CodeBatch, CodeBatchLine, ConfirmationsOfBatch
from enrolment.code_batches.rules.descriptions import CONFIRMATIONS
from enrolment.code_batches.rules.rows import confirmation_together
from enrolment.code_batches.services.batches import confirm_code_line
from enrolment.documents.queries import number_hash
from enrolment.documents.rules.identity_numbers import mask
from enrolment.platform.rules.confirmations import recorded_answer

KNOWN, BAD = ImportRow.State.KNOWN, ImportRow.State.BAD
VERB = "import_confirmations"
NEEDED = ("confirm_code_line", "open_activation", "check_identity", "activate_code", "bind_family_account")


def _find(officer: Officer, key: uuid.UUID) -> CodeBatch | None:
    return CodeBatch.objects.visible_to(officer).filter(pk=key).first()


def _keep(sent: Import, batch: CodeBatch) -> None:
    ConfirmationsOfBatch.objects.create(sent=sent, batch=batch)


OF_A_BATCH = Belongs(
    find=_find,
    keep=_keep,
    of=lambda sent: CodeBatch.objects.get(files__sent=sent),
    narrow=lambda batch: Q(code_batch_of__batch=batch),
    facts=lambda batch: {"batch": str(batch.pk)},
    label=str,
)


def lines_on_record(
    batch: CodeBatch, rows: Sequence[tuple[int, Values]], _office: Office
) -> dict[int, tuple[str, Problem]]:
    """Which of some rows are of no line, of a line with another document, or wait on or are done. One query."""
    numbers = [int(values["line"]) for _number, values in rows]
    lines = CodeBatchLine.objects.filter(batch=batch, number__in=numbers).select_related("document")
    by_number = {line.number: line for line in lines}
    found: dict[int, tuple[str, Problem]] = {}
    for number, values in rows:
        line = by_number.get(int(values["line"]))
        if line is None:
            found[number] = (BAD, Problem("line", "no_such_line"))
        elif bytes(line.document.number_hash) != number_hash(values["number"].strip().upper()):
            found[number] = (BAD, Problem("number", "other_number"))
        elif line.activation_id is not None:
            found[number] = (KNOWN, Problem("line", "confirmed_already"))
        elif not values["confirmation"]:
            found[number] = (KNOWN, Problem("confirmation", "not_confirmed_yet"))
        elif values["activated_on"] and values["activated_on"] < batch.taken_on:
            found[number] = (BAD, Problem("activated_on", "before_taken"))
        elif batch.closed_on is not None:
            found[number] = (BAD, Problem("line", "batch_closed"))
    return found


def enter_confirmations(batch: CodeBatch, rows: Sequence[Values], by: Officer, on: date) -> list[Made]:
    """Record the activation of each line. Raises what recording one raises."""
    keys = dict(CodeBatchLine.objects.filter(batch=batch).values_list("number", "pk"))
    return [
        Made(
            case=confirm_code_line(
                keys[int(values["line"])],
                recorded_answer(values["confirmation"], values["activated_on"] or on, today=on),
                by=by,
                on=on,
            )
        )
        for values in rows
    ]


def _shown(values: dict[str, Any]) -> dict:
    """What a row says, its number masked."""
    return values | {"number": "", "masked": mask(values["number"])}


def _to_batch(batch: CodeBatch | None) -> Link:
    if batch is None:
        raise ValueError("a file of confirmations belongs to a batch")
    return Link(_("Back to the batch"), reverse("see_code_batch", args=[batch.pk]))


KIND = ImportKind(
    description=CONFIRMATIONS,
    verb=VERB,
    also=NEEDED,
    acts=Acts("check_confirmations", "confirm_confirmations", "discard_confirmations", "finish_confirmations"),
    fact="confirmations",
    name=_("file of confirmations"),
    vocabulary=Vocabulary,
    together=confirmation_together,
    known=lines_on_record,
    enter=enter_confirmations,
    belongs=OF_A_BATCH,
    pages=Pages(
        words=words.PAGES,
        files=words.FILES,
        cells=words.CELLS,
        urls=Urls(
            send=VERB,
            see="see_confirmations",
            confirm="confirm_confirmations",
            discard="discard_confirmations",
            template="confirmations_template",
        ),
        form_title=_("Confirmations of a batch"),
        sheet_title=_("Confirmations"),
        preview_template="enrolment/code_batches/confirmations.html",
        result_template="enrolment/rosters/people_entered.html",
        rules=lambda: [str(rule) for rule in words.RULES],
        shown=_shown,
        back=_to_batch,
        home=_to_batch,
    ),
)


def register() -> None:
    """Called once, when the app is ready."""
    register_import(KIND)
