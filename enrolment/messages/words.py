"""What people are told, in words."""

from django.utils.translation import gettext_lazy as _

# Stands where other messages name their clock.
CODE, STAGE = "enrolment.person_messages", "to_person"
LABEL = _("messages to people")
ABOUT_HER = _("messages about the insurance")
STAGES = {
    "answer_given": _("an answer was given"),
    "papers_missing": _("papers are missing"),
    "recheck": _("residence is asked about"),
    "window_opens": _("the period for paying opens"),
    "window_closes": _("the period for paying closes"),
    "cover_ending": _("the enrolment ends"),
    "document_first": _("a document runs out"),
    "document_second": _("a document runs out very soon"),
}
