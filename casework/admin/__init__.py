"""The admin pages of casework: offices, staff, calendar, checklists, texts; cases, history and looks only to be read."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from casework.accounts.queries.staff import is_acted_for, is_staffed_after, offices_of, staff_of
from casework.admin import words
from casework.admin.messages import MailingAdmin, NoticeTextAdmin
from casework.admin.rule_values import RuleValueAdmin
from casework.admin.table_entries import TableEntryAdmin
from casework.admin_bases import KeptAdmin as BaseAdmin
from casework.admin_bases import (
    PlacedVersionAdmin,
    ReadOnlyAdmin,
    TranslatedAdmin,
    TranslatedVersionAdmin,
    places_of,
)
from casework.casefile.models.case_file import CaseFile
from casework.casefile.models.event import Event
from casework.casefile.models.look import Look
from casework.clocks.models.job_run import JobRun
from casework.engine.table import all_workflows, workflow_of
from casework.evidence.models.cause import ReturnCause
from casework.evidence.models.checklist import ChecklistItem
from casework.papers.models.text import PaperText
from casework.publication.services.publication import speaks_for_the_province
from casework.publication.services.publication_kinds import checklist_problems, text_problems
from casework.rulebook.models import CalendarDay, CalendarYear
from casework.staff.models.appointment import Appointment
from casework.staff.models.office import Office
from casework.staff.models.place import Place
from casework.staff.models.user import User
from casework.staff.rules.user_names import fold_user_name
from casework.tables.models.bases import LANGUAGE_COLUMNS

words.use_words()

# Django looks for admin pages here only.
__all__ = ["MailingAdmin", "NoticeTextAdmin", "RuleValueAdmin", "TableEntryAdmin"]


@admin.register(Place)
class PlaceAdmin(TranslatedAdmin):
    provincial = True
    list_display = ("code", "name", "kind", "parent", "run_like_city")
    search_fields = ("code", "name_zh_hans", "name_zh_hant", "name_en")
    list_filter = ("kind",)
    autocomplete_fields = ("parent",)

    def get_readonly_fields(self, request, obj=None):
        """What a place is and lies in says how far the rules of its office reach: set once."""
        return (*super().get_readonly_fields(request, obj), *(("code", "kind", "parent") if obj else ()))


class OfficeForm(forms.ModelForm):
    """An office is closed when nobody is appointed there any more: appointments end one by one, administrators' by two."""

    def clean_ends_on(self):
        last = self.cleaned_data["ends_on"]
        if last and is_staffed_after(self.instance, last):
            raise forms.ValidationError(_("Staff is appointed there beyond this day. End the appointments first."))
        return last


@admin.register(Office)
class OfficeAdmin(TranslatedAdmin):
    form = OfficeForm
    list_display = ("code", "name", "kind", "parent", "is_partner", "starts_on", "ends_on")
    search_fields = ("code", "name_zh_hans", "name_zh_hant", "name_en")
    list_filter = ("kind", "is_partner")
    autocomplete_fields = ("place", "parent")

    def get_queryset(self, request):
        return offices_of(request.officer)

    def get_readonly_fields(self, request, obj=None):
        """Where an office stands says whose cases and staff are in whose area: nobody moves it alone once people act
        for it or for one under it."""
        fixed = ("code", "kind", "place", "parent", "starts_on") if obj and is_acted_for(obj) else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(
            db_field, request, **kwargs | {"queryset": FIELDS[db_field.name](request.officer)}
        )
        # Only the province's own office stands under no other.
        field.required = db_field.name == "place" or not speaks_for_the_province(request.officer)
        return field


class StaffForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ("username", "full_name", "email", "language", "own_subject")

    def clean_username(self):
        name = fold_user_name(self.cleaned_data["username"])
        if User.objects.exclude(pk=self.instance.pk).filter(username=name).exists():
            raise forms.ValidationError(_("There is an account of this name already."))
        return name


@admin.register(User)
class UserAdmin(BaseAdmin):
    """Names and languages of accounts. Appointments, passwords and deactivation are asked for on the pages of staff,
    where a second person agrees."""

    form = StaffForm
    list_display = ("username", "full_name", "in_language", "is_active")
    search_fields = ("username", "full_name")
    list_filter = ("is_active",)

    @admin.display(description=_("Language"))
    def in_language(self, user):
        return dict(settings.LANGUAGES).get(user.language, "—")

    def get_queryset(self, request):
        return staff_of(request.officer)

    def has_change_permission(self, request, obj=None):
        # Nobody says whose file is hers: a colleague does.
        return super().has_change_permission(request, obj) and (obj is None or obj.pk != request.user.pk)

    def get_view_on_site_url(self, obj=None):
        return None

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        return redirect("see_account", user_id=obj.pk)

    def response_change(self, request, obj):
        return redirect("see_account", user_id=obj.pk)


@admin.register(Appointment)
class AppointmentAdmin(ReadOnlyAdmin):
    list_display = ("user", "role", "office", "starts_on", "ends_on")
    list_filter = ("role",)
    search_fields = ("user__username",)

    def get_queryset(self, request):
        return super().get_queryset(request).filter(office__path__startswith=request.officer.office.path)


FIELDS = {"parent": offices_of, "place": places_of}


class CalendarDayInline(admin.TabularInline):
    model = CalendarDay
    extra = 0


@admin.register(CalendarYear)
class CalendarYearAdmin(ReadOnlyAdmin):
    """Only read here: a year is drafted, corrected and published on the pages of the calendar."""

    list_display = ("year", "published", "status", "source", "drafter", "publisher")
    inlines = (CalendarDayInline,)

    @admin.display(description=_("drafted by"))
    def drafter(self, year):
        return year.drafted_by

    @admin.display(description=_("published by"))
    def publisher(self, year):
        return year.published_by


class ChecklistForm(forms.ModelForm):
    """Kind of case and path are chosen from what there is, so that an item shows where it is meant to."""

    case_kind = forms.ChoiceField(label=_("kind of case"))
    path = forms.ChoiceField(label=_("path"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        workflows = all_workflows()
        self.fields["case_kind"].choices = [(each.kind, each.name) for each in workflows]
        paths = {code: label for each in workflows for code, label in each.paths}
        self.fields["path"].choices = [("", _("every path")), *paths.items()]

    def clean(self):
        cleaned = super().clean()
        told = (cleaned.get("case_kind") or "", cleaned.get("path") or "", cleaned.get("code") or "")
        if not self.errors:
            for field, sentence in checklist_problems(*told):
                self.add_error(field, sentence)
        return cleaned


class PaperTextForm(forms.ModelForm):
    """A text keeps what the law wants it to say, in each language."""

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            texts = {language: cleaned.get(f"text_{language}", "") for language in LANGUAGE_COLUMNS}
            starts_on = cleaned.get("starts_on") or self.instance.starts_on
            for sentence in text_problems(cleaned.get("code", ""), texts, starts_on):
                self.add_error(None, sentence)
        return cleaned


@admin.register(ChecklistItem)
class ChecklistItemAdmin(TranslatedVersionAdmin, PlacedVersionAdmin):
    """What holds everywhere is the province's; an office adds and replaces papers of its own place."""

    form = ChecklistForm
    provincial = False
    list_display = ("name", "kind_in_words", "path_in_words", "place", "required", "basis_kind", "starts_on")
    list_select_related = ("place",)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "place":
            field.required = not speaks_for_the_province(request.officer)
        return field

    search_fields = ("code", "name_zh_hans", "name_zh_hant", "name_en")

    @admin.display(description=_("kind of case"))
    def kind_in_words(self, item):
        return workflow_of(item.case_kind).name

    @admin.display(description=_("path"))
    def path_in_words(self, item):
        return dict(workflow_of(item.case_kind).paths).get(item.path, _("every path"))


@admin.register(ReturnCause)
class ReturnCauseAdmin(TranslatedVersionAdmin):
    """The province's list, so that the causes of all offices can be counted together."""

    list_display = ("name", "code", "concerns", "withdrawn", "starts_on")
    search_fields = ("code", "name_zh_hans", "name_zh_hant", "name_en")


@admin.register(PaperText)
class PaperTextAdmin(TranslatedVersionAdmin):
    form = PaperTextForm
    list_display = ("__str__", "starts_on", "status")
    search_fields = ("code", "text_zh_hans", "text_zh_hant", "text_en")


@admin.register(CaseFile)
class CaseFileAdmin(ReadOnlyAdmin):
    list_display = ("reference", "kind_in_words", "state_in_words", "office", "due_on", "assigned_to")
    list_select_related = ("office", "assigned_to")
    list_filter = ("kind", "state")
    search_fields = ("reference",)
    exclude = ("kind", "state", "subject")
    readonly_fields = ("kind_in_words", "state_in_words")

    @admin.display(description=_("kind"))
    def kind_in_words(self, case):
        return workflow_of(case.kind).name

    @admin.display(description=_("state"))
    def state_in_words(self, case):
        return words.state_words(case.kind, case.state)

    def get_queryset(self, request):
        return CaseFile.objects.visible_to(request.officer).filter(reference__isnull=False)


class AreaAdmin(ReadOnlyAdmin):
    """Rows of the officer's own offices."""

    date_hierarchy = "at"

    def get_queryset(self, request):
        return super().get_queryset(request).filter(office__path__startswith=request.officer.office.path)


@admin.register(Event)
class EventAdmin(AreaAdmin):
    list_display = ("at", "act", "actor", "office", "case", "before", "after")
    list_select_related = ("actor", "office", "case")
    list_filter = ("verb",)
    search_fields = ("=case__reference", "=actor__username")
    search_help_text = _("The reference of a case, or a user name")
    exclude = ("verb", "subject", "facts", "from_state", "to_state")
    readonly_fields = ("act", "before", "after", "facts_in_words")

    @admin.display(description=_("act"))
    def act(self, event):
        return words.act_words(event.verb)

    @admin.display(description=_("from"))
    def before(self, event):
        return words.state_words(event.case.kind, event.from_state) if event.case else "—"

    @admin.display(description=_("to"))
    def after(self, event):
        return words.state_words(event.case.kind, event.to_state) if event.case else "—"

    @admin.display(description=_("facts"))
    def facts_in_words(self, event):
        return words.facts_words(event.facts)


@admin.register(Look)
class LookAdmin(AreaAdmin):
    list_display = ("at", "seen_on", "actor", "office", "case", "how_many", "reason")
    list_select_related = ("actor", "office", "case")
    list_filter = ("page",)
    search_fields = ("=case__reference", "=actor__username")
    search_help_text = _("The reference of a case, or a user name")
    # Keys of people say nothing to a reader; how many she saw does.
    exclude = ("page", "shown")
    readonly_fields = ("seen_on", "how_many")

    @admin.display(description=_("page"))
    def seen_on(self, look):
        return str(words.page_words(look.page))

    @admin.display(description=_("files shown"))
    def how_many(self, look):
        return len(look.shown)


@admin.register(JobRun)
class JobRunAdmin(ReadOnlyAdmin):
    list_display = ("job", "for_day", "state", "attempts", "finished_at", "error")
    list_filter = ("state",)
