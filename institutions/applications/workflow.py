"""The steps of an application for designation, from its conditions to the signed agreement.

No guard asks who owns the institution: those with capital from Taiwan go exactly the same way."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from casework.clocks.queries import calendar_for, due_from, plain_from
from casework.engine.moves import Move
from casework.engine.refusals import Reason
from casework.engine.table import Step, Workflow
from casework.models import Duty
from institutions.applications import words
from institutions.applications.models import ConditionCheck, PanelScore
from institutions.applications.queries.evaluation import conditions_of, standing_of
from institutions.applications.states import DESIGNATION_KIND, DESIGNATION_STEPS, DesignationState
from institutions.designation.rules.limits import EVALUATION, PUBLICATION, REEVALUATION

KIND = DESIGNATION_KIND
ONE_DAY = timedelta(days=1)
MAKER, CHECKER = Duty.Kind.MAKER, Duty.Kind.CHECKER


def not_taken_in_by_herself(move: Move) -> list[Reason]:
    """Maker and checker differ: who took it in, looked at a condition or entered a sheet of points does not decide on it."""
    if move.by.user.pk in {move.case.opened_by_id, *_entered_by(move)}:
        return [Reason("own_application", words.OWN_APPLICATION)]
    return []


def _entered_by(move: Move) -> set:
    """Who wrote what the decision rests on: asked once for a case in hand. A step reads its case anew."""
    kept = move.case.__dict__
    if "_entered_by" not in kept:
        checks = ConditionCheck.objects.filter(case=move.case).order_by().values_list("checked_by")
        sheets = PanelScore.objects.filter(case=move.case).order_by().values_list("entered_by")
        kept["_entered_by"] = {key for (key,) in checks.union(sheets)}
    return kept["_entered_by"]


def asked_once(move: Move) -> list[Reason]:
    """What is missing is said once."""
    if move.case.designation_application.asked_on is not None:
        return [Reason("asked_once", words.ASKED_ONCE)]
    return []


def conditions_are_met(move: Move) -> list[Reason]:
    """Each condition was looked at and is met."""
    open_ones = [one for one in conditions_of(move.case.designation_application) if not one.met]
    if open_ones:
        return [Reason("conditions_open", words.UNCHECKED % {"number": len(open_ones)})]
    return []


def sheets_are_whole(move: Move) -> list[Reason]:
    """Enough members have scored every item."""
    standing = standing_of(move.case.designation_application, move.on)
    reasons = [Reason("sheet_not_whole", words.NOT_WHOLE % {"member": member}) for member in standing.result.partial]
    if len(standing.result.whole) < standing.members:
        numbers = {"members": standing.members, "whole": len(standing.result.whole)}
        reasons.append(Reason("too_few_sheets", words.NOT_ENOUGH % numbers))
    return reasons


def sheets_say_passed(move: Move) -> list[Reason]:
    """The mean reaches the mark."""
    standing = standing_of(move.case.designation_application, move.on)
    if standing.enough and not standing.passed:
        numbers = {"mean": standing.result.mean, "mark": standing.pass_mark}
        return [Reason("below_mark", words.BELOW_MARK % numbers)]
    return []


def sheets_say_failed(move: Move) -> list[Reason]:
    """The mean does not reach the mark: whoever passed is not turned away."""
    standing = standing_of(move.case.designation_application, move.on)
    if standing.passed:
        numbers = {"mean": standing.result.mean, "mark": standing.pass_mark}
        return [Reason("above_mark", words.ABOVE_MARK % numbers)]
    return []


def first_round(move: Move) -> list[Reason]:
    """A first failure leaves a second evaluation."""
    second = move.case.designation_application.round == 2
    return [Reason("second_round", words.SECOND_ROUND)] if second else []


def second_round(move: Move) -> list[Reason]:
    """Only a second failure ends it."""
    first = move.case.designation_application.round == 1
    return [Reason("first_round", words.FIRST_ROUND)] if first else []


def rectified_long_enough(move: Move) -> list[Reason]:
    """Three months to put right what failed, to the end of the last day."""
    application = move.case.designation_application
    failed_on, place = application.evaluated_on or move.on, application.institution.place_id[:6]
    day = plain_from(REEVALUATION, failed_on, place=place) + ONE_DAY
    return [Reason("too_early", words.TOO_EARLY % {"day": day})] if move.on < day else []


def published_long_enough(move: Move) -> list[Reason]:
    """The days of the publication have run."""
    application = move.case.designation_application
    began, place = application.published_on or move.on, application.institution.place_id[:6]
    day = due_from(PUBLICATION, began, place=place, calendar=calendar_for(move.case)).legal_on
    return [Reason("still_published", words.STILL_PUBLISHED % {"day": day})] if move.on <= day else []


STEPS = {
    "ask_supplement": (MAKER, (asked_once,)),
    "receive_supplement": (MAKER, ()),
    "accept_designation": (MAKER, (conditions_are_met,)),
    "refuse_designation": (CHECKER, (not_taken_in_by_herself,)),
    "pass_evaluation": (CHECKER, (not_taken_in_by_herself, sheets_are_whole, sheets_say_passed)),
    "fail_evaluation": (CHECKER, (not_taken_in_by_herself, first_round, sheets_are_whole, sheets_say_failed)),
    "fail_again": (CHECKER, (not_taken_in_by_herself, second_round, sheets_are_whole, sheets_say_failed)),
    "repeat_evaluation": (MAKER, (rectified_long_enough,)),
    "draw_agreement": (MAKER, (published_long_enough,)),
    "return_agreement": (CHECKER, (not_taken_in_by_herself,)),
    "sign_agreement": (CHECKER, (not_taken_in_by_herself,)),
    "withdraw_designation": (MAKER, ()),
}

WORKFLOW = Workflow(
    kind=KIND,
    code="DA",
    name=_("application for designation"),
    states=dict(DesignationState.choices),
    initial=DesignationState.RECEIVED,
    final=frozenset({"signed", "failed", "refused", "withdrawn"}),
    steps=tuple(
        Step(verb=verb, sources=sources, target=target, duty=STEPS[verb][0], guards=STEPS[verb][1])
        for verb, sources, target in DESIGNATION_STEPS
    ),
    waits_for={
        "received": "office",
        "supplementing": "client",
        "evaluating": "office",
        "published": "office",
        "drawn_up": "office",
        "failed_once": "client",
    },
    url_name="see_case",
    limit=EVALUATION,
    side_verbs=frozenset(
        {
            "refuse_designation",
            "fail_evaluation",
            "fail_again",
            "withdraw_designation",
            "return_agreement",
            "ask_supplement",
        }
    ),
    failed=frozenset({"failed", "refused", "withdrawn"}),
)
