"""The steps of a claim as pages: received, returned, supplied, reviewed, approved or refused, withdrawn."""

from casework.evidence.queries import evidence_of
from casework.steps.forms.base import ConfirmForm
from casework.steps.views.steps import StepPage, step_view
from claims.findings.words import told
from claims.reimbursements.forms.deciding import (
    ApproveForm,
    RefuseForm,
    ReturnForm,
    ReviewForm,
    SendBackForm,
    SupplyForm,
)
from claims.reimbursements.queries.claim import claim_of, missing_papers, papers_of, review_of, sent_back_because
from claims.reimbursements.queries.door import only_takes_in
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.queries.settling import Worked, worked_out
from claims.reimbursements.queries.sheet import sheet_of
from claims.reimbursements.rules.coded import grounds_on
from claims.reimbursements.services import posting, receiving, reviewing
from claims.reimbursements.views.claim import findings_for, receipts_shown, review_shown, settlement_shown, shown_of


class _ClaimStep(StepPage):
    """A step that shows the claim, its findings and its settlement beside the form."""

    template = "claims/reimbursements/claim_step.html"

    def context(self):
        claim, on = claim_of(self.case), self.officer.on
        shown = {
            "claim": claim,
            "facts": shown_of(claim, self.officer),
            "total": sheet_of(claim).total,
            "sheet": receipts_shown(claim, self.case, on),
            "findings": findings_for(self.case, self.officer),
            "kept": evidence_of(self.case),
        }
        if only_takes_in(self.officer):
            return shown
        reviewed = self.case.state in ("reviewed", "second_reviewed")
        decided = {
            "sent_back": sent_back_because(self.case),
            "review": review_shown(review_of(claim)) if reviewed else None,
        }
        return shown | decided | settlement_shown(self.case, claim, on)


class SubmitClaim(_ClaimStep):
    form_class, verb = ConfirmForm, "submit_claim"

    def act(self, form, step):
        return receiving.submit_claim(self.case.pk, **step)


class ReturnClaim(StepPage):
    form_class, verb = ReturnForm, "return_claim"

    def form_kwargs(self):
        return {"items": papers_of(self.case, self.officer.on), "on": self.officer.on}

    def initial(self):
        return {"papers": [item.code for item in missing_papers(self.case, self.officer.on)]}

    def act(self, form, step):
        data = form.cleaned_data
        return receiving.return_claim(self.case.pk, data["papers"], data["words"], data["come_back_by"], **step)


class SupplyClaim(StepPage):
    form_class, verb = SupplyForm, "supply_claim"

    def form_kwargs(self):
        return {"earliest": self.case.received_on, "on": self.officer.on}

    def initial(self):
        return {"received_on": self.officer.on}

    def act(self, form, step):
        return receiving.supply_claim(self.case.pk, form.cleaned_data["received_on"], **step)


class WithdrawClaim(StepPage):
    form_class, verb, consequential = ConfirmForm, "withdraw_claim", True

    def act(self, form, step):
        return receiving.withdraw_claim(self.case.pk, **step)


class ReviewClaim(_ClaimStep):
    form_class, verb = ReviewForm, "review_claim"
    template = "claims/reimbursements/review_claim.html"

    def form_kwargs(self):
        on = self.officer.on
        found = [told(one) for one in judged(self.case, on).found]
        return {"findings": found, "grounds": grounds_on(on, self.case.office.place_id)}

    def act(self, form, step):
        return reviewing.review_claim(self.case.pk, form.review(), **step)


class SecondReviewClaim(_ClaimStep):
    form_class, verb = ConfirmForm, "second_review_claim"

    def act(self, form, step):
        return reviewing.second_review_claim(self.case.pk, **step)


class SendBackClaim(_ClaimStep):
    form_class, verb = SendBackForm, "send_back_claim"

    def act(self, form, step):
        return reviewing.send_back_claim(self.case.pk, form.cleaned_data["words"], **step)


class ApproveClaim(_ClaimStep):
    form_class, verb, consequential = ApproveForm, "approve_claim", True

    def initial(self):
        worked = worked_out(self.case, self.officer.on)
        return {"shown": worked.digest if isinstance(worked, Worked) else ""}

    def act(self, form, step):
        return posting.approve_claim(self.case.pk, form.cleaned_data["shown"], **step)


class RefuseClaim(_ClaimStep):
    form_class, verb, consequential = RefuseForm, "refuse_claim", True

    def form_kwargs(self):
        return {"grounds": grounds_on(self.officer.on, self.case.office.place_id)}

    def initial(self):
        review = review_of(claim_of(self.case))
        return {"ground": review.ground, "words": review.words.open_for_work()} if review else {}

    def act(self, form, step):
        return reviewing.refuse_claim(self.case.pk, form.cleaned_data["ground"], form.cleaned_data["words"], **step)


submit_claim = step_view(SubmitClaim)
return_claim = step_view(ReturnClaim)
supply_claim = step_view(SupplyClaim)
withdraw_claim = step_view(WithdrawClaim)
review_claim = step_view(ReviewClaim)
second_review_claim = step_view(SecondReviewClaim)
send_back_claim = step_view(SendBackClaim)
approve_claim = step_view(ApproveClaim)
refuse_claim = step_view(RefuseClaim)
