"""The admin pages of casework: offices, staff, calendar, checklists, texts; cases, history and looks only to be read."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from casework.admin_bases import KeptAdmin as BaseAdmin
from casework.admin_bases import ReadOnlyAdmin, SoundKeys, TranslatedAdmin, TranslatedVersionAdmin, places_of
from casework.models import (
    Appointment,
    CalendarDay,
    CalendarYear,
    CaseFile,
    ChecklistItem,
    Event,
    JobRun,
    Look,
    Office,
    OutboxMessage,
    PaperText,
    Place,
    User,
)
from casework.services.assignment import deactivate_officer
from casework.services.calendar import publish_year
from casework.services.publication import speaks_for_the_province


@admin.register(Place)
class PlaceAdmin(TranslatedAdmin):
    provincial = True
    list_display = ("code", "name", "kind", "parent", "run_like_city")
    search_fields = ("code", "name_zh_hans", "name_en")
    list_filter = ("kind",)
    autocomplete_fields = ("parent",)


@admin.register(Office)
class OfficeAdmin(TranslatedAdmin):
    list_display = ("code", "name", "kind", "parent", "is_partner", "starts_on", "ends_on")
    search_fields = ("code", "name_zh_hans", "name_zh_hant", "name_en")
    list_filter = ("kind", "is_partner")
    autocomplete_fields = ("place", "parent")

    def get_queryset(self, request):
        return offices_of(request.officer)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(
            db_field, request, **kwargs | {"queryset": FIELDS[db_field.name](request.officer)}
        )
        # Only the province's own office stands under no other.
        field.required = db_field.name == "place" or not speaks_for_the_province(request.officer)
        return field


class OfAreaOnly:
    """Offices and people that may be chosen are those of the officer's own area, whatever is sent."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs["queryset"] = FIELDS[db_field.name](request.officer)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class AppointmentInline(OfAreaOnly, SoundKeys, admin.TabularInline):
    model = Appointment
    extra = 0
    autocomplete_fields = ("office",)

    def get_queryset(self, request):
        return super().get_queryset(request).filter(office__path__startswith=request.officer.office.path)

    def has_delete_permission(self, request, obj=None):
        return False


class StaffForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ("username", "full_name", "email", "language", "own_subject")


@admin.action(description=_("Deactivate: end sessions, free open cases"))
def deactivate_selected(modeladmin, request, queryset):
    """End accounts at once and list the cases that must be given to others."""
    for user in queryset:
        if user.pk == request.user.pk:
            messages.error(request, _("Nobody deactivates her own account."))
            continue
        cases = deactivate_officer(user, by=request.officer)
        references = ", ".join(case.reference or str(_("draft")) for case in cases) or "—"
        text = _("%(name)s is deactivated. Open cases to be reassigned: %(cases)s")
        messages.success(request, text % {"name": user.full_name, "cases": references})


@admin.action(description=_("Give a new initial password"))
def reset_password(modeladmin, request, queryset):
    """A random password shown once; it must be changed at the next log-in."""
    for user in queryset:
        password = get_random_string(16)
        user.set_password(password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        messages.warning(
            request, _("Initial password of %(name)s: %(password)s") % {"name": user.username, "password": password}
        )


@admin.register(User)
class UserAdmin(BaseAdmin):
    form = StaffForm
    list_display = ("username", "full_name", "language", "is_active")
    search_fields = ("username", "full_name")
    list_filter = ("is_active",)
    inlines = (AppointmentInline,)
    actions = (deactivate_selected, reset_password)

    def get_queryset(self, request):
        return staff_of(request.officer)

    def has_change_permission(self, request, obj=None):
        # Nobody appoints herself or says whose file is hers: a colleague does.
        return super().has_change_permission(request, obj) and (obj is None or obj.pk != request.user.pk)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


@admin.register(Appointment)
class AppointmentAdmin(OfAreaOnly, BaseAdmin):
    list_display = ("user", "role", "office", "starts_on", "ends_on")
    list_filter = ("role",)
    autocomplete_fields = ("user", "office")
    search_fields = ("user__username",)

    def get_queryset(self, request):
        return super().get_queryset(request).filter(office__path__startswith=request.officer.office.path)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.user_id != request.user.pk)


def offices_of(officer) -> QuerySet[Office]:
    """The officer's own office and those under it."""
    return Office.objects.filter(path__startswith=officer.office.path)


def staff_of(officer) -> QuerySet[User]:
    """The people who hold no appointment, now or later, outside the officer's area: their accounts are hers to manage."""
    elsewhere = Appointment.objects.not_ended(officer.on).exclude(office__path__startswith=officer.office.path)
    return User.objects.exclude(pk__in=elsewhere.values("user"))


FIELDS = {
    "office": offices_of,
    "parent": offices_of,
    "place": places_of,
    "user": lambda officer: staff_of(officer).exclude(pk=officer.user.pk),
}


class CalendarDayInline(admin.TabularInline):
    model = CalendarDay
    extra = 3

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or not obj.published)

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and (obj is None or not obj.published)

    def has_delete_permission(self, request, obj=None):
        # A day entered in error becomes an ordinary day.
        return False


@admin.action(description=_("Publish the year (as a second person) and recompute open cases"))
def publish_years(modeladmin, request, queryset):
    """Publish drafted years; the clocks of open cases follow."""
    for row in queryset:
        try:
            moved = publish_year(row.year, by=request.officer)
            messages.success(
                request, _("%(year)s is published; %(count)s clocks moved.") % {"year": row, "count": moved}
            )
        except (PermissionDenied, ValueError):
            text = _(
                "%(year)s was not published: it is published already, was not drafted, you drafted it yourself, or it is not "
                "your office's to publish."
            )
            messages.error(request, text % {"year": row})


@admin.register(CalendarYear)
class CalendarYearAdmin(BaseAdmin):
    provincial = True
    list_display = ("year", "published", "status", "source", "drafter", "publisher")
    inlines = (CalendarDayInline,)
    actions = (publish_years,)

    @admin.display(description=_("drafted by"))
    def drafter(self, year):
        return year.drafted_by

    @admin.display(description=_("published by"))
    def publisher(self, year):
        return year.published_by

    def get_readonly_fields(self, request, obj=None):
        return ("year",) if obj else ()

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or not obj.published)

    def save_model(self, request, obj, form, change):
        obj.drafted_by = request.user
        super().save_model(request, obj, form, change)


@admin.register(ChecklistItem)
class ChecklistItemAdmin(TranslatedVersionAdmin):
    list_display = ("code", "case_kind", "path", "required", "basis_kind", "starts_on", "published_at")


@admin.register(PaperText)
class PaperTextAdmin(TranslatedVersionAdmin):
    list_display = ("code", "starts_on", "status", "published_at")


@admin.register(CaseFile)
class CaseFileAdmin(ReadOnlyAdmin):
    list_display = ("reference", "kind", "state", "office", "due_on", "assigned_to")
    list_filter = ("kind", "state")
    search_fields = ("reference",)

    def get_queryset(self, request):
        return CaseFile.objects.visible_to(request.officer).filter(reference__isnull=False)


class AreaAdmin(ReadOnlyAdmin):
    """Rows of the officer's own offices."""

    date_hierarchy = "at"

    def get_queryset(self, request):
        return super().get_queryset(request).filter(office__path__startswith=request.officer.office.path)


@admin.register(Event)
class EventAdmin(AreaAdmin):
    list_display = ("at", "verb", "actor", "office", "case", "from_state", "to_state")
    list_select_related = ("actor", "office", "case")
    list_filter = ("verb",)


@admin.register(Look)
class LookAdmin(AreaAdmin):
    list_display = ("at", "page", "actor", "office", "case", "reason")
    list_select_related = ("actor", "office", "case")
    list_filter = ("page",)


@admin.register(JobRun)
class JobRunAdmin(ReadOnlyAdmin):
    list_display = ("job", "for_day", "state", "attempts", "finished_at", "error")
    list_filter = ("state",)


@admin.register(OutboxMessage)
class OutboxAdmin(ReadOnlyAdmin):
    list_display = ("kind", "created_at", "attempts", "done_at", "dead", "last_error")
    list_filter = ("dead",)
