"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "open_application": Words(_("New application"), _("Application opened")),
    "submit_application": Words(_("Submit application"), _("Application submitted")),
    "submit_incomplete": Words(_("Submit and issue the one-time notice"), _("Submitted; papers are missing")),
    "discard_draft": Words(_("Discard draft"), _("Draft discarded")),
    "return_for_papers": Words(
        _("Ask for missing papers"), _("Returned for papers"), _("Return and say what is missing")
    ),
    "verify_documents": Words(_("Verify documents"), _("Documents verified"), _("Confirm the verification")),
    "review_second": Words(_("Second review"), _("Second review done"), _("Confirm the second review")),
    "judge_identity": Words(_("Judge who this is"), _("Identity judged"), _("Record the judgment")),
    "enrol": Words(_("Enrol"), _("Enrolled"), _("Record the enrolment")),
    "propose_refusal": Words(_("Propose a refusal"), _("Refusal proposed against the portal's finding")),
    "refuse": Words(_("Refuse"), _("Application refused")),
    "promise_papers": Words(_("Submit with the promise"), _("Papers promised for later")),
    "take_in_promised": Words(_("The paper is here"), _("Promised paper taken in")),
    "see_promise": Words(_("Promise to hand papers in later"), _("The promise was looked at")),
    "withdraw": Words(_("Record withdrawal"), _("Withdrawn by the client")),
}
