"""Why somebody looks at personal data, as she says before she sees it. Codes stand in the looks, these words on pages and
papers."""

from django.utils.translation import gettext_lazy as _

REVEAL_REASONS = [
    ("client_present", _("The client is at the counter")),
    ("compare_paper", _("To compare with a paper")),
    ("platform_entry", _("To enter it on the national platform")),
]
LOOK_UP_REASONS = [
    ("activation", _("The person wants her insurance code activated here")),
    ("transfer", _("The person has moved and wants her file transferred")),
    ("enrolment", _("The person wants to enrol here")),
]


def reason_words(code: str) -> object:
    """The words of a reason; what is no code as it stands."""
    return dict(REVEAL_REASONS + LOOK_UP_REASONS).get(code, code)
