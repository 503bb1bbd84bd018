"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_register_reports": Words(_("Reports of registers"), _("Reports of registers were looked at")),
    "answer_register_report": Words(_("Answer the report"), _("Report of a register answered")),
    "follow_death_report": Words(_("Record the death"), _("Death recorded after a report of the register")),
    "follow_birth_report": Words(
        _("Enrol the child"), _("Application of a child begun after a report of the register")
    ),
    "report_of_register": Words(_("Report of a register"), _("A register reported a birth or a death")),
    "check_reports": Words(_("Check a file of the register"), _("File of the register checked")),
    "confirm_reports": Words(_("Enter the reports"), _("File of the register confirmed")),
    "discard_reports": Words(_("Discard the file of the register"), _("File of the register discarded")),
    "finish_reports": Words(_("Finish"), _("Reports of the register entered")),
}
