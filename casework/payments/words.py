"""Why a bank's answer cannot be read, in words."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from casework.payments.rules.bank_answer import AnswerUnreadable

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PROBLEMS: dict[str, "StrOrPromise"] = {
    "no_text": _("This is no text file in UTF-8 or GB 18030."),
    "other_batch": _("This is the reference of another batch. Choose the answer to this one."),
    "broken_line": _("A cell is too long, or its quotation mark is not closed."),
    "no_header": _("The first line must be: position,reference,result,day,reason"),
    "no_lines": _("The file has no line of an answer."),
    "wrong_columns": _("A line has five columns: position, reference, result, day, reason."),
    "unknown_position": _("There is no item with this position in the batch."),
    "position_twice": _("This item is answered twice."),
    "unknown_result": _("The result is paid or returned."),
    "no_day": _("Write the day year first: 2026-06-07."),
    "impossible_day": _("The day lies before the file was sent, or ahead."),
    "no_reason": _("A returned item needs the bank's reason, at most 200 characters."),
}
# Why a payment is held that the bank could not make.
RETURNED_BY_BANK = "returned_by_bank"
HOLDS = {RETURNED_BY_BANK: _("returned by the bank")}
PURPOSES = {"payment": _("payment by the bank"), "overpayment": _("paid and not due")}


def problem_text(problem: AnswerUnreadable) -> str:
    """What is wrong, and in which line where it is one."""
    text = str(PROBLEMS[problem.code])
    if not problem.line:
        return text
    return str(_("Line %(line)s: %(text)s")) % {"line": problem.line, "text": text}
