"""The form by which somebody at the counter of a service center is named."""

from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm
from claims.reimbursements.forms.numbers import DocumentNumberField


class NameForm(PlainForm):
    """The number of the document that lies on the counter."""

    number = DocumentNumberField(label=_("Exact document number"))
