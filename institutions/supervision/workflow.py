"""The steps of an inspection, from its findings to what follows: nothing does before the institution could reply."""

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move
from casework.engine.refusals import Reason
from casework.engine.table import Step, Workflow
from casework.models import Duty, Evidence
from institutions.supervision import words
from institutions.supervision.models import InspectionFinding
from institutions.supervision.states import FINAL, INSPECTION_KIND, INSPECTION_STEPS, InspectionState

KIND = INSPECTION_KIND
# The code of the order among the papers of an inspection (reference/checklists.toml).
ORDER_ITEM = "administrative_order"
MAKER, CHECKER = Duty.Kind.MAKER, Duty.Kind.CHECKER


def not_begun_by_herself(move: Move) -> list[Reason]:
    """Maker and checker differ: who began it or wrote down a finding of it does not decide on it."""
    own = move.by.user.pk in {move.case.opened_by_id, *_writers(move)}
    return [Reason("own_inspection", words.OWN_INSPECTION)] if own else []


def order_not_entered_by_herself(move: Move) -> list[Reason]:
    """Who entered the order does not confirm it."""
    own = move.case.inspection.order_entered_by_id == move.by.user.pk
    return [Reason("own_order", words.OWN_ORDER)] if own else []


def _writers(move: Move) -> set:
    """Who wrote a finding down, struck or not: asked once for a case in hand. A step reads its case anew."""
    kept = move.case.__dict__
    if "_writers" not in kept:
        rows = InspectionFinding.objects.filter(case=move.case).order_by()
        kept["_stands"] = rows.filter(struck=None).exists()
        kept["_writers"] = set(rows.values_list("written_by", flat=True).distinct())
    return kept["_writers"]


def _stands(move: Move) -> bool:
    """Whether a finding stands that nobody struck: asked with the writers."""
    _writers(move)
    return move.case.__dict__["_stands"]


def has_findings(move: Move) -> list[Reason]:
    """Something was found, and not all of it was struck."""
    return [] if _stands(move) else [Reason("no_finding", words.NO_FINDING)]


def has_no_findings(move: Move) -> list[Reason]:
    """What was found is told, never dropped; what was struck is neither."""
    return [Reason("has_findings", words.HAS_FINDINGS)] if _stands(move) else []


def nothing_was_written(move: Move) -> list[Reason]:
    """Nobody drops alone what was found: where a finding was struck, a second person ends the inspection."""
    return [Reason("was_found", words.WAS_FOUND)] if _writers(move) and not _stands(move) else []


def heard(move: Move) -> list[Reason]:
    """The institution has replied, or the days for it have run (Order 735, article 31)."""
    row = move.case.inspection
    if row.replied_on is not None or (row.reply_by is not None and move.on > row.reply_by):
        return []
    return [Reason("not_heard", words.NOT_HEARD % {"day": row.reply_by})]


def order_is_on_file(move: Move) -> list[Reason]:
    """A scan of the order itself lies with the case, and nobody took it back: no other paper stands for it."""
    there = Evidence.objects.filter(case=move.case, item=ORDER_ITEM, withdrawn_at=None).exists()
    return [] if there else [Reason("no_scan", words.NO_SCAN)]


STEPS = {
    "end_inspection": (CHECKER, (not_begun_by_herself, has_no_findings)),
    "tell_findings": (MAKER, (has_findings,)),
    "take_reply": (MAKER, ()),
    "ask_rectification": (MAKER, (heard, has_findings)),
    "confirm_rectified": (CHECKER, (not_begun_by_herself,)),
    "hand_over_breach": (CHECKER, (not_begun_by_herself, heard, has_findings)),
    "enter_order": (MAKER, ()),
    "return_order": (CHECKER, (order_not_entered_by_herself,)),
    "confirm_order": (CHECKER, (order_not_entered_by_herself, order_is_on_file)),
    "drop_breach": (CHECKER, (not_begun_by_herself,)),
    "withdraw_inspection": (MAKER, (has_no_findings, nothing_was_written)),
}

WORKFLOW = Workflow(
    kind=KIND,
    code="IN",
    name=_("inspection of an institution"),
    states=dict(InspectionState.choices),
    initial=InspectionState.INSPECTING,
    final=frozenset(FINAL),
    steps=tuple(
        Step(verb=verb, sources=sources, target=target, duty=STEPS[verb][0], guards=STEPS[verb][1])
        for verb, sources, target in INSPECTION_STEPS
    ),
    waits_for={
        "inspecting": "office",
        "told": "client",
        "replied": "office",
        "rectifying": "client",
        "handed_over": "client",
        "order_entered": "office",
    },
    url_name="see_case",
    side_verbs=frozenset({"withdraw_inspection", "return_order", "drop_breach", "end_inspection", "hand_over_breach"}),
    failed=frozenset({"withdrawn", "no_order"}),
)
