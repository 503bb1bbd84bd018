"""Small forms of every case: notes, assignment, reveal, look-up."""

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from casework.desk.services.notes import LONGEST
from casework.staff.models.user import User
from casework.staff.rules.user_names import fold_user_name
from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import ParagraphField, TextField

REVEAL_REASONS = [
    ("client_present", _("The client is at the counter")),
    ("compare_paper", _("To compare with a paper")),
    ("platform_entry", _("To enter it on the national platform")),
]


class NoteForm(PlainForm):
    text = ParagraphField(label=_("Note for colleagues"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))


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

    def clean_username(self):
        return fold_user_name(self.cleaned_data["username"])


class ProofForm(PlainForm):
    """The password again, before a weighty act."""

    fresh_password = forms.CharField(label=_("Your password"), strip=False, widget=forms.PasswordInput, max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fresh_password"].widget.attrs["autocomplete"] = "current-password"

    def agrees(self, check) -> bool:
        """Whether `check` takes the password; says beside the field when not."""
        if check(self.cleaned_data["fresh_password"]):
            return True
        self.add_error("fresh_password", _("This is not your password."))
        return False


class NewPasswordForm(PlainForm):
    """A new password, typed twice."""

    new = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput,
        max_length=200,
        help_text=_("At least 12 characters."),
    )
    again = forms.CharField(label=_("New password again"), strip=False, widget=forms.PasswordInput, max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("new", "again"):
            self.fields[name].widget.attrs["autocomplete"] = "new-password"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("new") and cleaned.get("again") and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("The two entries differ."))
        return cleaned


class PasswordForm(NewPasswordForm):
    """A new password of one's own: the current one first; checked by the password rules."""

    field_order = ("current", "new", "again")
    current = forms.CharField(label=_("Current password"), strip=False, widget=forms.PasswordInput, max_length=200)

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["current"].widget.attrs["autocomplete"] = "current-password"

    def clean_current(self):
        if not self.user.check_password(self.cleaned_data["current"]):
            raise forms.ValidationError(_("This is not the current password."))
        return self.cleaned_data["current"]

    def clean_new(self):
        if self.user.check_password(self.cleaned_data["new"]):
            raise forms.ValidationError(_("This is the current password. Choose another one."))
        password_validation.validate_password(self.cleaned_data["new"], self.user)
        return self.cleaned_data["new"]
