"""The admin pages of enrolment: document kinds, the activation matrix, acceptance by place, texts of notices."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from casework.admin_bases import PlacedVersionAdmin, ReadOnlyAdmin, TranslatedAdmin, TranslatedVersionAdmin
from casework.templatetags.shown import language_tag
from enrolment.activation.models.activation_rule import ActivationRule
from enrolment.documents.models import DocumentKind
from enrolment.eligibility.models import AcceptanceSetting
from enrolment.employers.models.employer import Employer
from enrolment.mailings.models.mailing import Mailing
from enrolment.mailings.models.notice import NoticeText
from enrolment.mailings.services.mailing_texts import NAMES, preview_of, unknown_names


@admin.register(DocumentKind)
class DocumentKindAdmin(TranslatedAdmin):
    provincial = True
    list_display = ("code", "name", "category", "nhsa_code", "intake")


@admin.register(ActivationRule)
class ActivationRuleAdmin(PlacedVersionAdmin):
    list_display = ("channel", "document_kind", "place", "possible", "starts_on", "published_at")


@admin.register(AcceptanceSetting)
class AcceptanceSettingAdmin(PlacedVersionAdmin):
    list_display = ("place", "path", "acceptance", "starts_on", "published_at")


class NoticeTextForm(forms.ModelForm):
    """Refuses a text that names something nothing fills."""

    def clean(self):
        cleaned = super().clean()
        for name, value in cleaned.items():
            if name.startswith(("subject", "body")) and value and (unknown := unknown_names(value)):
                known = ", ".join(f"${{{each}}}" for each in NAMES)
                text = _("Unknown: %(unknown)s. Known are %(known)s.") % {"unknown": ", ".join(unknown), "known": known}
                self.add_error(name, text)
        return cleaned


@admin.register(NoticeText)
class NoticeTextAdmin(TranslatedVersionAdmin):
    """What employers and supervisors are told, with a preview in three languages."""

    form = NoticeTextForm
    list_display = ("rule", "starts_on", "published_at")
    readonly_fields = (*TranslatedVersionAdmin.readonly_fields, "preview")

    @admin.display(description=_("Preview"))
    def preview(self, text):
        """The message with made-up figures, in each language."""
        if text.pk is None:
            return _("Save once to see it.")
        parts = preview_of(text)
        return format_html_join(
            "",
            '<section lang="{}"><h4>{}</h4><p><b>{}</b></p><pre>{}</pre></section>',
            ((language_tag(code), name, *parts[code]) for code, name in settings.LANGUAGES),
        )


@admin.register(Employer)
class EmployerAdmin(ReadOnlyAdmin):
    list_display = ("uscc", "name", "place", "office", "taiwan_funded", "registered_on")
    search_fields = ("uscc", "name")
    list_filter = ("taiwan_funded",)

    def get_queryset(self, request):
        return super().get_queryset(request).filter(office__path__startswith=request.officer.office.path)


@admin.register(Mailing)
class MailingAdmin(ReadOnlyAdmin):
    """States and attempts of messages; their text is read at the counter, by whoever has the right."""

    list_display = ("rule", "for_date", "office", "state", "attempts", "next_try_at", "last_error")
    list_filter = ("state", "rule")
    fields = (
        "rule",
        "for_date",
        "office",
        "state",
        "attempts",
        "next_try_at",
        "handed_over_at",
        "last_error",
        "message_id",
    )

    def get_queryset(self, request):
        return super().get_queryset(request).filter(office__path__startswith=request.officer.office.path)
