"""Pages of a month that tell what its settlements came to are not for whoever reads one of them a second time, until she has given
her reading."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from claims.samples.queries.settlements import reads_blind

READS = _("You read a settlement of this month a second time: its figures are shown once your reading is given.")


def not_while_reading(view: Callable) -> Callable:
    """Leads back to the month while she does; behind the right the page needs."""

    @wraps(view)
    def shown(request, case_id, *args, **kwargs):
        if reads_blind(case_id, request.officer.user):
            messages.warning(request, str(READS))
            return redirect("see_case", case_id=case_id)
        return view(request, case_id, *args, **kwargs)

    return shown
