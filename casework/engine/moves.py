"""One move of a case, as guards and effects see it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CaseFile
from casework.engine.refusals import Reason
from casework.engine.table import Step
from casework.staff.officer import Officer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, kw_only=True)
class Move:
    """What the caller's `effect` gets: the locked case, the step, and who takes it on which day."""

    case: CaseFile
    step: Step
    by: Officer
    on: date
    facts: dict = field(default_factory=dict)


OTHER_DUTY = _("You already hold another duty on this case. A colleague must take this step: maker and checker differ.")


def why_not(step: Step, case: CaseFile, by: Officer, held: str | None) -> Reason | None:
    """Why this officer cannot take a step now: the first reason, or None when she can. `held` is her duty."""
    if step.duty and held and held != step.duty:
        return Reason("other_duty", OTHER_DUTY)
    move = Move(case=case, step=step, by=by, on=by.on)
    return next((reason for guard in step.guards for reason in guard(move)), None)


def by_another(code: str, words: "StrOrPromise") -> Callable[[Move], list[Reason]]:
    """The guard of a step that whoever opened the case must leave to a colleague: the reason it gives, in words."""

    # By this name the table of workflows tells of it.
    def not_by_whoever_opened_it(move: Move) -> list[Reason]:
        return [Reason(code, words)] if move.case.opened_by_id == move.by.user.pk else []

    return not_by_whoever_opened_it
