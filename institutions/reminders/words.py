"""What institutions are told, in words."""

from django.utils.translation import gettext_lazy as _

# Stands where other messages name their clock.
CODE, RENEWAL_DUE = "institutions.messages", "renewal_due"
LABEL = _("messages to institutions")
STAGES = {RENEWAL_DUE: _("renewal of the agreement is due")}
