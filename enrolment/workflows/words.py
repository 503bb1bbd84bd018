"""The words for enrolment's verbs: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.workflows.words import Words

WORDS = {
    "open_application": Words(_("New application"), _("Application opened")),
    "submit_application": Words(_("Submit application"), _("Application submitted")),
    "discard_draft": Words(_("Discard draft"), _("Draft discarded")),
    "return_for_papers": Words(_("Return for papers"), _("Returned for papers")),
    "verify_documents": Words(_("Verify documents"), _("Documents verified")),
    "review_second": Words(_("Second review"), _("Second review done")),
    "enrol": Words(_("Enrol"), _("Enrolled")),
    "refuse": Words(_("Refuse"), _("Application refused")),
    "withdraw": Words(_("Record withdrawal"), _("Withdrawn by the client")),
    "open_activation": Words(_("Activate the insurance code"), _("Activation opened")),
    "check_identity": Words(_("Check identity"), _("Identity checked")),
    "activate_code": Words(_("Record activation"), _("Insurance code activated")),
    "fail_activation": Words(_("Record a failure"), _("Activation failed")),
    "retry_activation": Words(_("Try again"), _("Activation tried again")),
    "close_activation": Words(_("Close without activation"), _("Closed without activation")),
    "record_authority": Words(_("Record an agent's authority"), _("Agent's authority recorded")),
    "open_transfer": Words(_("Ask for a transfer"), _("Transfer asked for")),
    "accept_transfer": Words(_("Hand the file over"), _("File handed over")),
    "decline_transfer": Words(_("Decline"), _("Transfer declined")),
    "withdraw_transfer": Words(_("Withdraw the request"), _("Transfer request withdrawn")),
    "register_person": Words(_("Register"), _("Person registered")),
    "correct_person": Words(_("Correct"), _("Personal details corrected")),
    "add_document": Words(_("Add a document"), _("Identity document added")),
    "register_employer": Words(_("Register the employer"), _("Employer registered")),
    "look_up_identity": Words(_("Look up"), _("Looked up by exact document number")),
}
