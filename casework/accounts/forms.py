"""The forms of accounts: what is asked for a colleague, the second person's answer, a new password by two codes."""

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.accounts.models.account_request import AccountRequest
from casework.accounts.services.accounts import Wanted
from casework.staff.models.appointment import Appointment, Role
from casework.staff.models.office import Office
from casework.staff.models.user import User
from casework.staff.rules.user_names import fold_user_name
from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import DayField, TextField, text_of

Kind = AccountRequest.Kind


class AskForm(PlainForm):
    """What is asked for an account, with a reason for the second person and the history."""

    kind = ""
    reason = text_of(AccountRequest, "reason")

    def __init__(self, *args, user: User, officer, offices, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.officer = user, officer
        self.order_fields([name for name in self.fields if name != "reason"] + ["reason"])

    def wanted(self) -> Wanted:
        """What the service is asked. Only for a valid form."""
        return Wanted(kind=self.kind, **self.cleaned_data)


class AppointForm(AskForm):
    kind = Kind.APPOINT
    role = forms.ChoiceField(label=_("Role"), choices=[("", "—"), *Role.choices])
    office = forms.ModelChoiceField(label=_("Office"), queryset=Office.objects.none(), empty_label="—")
    desk = text_of(Appointment, "desk")
    starts_on = DayField(label=pgettext_lazy("day", "From"))
    ends_on = DayField(label=pgettext_lazy("day", "Until"), required=False)

    def __init__(self, *args, offices, officer, **kwargs):
        super().__init__(*args, offices=offices, officer=officer, **kwargs)
        self.fields["office"].queryset = offices
        self.fields["starts_on"].initial = officer.on


class EndAppointmentForm(AskForm):
    kind = Kind.END_APPOINTMENT
    appointment = forms.ModelChoiceField(label=_("Appointment"), queryset=Appointment.objects.none(), empty_label="—")
    ends_on = DayField(label=_("Last day of the appointment"))

    def __init__(self, *args, user, officer, **kwargs):
        super().__init__(*args, user=user, officer=officer, **kwargs)
        rows = Appointment.objects.not_ended(officer.on).filter(user=user).select_related("office")
        self.fields["appointment"].queryset = rows
        self.fields["ends_on"].initial = officer.on


class ResetForm(AskForm):
    kind = Kind.RESET_PASSWORD


class DeactivateForm(AskForm):
    kind = Kind.DEACTIVATE


class ReactivateForm(AskForm):
    kind = Kind.REACTIVATE


FORMS = {form.kind.value: form for form in (AppointForm, EndAppointmentForm, ResetForm, DeactivateForm, ReactivateForm)}


class DecideForm(PlainForm):
    """Agree or refuse; a refusal says why."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=[("agree", _("Agree")), ("refuse", _("Refuse"))], widget=forms.RadioSelect
    )
    answer = text_of(AccountRequest, "answer", label=_("Remark"), help_text=_("Needed for a refusal."))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "refuse" and not cleaned.get("answer"):
            self.add_error("answer", _("Say why it is refused."))
        return cleaned


class LogInForm(PlainForm):
    username = text_of(User, "username")
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


class CodesForm(NewPasswordForm):
    """A password of one's own, by the two codes that two colleagues hand over."""

    field_order = ("username", "first_code", "second_code", "new", "again")
    username = text_of(User, "username")
    first_code = TextField(label=_("First code"), max_length=20)
    second_code = TextField(label=_("Second code"), max_length=20)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs["autocomplete"] = "username"

    def clean_username(self):
        return fold_user_name(self.cleaned_data["username"])

    def clean_new(self):
        # Nothing of the account is compared: before the codes are right, an answer would tell of it.
        password_validation.validate_password(self.cleaned_data["new"])
        return self.cleaned_data["new"]
