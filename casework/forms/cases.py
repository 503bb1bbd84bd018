"""Small forms of every case: notes, assignment, reveal, look-up."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.base import PlainForm
from casework.forms.fields import TextField
from casework.models import User
from casework.services.notes import LONGEST

REVEAL_REASONS = [
    ("client_present", _("The client is at the counter")),
    ("compare_paper", _("To compare with a paper")),
    ("platform_entry", _("To enter it on the national platform")),
]


class NoteForm(PlainForm):
    text = forms.CharField(label=_("Note for colleagues"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))


class AssignForm(PlainForm):
    officer = forms.ModelChoiceField(label=_("Give to"), queryset=User.objects.none())

    def __init__(self, *args, officers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers


class RevealForm(PlainForm):
    reason = forms.ChoiceField(label=_("Reason"), choices=REVEAL_REASONS)


class LogInForm(PlainForm):
    username = TextField(label=_("User name"), max_length=60)
    password = forms.CharField(label=_("Password"), strip=False, widget=forms.PasswordInput, max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].widget.attrs["autocomplete"] = "current-password"
