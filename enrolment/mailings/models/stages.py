"""The words for the stages of a hire's clock, as choices of the tables that name one."""

from django.utils.translation import gettext_lazy as _

from enrolment.mailings.rules.notice_stages import STAGES

STAGE_WORDS = {
    "reminder_10": _("first reminder"),
    "reminder_3": _("second reminder"),
    "reminder_0": _("reminder on the last day"),
    "overdue": _("notice that the date has passed"),
    "escalation": _("escalation to the supervisor"),
}
STAGE_CHOICES = [(stage, STAGE_WORDS[stage]) for stage in STAGES]
