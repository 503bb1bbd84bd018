"""Words of the staff's qualification: what stands against a decision, the states of a day, what is wrong with a code."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from institutions.staff_qualification.choices import StaffAct

AGAINST: dict[str, Promise] = {
    "in_the_future": _("This day is in the future."),
    "before_the_post": _("On this day the person was not yet registered here (from %(post)s on)."),
    "basis_later": _("Points follow a penalty or measure against the institution: its day is not after theirs."),
    "given_already": _("Points stand for this act by this penalty or measure already."),
    "months_missing": _(
        "With these points the year comes to %(total)s: say for how many months the qualification is suspended."
    ),
    "months_not_asked": _(
        "With these points the year comes to %(total)s: no suspension goes with it. Leave this empty."
    ),
    "months_out_of_range": _("A suspension lasts from %(least)s to %(most)s months."),
    "given_elsewhere": _("These points were given at another institution: its own office takes the objection."),
    "not_standing": _("These points stand no more."),
    "too_late": _("An objection is taken until %(by)s."),
    "before_it_was_told": _("On this day the points had not been told (%(told)s)."),
    "name_as_it_stands": _("The name stands like this already."),
    "name_changed_since": _("The name was corrected meanwhile. Decline this and enter it anew."),
}
STATES: dict[str, Promise] = {
    "qualified": _("qualified"),
    "suspended": _("qualification suspended"),
    "ended": _("qualification ended"),
    "not_registered": _("not registered on this day"),
}
PROBLEMS: dict[str, Promise] = {
    "empty": _("Enter the code."),
    "wrong_letters": _(
        "A physician's code begins with D, a nurse's with N, a pharmacist's with HY, a pharmacy technician's with HJ."
    ),
    "wrong_length": _("After its letters the code has twelve digits: six of the division, six of the sequence."),
    "not_digits": _("After its letters the code has digits alone."),
    "wrong_division": _("The first two digits are no province."),
    "wrong_form": _("The code has six to twenty capital letters and digits."),
}
DOES = {
    "give_points": _("The points count from their day on, at every institution the person works for."),
    "object": _("The points are taken back, and everything they brought about, as if they had never been given."),
    "correct_name": _("The name is shown and found as corrected; what it was before stays on record."),
}
ACTS = dict(StaffAct.choices)
EMERGENCY = _("Emergency and rescue are settled all the same.")
