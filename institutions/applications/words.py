"""Sentences of applications for designation."""

from django.utils.translation import gettext_lazy as _

OWN_APPLICATION = _(
    "You took this application in, looked at a condition of it or entered points. A colleague must decide on it."
)
UNCHECKED = _("%(number)s conditions have not been looked at or are not met.")
ASKED_ONCE = _("What was missing was asked for already; it is asked for once.")
NOT_ENOUGH = _("%(members)s whole score sheets are needed; there are %(whole)s.")
NOT_WHOLE = _("The sheet of %(member)s is not whole.")
BELOW_MARK = _("The mean of %(mean)s lies below the pass mark of %(mark)s.")
ABOVE_MARK = _("The mean of %(mean)s reaches the pass mark of %(mark)s.")
SECOND_ROUND = _("This is the second evaluation: record that it was not passed a second time.")
FIRST_ROUND = _("This is the first evaluation: it may be repeated once.")
STILL_PUBLISHED = _("It is published until %(day)s. Draw the agreement up after that.")
TOO_EARLY = _("A second evaluation may begin on %(day)s at the earliest.")
BARRED = _("After two failed evaluations no application is taken before %(day)s.")
UNDER_WAY = _("An application of this institution is under way already.")
IN_FORCE = _("An agreement is in force or signed already. Renew it instead.")
TOO_YOUNG = _("The institution has operated for less than three months; it may apply from %(day)s on.")
LICENCE_OUT = _("Its licence has run out.")
WRONG_SERVICE = _("A service does not go with this kind of institution.")
TERM_TOO_LONG = _("An agreement is signed for a year: until %(day)s at the longest.")
NO_REASON = _("Say why, so that the institution can act on it.")
NOT_AN_ITEM = _("Give each item its points, from 0 to its most.")
SHEET_THERE = _("The sheet of this member is entered already.")
STARTS_BEFORE = _("The first day lies before today. An agreement is not signed for days that have passed.")
NOT_DRAWN_UP = _("No agreement is drawn up yet.")
