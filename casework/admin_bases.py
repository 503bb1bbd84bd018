"""What every admin page of the portal shares: nothing is deletable, changes leave events, scope is the officer's area."""

from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db.models import CharField, F, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from casework.casefile.services.events import record
from casework.publication.services.publication import speaks_for_the_province, within_reach
from casework.staff.models.place import Place


def is_key_of(model, text: str) -> bool:
    """Whether a text can be a key of a table at all; the database is not asked about anything else."""
    try:
        model._meta.pk.to_python(text)
    except ValidationError:
        return False
    return "\x00" not in text


def allowed_lookups(model, filters: Iterable[str], date_hierarchy: str | None) -> set[str]:
    """The look-ups that the filters of a list and its row of dates make, and no others."""
    days = {f"{date_hierarchy}__{part}" for part in ("year", "month", "day")} if date_hierarchy else set()
    filters = list(filters)
    columns = [name for name in filters if isinstance(name, str)]
    # A filter in words has a name of its own in the address and reads nothing but its own choices.
    in_words = {each.parameter_name for each in filters if not isinstance(each, str)}
    return days | in_words | {look_up for name in columns for look_up in _lookups_of(model._meta.get_field(name))}


def _lookups_of(column) -> set[str]:
    if column.is_relation:
        asked = f"{column.name}__id__exact"
    else:
        # A filter over the values found in the table, as Django makes it of a text without choices, says the bare name.
        asked = f"{column.name}__exact" if column.choices or not isinstance(column, CharField) else column.name
    return {asked, f"{column.name}__isnull"}


def _is_year(text) -> bool:
    return str(text).isascii() and str(text).isdigit() and MINYEAR < int(str(text)[:6]) < MAXYEAR


class SoundAutocomplete(AutocompleteSelect):
    """Django's widget asks the database for whatever was sent as chosen; this one only for what can be a key."""

    def optgroups(self, name, value, attr=None):
        chosen = [text for text in value if is_key_of(self.field.remote_field.model, str(text))]
        return super().optgroups(name, chosen, attr)


class SoundKeys:
    """Keys sent by hand are refused as answers of the form, never by a broken page."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SoundAutocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changelist_view(self, request, extra_context=None):
        if not all(is_key_of(self.model, text) for text in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("no key")
        return super().changelist_view(request, extra_context)


class KeptAdmin(SoundKeys, admin.ModelAdmin):
    """No deletion; every change leaves an event with the names of the fields, never their values."""

    # What holds in the whole province is written by a provincial office only.
    provincial = False
    actions_on_top = True
    list_per_page = 50
    show_full_result_count = False

    def lookup_allowed(self, lookup, value, request=None):
        """Only what the list's own filters and its calendar put into an address. Django's rule lets every column of the
        table be compared, so that a hash or a name can be read out by the emptiness of a list."""
        if self.date_hierarchy and lookup == f"{self.date_hierarchy}__year" and not _is_year(value):
            return False
        return lookup in allowed_lookups(self.model, self.get_list_filter(request), self.date_hierarchy)

    def has_delete_permission(self, request, obj=None):
        return False

    def has_add_permission(self, request):
        return super().has_add_permission(request) and self._hers(request)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._hers(request)

    def _hers(self, request) -> bool:
        return not self.provincial or speaks_for_the_province(request.officer)

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        facts = {"table": obj._meta.label_lower, "row": str(obj.pk), "fields": form.changed_data}
        record("change_reference" if change else "add_reference", by=request.officer, facts=facts)


class ScriptLabels(TranslationAdmin):
    """A translated field says its language by script, as everywhere in the portal."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        language = getattr(db_field, "language", None)
        if field is not None and language:
            field.label = f"{db_field.translated_field.verbose_name} ({dict(settings.LANGUAGES)[language]})"
        return field


class TranslatedAdmin(KeptAdmin, ScriptLabels):
    """A kept table with names in three languages."""


class ReadOnlyAdmin(KeptAdmin):
    """Looked at, never changed."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class PublishedFilter(admin.SimpleListFilter):
    """Drafts apart from what is published."""

    title, parameter_name = _("State"), "stands_as"

    def lookups(self, request, model_admin):
        return [("draft", _("draft")), ("published", _("published"))]

    def queryset(self, request, queryset):
        if self.value() not in ("draft", "published"):
            return queryset
        return queryset.filter(published_at__isnull=self.value() == "draft")


class VersionAdmin(KeptAdmin):
    """Dated versions: drafted here, published by a second person, unchangeable afterwards."""

    provincial = True
    readonly_fields = ("drafted_by", "published_by", "published_at")
    list_filter = (PublishedFilter, "status")

    def get_list_display(self, request):
        return (*super().get_list_display(request), "stands_as", "publication")

    def get_ordering(self, request):
        """Drafts first: they wait for somebody."""
        return (F("published_at").asc(nulls_first=True), *(self.model._meta.ordering or ()))

    @admin.display(description=_("State"))
    def stands_as(self, row):
        """A draft is told from what is in force at a glance."""
        if row.published_at is None:
            return f"▲ {_('draft')}"
        return f"✓ {_('published')}"

    @admin.display(description=_("Second person"))
    def publication(self, row):
        """The page on which a draft is read and published."""
        if row.published_at:
            return "—"
        address = reverse("publish_rule", args=[row._meta.model_name, row.pk])
        return format_html('<a href="{}">{}</a>', address, _("Read and publish"))

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.published_at is None)

    def save_model(self, request, obj, form, change):
        # Between reading and writing a second person may have published it: what is published stays.
        if change and not type(obj).objects.select_for_update().filter(pk=obj.pk, published_at=None).exists():
            raise PermissionDenied("published meanwhile")
        obj.drafted_by = request.user
        super().save_model(request, obj, form, change)


class PlacedVersionAdmin(VersionAdmin):
    """Dated versions for a place, written by the office whose place it is or lies in."""

    provincial = False
    autocomplete_fields = ("place",)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or within_reach(obj.place, request.officer))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "place":
            kwargs["queryset"] = places_of(request.officer)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def places_of(officer) -> QuerySet[Place]:
    """The places an office writes rules for: its own and those inside; the country's too for a provincial office."""
    inside = Place.objects.filter(code__startswith=officer.office.place.prefix)
    return inside | Place.objects.filter(kind=Place.Kind.COUNTRY) if speaks_for_the_province(officer) else inside


class TranslatedVersionAdmin(VersionAdmin, ScriptLabels):
    """Dated versions with texts in three languages."""
