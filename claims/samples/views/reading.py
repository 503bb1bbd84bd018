"""The page of a second reading, and its steps: blind until it is given."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from casework.case_pages.views import Press
from casework.engine.words import words_for
from casework.evidence.queries import evidence_of
from casework.models import CaseFile
from casework.steps.forms.base import ConfirmForm
from casework.steps.views.steps import StepPage, step_view
from claims.findings.words import told
from claims.reimbursements.forms.deciding import ReviewForm
from claims.reimbursements.queries.claim import claim_of, review_of
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.queries.sheet import sheet_of
from claims.reimbursements.rules.coded import grounds_on
from claims.reimbursements.states import POSTED_IN
from claims.reimbursements.views.claim import receipts_shown, review_shown, shown_of
from claims.reimbursements.words import ground_words
from claims.samples.forms import ConcludeForm
from claims.samples.models import AskedAfterwards, SecondReading
from claims.samples.queries.asked import answers_of, asked_of
from claims.samples.queries.readings import is_being_read, reading_of
from claims.samples.services import sampling
from claims.samples.states import GIVEN_IN
from claims.samples.words import stratum_words
from enrolment.activation.queries.identity_bar import identity_bar


def reading_page(request, case: CaseFile):
    """What the page of a reading shows of its own: nothing of the claim before it is taken, of its decision before it is given,
    nor to whoever reads the claim for another sample."""
    row, officer = reading_of(case), request.officer
    context = {
        "reading": row,
        "stratum": stratum_words(row.stratum),
        "bar": identity_bar(row.claim.person, officer),
        "may_reverse": row.conclusion == "reverse" and officer.may("open_reversal"),
    } | ({} if is_being_read(row.claim.case, officer) else both_shown(row))
    asked = asked_of(row)
    context["asked"] = [
        {"row": one, "answers": answers_of(one), "words": one.words.open_for_work() if one.answered_on else ""}
        for one in asked
    ]
    presses = [_press(_asking(asked), case.pk)] if officer.may(_asking(asked)) else []
    if context["may_reverse"] and row.claim.state in POSTED_IN:
        presses = [_press("open_reversal", row.claim_id), *presses]
    return "claims/samples/reading.html", context | {"further": tuple(presses)}


def _asking(asked: Sequence[AskedAfterwards]) -> str:
    """What may be done about asking her: record what she answers, once she was asked."""
    return "record_afterwards" if any(one.answered_on is None for one in asked) else "ask_afterwards"


def _press(verb: str, key: UUID) -> Press:
    return Press(label=words_for(verb).act, url=reverse(verb, args=[key]))


def both_shown(row: SecondReading) -> dict:
    """Both readings side by side, once the second is given. Two queries."""
    if row.state not in GIVEN_IN:
        return {}
    second = {
        "advice": row.get_advice_display(),
        "ground": ground_words(row.ground) if row.ground else "",
        "words": row.words.open_for_work(),
        "reasons": [one["reason"] for one in row.rulings],
    }
    shown = {"second": second, "first": review_shown(review_of(claim_of(row.claim.case)))}
    if row.state == "concluded":
        shown |= {"reply": row.reply.open_for_work(), "why": row.why.open_for_work()}
    return shown


class TakeReading(StepPage):
    form_class, verb = ConfirmForm, "take_reading"

    def act(self, form, step):
        return sampling.take_reading(self.case.pk, **step)


class GiveReading(StepPage):
    form_class, verb = ReviewForm, "give_reading"
    template = "claims/samples/give_reading.html"

    @property
    def findings(self) -> list:
        return [told(one) for one in judged(reading_of(self.case).claim.case, self.officer.on).found]

    def form_kwargs(self):
        return {"findings": self.findings, "grounds": grounds_on(self.officer.on, self.case.office.place_id)}

    def context(self):
        claim_case = reading_of(self.case).claim.case
        claim = claim_of(claim_case)
        return {
            "claim": claim,
            "facts": shown_of(claim),
            "total": sheet_of(claim).total,
            "sheet": receipts_shown(claim, claim_case, self.officer.on),
            "findings": self.findings,
            "kept": evidence_of(claim_case),
        }

    def act(self, form, step):
        return sampling.give_reading(self.case.pk, form.review(), **step)


class ConcludeReading(StepPage):
    form_class, verb, consequential = ConcludeForm, "conclude_reading", True
    template = "claims/samples/conclude.html"

    def context(self):
        row = reading_of(self.case)
        return {"reading": row} | both_shown(row)

    def act(self, form, step):
        return sampling.conclude_reading(self.case.pk, form.concluded(), **step)


take_reading = step_view(TakeReading)
give_reading = step_view(GiveReading)
conclude_reading = step_view(ConcludeReading)
