"""The page of a second reading, and its steps: blind until it is given."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from casework.case_pages.views import Press
from casework.engine.words import words_for
from casework.evidence.queries import evidence_of
from casework.models import CaseFile
from casework.staff.officer import Officer
from casework.steps.forms.base import ConfirmForm
from casework.steps.views.access import needs
from casework.steps.views.steps import StepPage, step_view
from claims.findings.words import TEXTS, from_kept, told
from claims.reimbursements.choices import Advice
from claims.reimbursements.forms.deciding import ReviewForm
from claims.reimbursements.queries.claim import claim_of, review_of
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.queries.sheet import sheet_of
from claims.reimbursements.rules.coded import grounds_on
from claims.reimbursements.states import POSTED_IN
from claims.reimbursements.views.claim import receipts_shown, review_shown, shown_of
from claims.reimbursements.words import ground_words
from claims.samples.forms import ConcludeForm, ReadSettlementForm
from claims.samples.models import AskedAfterwards, SecondReading
from claims.samples.queries.asked import answers_of, asked_of
from claims.samples.queries.readings import case_read, claim_read, is_being_read, person_read, reading_of, result_read
from claims.samples.queries.settlements import care_read, left_out_of, lines_read, reads_blind
from claims.samples.services import sampling
from claims.samples.states import GIVEN_IN, Conclusion
from claims.samples.words import stratum_words
from enrolment.activation.queries.identity_bar import identity_bar


def reading_page(request, case: CaseFile):
    """What the page of a reading shows of its own: nothing of the claim before it is taken, of its decision before it is given,
    nor to whoever reads the claim for another sample."""
    row, officer = reading_of(case), request.officer
    context = {
        "reading": row,
        "stratum": stratum_words(row.stratum),
        "bar": identity_bar(person_read(row), officer),
        "may_reverse": row.conclusion == "reverse" and officer.may("open_reversal"),
    } | ({} if _is_blind(row, officer) else both_shown(row))
    asked = asked_of(row)
    context["asked"] = [
        {"row": one, "answers": answers_of(one), "words": one.words.open_for_work() if one.answered_on else ""}
        for one in asked
    ]
    presses = [_press(_asking(asked), case.pk)] if officer.may(_asking(asked)) else []
    if row.claim is None:
        presses = [*_recovering(row, officer), *presses]
    elif context["may_reverse"] and row.claim.state in POSTED_IN:
        presses = [_press("open_reversal", row.claim.pk), *presses]
    return "claims/samples/reading.html", context | {"further": tuple(presses)}


def _is_blind(row: SecondReading, officer: Officer) -> bool:
    """Whether she reads the same for another sample and must not know yet."""
    if row.claim is None:
        return reads_blind(case_read(row).pk, officer.user)
    return is_being_read(row.claim.case, officer)


def _recovering(row: SecondReading, officer: Officer) -> list[Press]:
    """What was concluded not to be due leads to a notice that is filled in with it."""
    if row.conclusion != Conclusion.RECOVER or not officer.may("open_clawback"):
        return []
    url = f"{reverse('open_clawback', args=[case_read(row).pk])}?reading={row.pk}"
    return [Press(label=words_for("open_clawback").act, url=url)]


def _asking(asked: Sequence[AskedAfterwards]) -> str:
    """What may be done about asking her: record what she answers, once she was asked."""
    return "record_afterwards" if any(one.answered_on is None for one in asked) else "ask_afterwards"


def _press(verb: str, key: UUID) -> Press:
    return Press(label=words_for(verb).act, url=reverse(verb, args=[key]))


def both_shown(row: SecondReading) -> dict[str, Any]:
    """Both readings side by side, once the second is given. Two queries."""
    if row.state not in GIVEN_IN:
        return {}
    second = {
        "advice": row.get_advice_display(),
        "ground": ground_words(row.ground) if row.ground else "",
        "words": row.words.open_for_work(),
        "reasons": [one["reason"] for one in row.rulings],
    }
    shown: dict[str, Any] = {"second": second}
    if row.claim is None:
        shown["lines"] = lines_shown(row)
    else:
        shown["first"] = review_shown(review_of(claim_of(row.claim.case)))
    if row.state == "concluded":
        shown |= {"reply": row.reply.open_for_work(), "why": row.why.open_for_work()}
    return shown


def lines_shown(row: SecondReading) -> list[dict]:
    """The lines of a settlement with what was left out of them when it was posted, and by this reading."""
    first, second = left_out_of(row), {one["key"] for one in row.rulings}
    pays = row.advice != Advice.REFUSE
    return [
        {"line": line, "first": number not in first, "second": pays and number not in second}
        for number, line in lines_read(row).items()
    ]


class TakeReading(StepPage):
    form_class, verb = ConfirmForm, "take_reading"

    def act(self, form, step):
        return sampling.take_reading(self.case.pk, **step)


class FreeReading(StepPage):
    form_class, verb = ConfirmForm, "free_reading"

    def act(self, form, step):
        return sampling.free_reading(self.case.pk, **step)


def _found(row: SecondReading) -> list:
    """What was found of a settlement by the checks of claims, as the first look had it; not what was done with it."""
    known = [one for one in row.result.findings if one["code"] in TEXTS] if row.result is not None else []
    return [told(from_kept({**one, "receipt": 0, "lines": ()})) for one in known]


class GiveSettlementReading(StepPage):
    """Of a settlement of a month: its lines and what was found, nothing of what it came to."""

    form_class, verb = ReadSettlementForm, "give_reading"
    template = "claims/samples/give_settlement_reading.html"

    def form_kwargs(self):
        return {"lines": lines_read(reading_of(self.case)).values()}

    def context(self):
        row = reading_of(self.case)
        care = care_read(row)
        return {
            "care": care,
            "institution": result_read(row).run.month.institution,
            "lines": lines_read(row).values(),
            "found": _found(row),
        }

    def act(self, form, step):
        return sampling.give_settlement_reading(self.case.pk, form.read(), **step)


class GiveReading(StepPage):
    form_class, verb = ReviewForm, "give_reading"
    template = "claims/samples/give_reading.html"

    @property
    def findings(self) -> list:
        return [told(one) for one in judged(claim_read(reading_of(self.case)).case, self.officer.on).found]

    def form_kwargs(self):
        return {"findings": self.findings, "grounds": grounds_on(self.officer.on, self.case.office.place_id)}

    def context(self):
        claim_case = claim_read(reading_of(self.case)).case
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

    def form_kwargs(self):
        return {"row": reading_of(self.case)}

    def context(self):
        row = reading_of(self.case)
        return {"reading": row} | both_shown(row)

    def act(self, form, step):
        return sampling.conclude_reading(self.case.pk, form.concluded(), **step)


take_reading = step_view(TakeReading)
free_reading = step_view(FreeReading)


@needs("give_reading")
def give_reading(request, case_id):
    """Of a claim by the form of its review, of a settlement of a month by its lines."""
    of_month = SecondReading.objects.filter(pk=case_id, claim=None).exists()
    page = GiveSettlementReading if of_month else GiveReading
    return page(request, case_id).respond()


conclude_reading = step_view(ConcludeReading)
