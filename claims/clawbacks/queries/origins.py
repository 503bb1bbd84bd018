"""The kinds of case below this room that may find that an institution was paid wrongly."""

from uuid import UUID

from casework.models import CaseFile
from claims.clawbacks.table import register_origin
from claims.reversals.models import Reversal
from claims.reversals.states import REVERSAL_KIND
from claims.samples.models import SecondReading
from claims.samples.states import READING_KIND, Conclusion
from institutions.supervision.models import Inspection
from institutions.supervision.states import INSPECTION_KIND

# Nothing was told to the institution, or there was nothing.
NOTHING_FOUND = ("inspecting", "clean", "withdrawn")


def _inspected(case: CaseFile) -> UUID | None:
    rows = Inspection.objects.filter(case=case).exclude(state__in=NOTHING_FOUND)
    return rows.values_list("institution", flat=True).first()


def _reversed(case: CaseFile) -> UUID | None:
    rows = Reversal.objects.filter(case=case, state="confirmed")
    return rows.values_list("claim__institution", flat=True).first()


def _read_again(case: CaseFile) -> UUID | None:
    rows = SecondReading.objects.filter(case=case, conclusion=Conclusion.RECOVER)
    return rows.values_list("result__run__month__institution", flat=True).first()


def register() -> None:
    """Called once, when the app is ready."""
    register_origin(INSPECTION_KIND, _inspected)
    register_origin(REVERSAL_KIND, _reversed)
    register_origin(READING_KIND, _read_again)
