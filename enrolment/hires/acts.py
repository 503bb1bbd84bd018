"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "follow_succession": Words(_("Goes to the successor"), _("Employer merged or split: gone over to its successor")),
    "report_hire": Words(_("Report a hire"), _("Hire reported")),
    "correct_start": Words(_("Correct the start"), _("Start corrected, dates computed anew")),
    "record_leaving": Words(_("Record leaving"), _("Leaving recorded"), _("Record that the employee left")),
    "propose_correction": Words(_("Propose a correction"), _("Correction proposed that takes a lateness away")),
    "confirm_correction": Words(_("Confirm the correction"), _("Correction confirmed, dates computed anew")),
    "confirm_leaving": Words(_("Confirm the leaving"), _("Leaving confirmed by a second person")),
    "propose_finding": Words(_("Propose a finding"), _("Finding proposed")),
    "confirm_finding": Words(_("Confirm the finding"), _("Finding confirmed: no duty existed")),
    "reject_finding": Words(_("Reject the finding"), _("Finding rejected, the clock runs on")),
    "follow_application": Words(_("Application received"), _("Application for this hire received")),
    "follow_enrolment": Words(_("Enrolled"), _("Hire registered by the enrolment")),
    "reopen_hire": Words(_("Reopen"), _("Application ended without enrolment, the clock runs on")),
    "give_lateness_reason": Words(
        _("Give the reason of lateness"), _("Reason of lateness recorded"), _("Record the reason")
    ),
    "issue_order": Words(_("Order to correct"), _("Order to correct issued"), _("Issue the order")),
    "export_board": Words(_("Download"), _("Board of hires downloaded")),
}
