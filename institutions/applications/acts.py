"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "apply_designation": Words(_("Apply for designation"), _("Application for designation received")),
    "check_conditions": Words(_("Check the conditions"), _("Conditions checked")),
    "ask_supplement": Words(_("Ask once for what is missing"), _("Missing papers asked for")),
    "receive_supplement": Words(_("Papers have come"), _("Missing papers received")),
    "accept_designation": Words(_("Accept the application"), _("Application for designation accepted")),
    "refuse_designation": Words(_("Do not accept"), _("Application for designation not accepted")),
    "score_designation": Words(_("Enter a score sheet"), _("Score sheet entered")),
    "pass_evaluation": Words(_("Passed: publish"), _("Evaluation passed, publication begun")),
    "fail_evaluation": Words(_("Not passed"), _("Evaluation not passed")),
    "fail_again": Words(_("Not passed a second time"), _("Evaluation not passed a second time")),
    "repeat_evaluation": Words(_("Evaluate again"), _("Second evaluation begun")),
    "draw_agreement": Words(_("Draw up the agreement"), _("Agreement drawn up")),
    "return_agreement": Words(_("Return the draft of the agreement"), _("Draft of the agreement returned")),
    "sign_agreement": Words(_("Sign the agreement"), _("Agreement signed")),
    "withdraw_designation": Words(_("Withdrawn by the applicant"), _("Application for designation withdrawn")),
}
