"""Why a step is not taken: what a clerk can act on, what somebody else did meanwhile, what was sent twice."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Blocked(Exception):
    """The step may not be taken now; `reasons` are sentences a clerk can act on, by code."""

    def __init__(self, *reasons: "Reason"):
        super().__init__(", ".join(reason.code for reason in reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Reason:
    """Why a step is blocked: a stable code, a translatable text, and the field it is about if any."""

    code: str
    text: "StrOrPromise"
    field: str = ""
    # False when the step is not for this case at all; a page then leaves it out instead of saying why not.
    applies: bool = True


class AlreadyMoved(Exception):
    """Somebody changed the case since the page was shown."""

    def __init__(self, case, last_event):
        super().__init__(f"version {case.version}")
        self.case, self.last_event = case, last_event


class OperationMismatch(Exception):
    """The same operation id was sent with another body."""
