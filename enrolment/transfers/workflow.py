"""The steps of a request that another office hand over a person's file."""

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move
from casework.engine.refusals import Reason
from casework.engine.table import Workflow, steps_of
from casework.models import CaseFile, Duty
from enrolment.transfers.rules.transfer_answer import RULE_ID
from enrolment.transfers.states import TRANSFER_KIND, TRANSFER_STEPS, TransferState

KIND = TRANSFER_KIND


def decided_by_holding_office(move: Move) -> list[Reason]:
    """Only the office that holds the file hands it over."""
    if not move.case.counterpart_office.path.startswith(move.by.office.path):
        return [Reason("not_holding_office", _("The office that holds the file decides on this request."))]
    return []


def no_open_case(move: Move) -> list[Reason]:
    """A file with an open case is not handed over in the middle of it."""
    if has_open_case(move.case):
        return [Reason("open_case", _("A case of this person is still open at this office. Finish it first."))]
    return []


def has_open_case(case: CaseFile) -> bool:
    """Whether the office that holds the file still works on another case of the person."""
    open_cases = CaseFile.objects.filter(subject=case.subject, is_open=True, office=case.counterpart_office)
    return open_cases.exclude(pk=case.pk).exists()


GUARDS = {
    "accept_transfer": (decided_by_holding_office, no_open_case),
    "decline_transfer": (decided_by_holding_office,),
}
DUTIES = {"accept_transfer": Duty.Kind.CHECKER, "decline_transfer": Duty.Kind.CHECKER}

WORKFLOW = Workflow(
    kind=KIND,
    code="TR",
    name=_("transfer request"),
    states=dict(TransferState.choices),
    initial=TransferState.REQUESTED,
    final=frozenset({"accepted", "declined", "withdrawn"}),
    steps=steps_of(TRANSFER_STEPS, duties=DUTIES, guards=GUARDS),
    waits_for={"requested": "office"},
    url_name="see_case",
    limit=RULE_ID,
    side_verbs=frozenset({"withdraw_transfer", "decline_transfer"}),
    failed=frozenset({"declined", "withdrawn"}),
)
