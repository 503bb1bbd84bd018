"""Forms of suspensions: what the order says; the last day of one that is ended early."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import OnceForm, StepForm
from casework.steps.forms.fields import DayField, ParagraphField, set_bounds, text_of
from claims.suspensions.models import NetworkSuspension
from claims.suspensions.services.suspending import OrderData

# The regulations hold from that day on.
EARLIEST = date(2021, 5, 1)
LONGEST_WORDS = 300


class OpenSuspensionForm(OnceForm):
    """What the order says."""

    ordered_by = text_of(NetworkSuspension, "ordered_by", label=_("Department that ordered it"))
    order_number = text_of(NetworkSuspension, "order_number", label=_("Number of the order"))
    ordered_on = DayField(label=_("Ordered on"), earliest=EARLIEST)
    starts_on = DayField(label=_("Suspended from"), earliest=EARLIEST)
    ordered_until = DayField(label=_("Suspended until, the last day"), earliest=EARLIEST)

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "ordered_on", latest=on)
        set_bounds(self, "starts_on", latest=date(on.year + 1, 12, 31))
        set_bounds(self, "ordered_until", latest=date(on.year + 2, 12, 31))

    def data_asked(self) -> OrderData:
        """What the service takes. Only for a valid form."""
        return OrderData(**{name: self.cleaned_data[name] for name in OrderData.__dataclass_fields__})


class EndSuspensionForm(StepForm):
    """The last day, and by which decision."""

    ends_on = DayField(label=_("Last day"), earliest=EARLIEST)
    words = ParagraphField(label=_("By which decision"), max_length=LONGEST_WORDS)

    def __init__(self, *args, first: date, last: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "ends_on", earliest=first, latest=last)
