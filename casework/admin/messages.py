"""The admin pages of messages: texts of notices, and the state of what was handed over."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from casework.admin_bases import ReadOnlyAdmin, TranslatedVersionAdmin
from casework.mailings.models.mailing import Mailing
from casework.mailings.models.notice import NoticeText
from casework.mailings.services.texts import NAMES, preview_of, unknown_names
from casework.mailings.table import texts_told
from casework.templatetags.shown import language_tag


class NoticeTextForm(forms.ModelForm):
    """Refuses a text that names something nothing fills, and a stage its clock does not have."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "clock" in self.fields:
            told = texts_told()
            stages = {code: words for _label, known in told.values() for code, words in known.items()}
            self.fields["clock"] = forms.ChoiceField(
                label=self.fields["clock"].label, choices=[(code, label) for code, (label, _stages) in told.items()]
            )
            self.fields["stage"] = forms.ChoiceField(label=self.fields["stage"].label, choices=list(stages.items()))

    def clean(self):
        cleaned = super().clean()
        for name, value in cleaned.items():
            if name.startswith(("subject", "body")) and value and (unknown := unknown_names(value)):
                known = ", ".join(f"${{{each}}}" for each in NAMES)
                text = _("Unknown: %(unknown)s. Known are %(known)s.") % {"unknown": ", ".join(unknown), "known": known}
                self.add_error(name, text)
        clock, stage = cleaned.get("clock"), cleaned.get("stage")
        if clock and stage and stage not in texts_told()[clock][1]:
            self.add_error("stage", _("This clock has no such stage."))
        return cleaned


@admin.register(NoticeText)
class NoticeTextAdmin(TranslatedVersionAdmin):
    """What addressees are told, with a preview in three languages."""

    form = NoticeTextForm
    list_display = ("__str__", "clock_in_words", "starts_on")
    readonly_fields = (*TranslatedVersionAdmin.readonly_fields, "preview")

    @admin.display(description=_("clock"))
    def clock_in_words(self, text):
        told = texts_told().get(text.clock)
        return told[0] if told else text.clock

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


@admin.register(Mailing)
class MailingAdmin(ReadOnlyAdmin):
    """States and attempts of messages; their text is read at the counter, by whoever has the right."""

    list_display = ("stage", "for_date", "office", "state", "attempts", "next_try_at", "last_error")
    list_filter = ("state",)
    fields = (
        "stage",
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
