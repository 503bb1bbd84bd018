"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_institution_staff": Words(_("See the staff"), _("Staff of the institution looked at")),
    "register_institution_staff": Words(_("Register a member of the staff"), _("Member of the staff registered")),
    "end_staff_post": Words(_("End the post"), _("Post of a member of the staff ended")),
    "ask_staff_points": Words(_("Propose points"), _("Points, an objection to them or the right name entered")),
    "record_staff_points": Words(_("Confirm it"), _("Decision on a qualification recorded")),
    "decline_staff_points": Words(_("Decline it"), _("Decision on a qualification declined")),
    "withdraw_staff_points": Words(_("Take it back"), _("Proposal on a qualification taken back")),
}
