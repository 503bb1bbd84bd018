"""What every admin page of the portal shares: nothing is deletable, changes leave events, scope is the officer's area."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from casework.services.events import record
from casework.services.publication import publish


class KeptAdmin(admin.ModelAdmin):
    """No deletion; every change leaves an event with the names of the fields, never their values."""

    actions_on_top = True
    list_per_page = 50
    show_full_result_count = False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        facts = {"table": obj._meta.label_lower, "row": str(obj.pk), "fields": form.changed_data}
        record("change_reference" if change else "add_reference", by=request.officer, facts=facts)


class TranslatedAdmin(KeptAdmin, TranslationAdmin):
    """A kept table with names in three languages."""


class ReadOnlyAdmin(KeptAdmin):
    """Looked at, never changed."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.action(description=_("Publish the selected drafts (as a second person)"))
def publish_selected(modeladmin, request, queryset):
    """Publish drafts somebody else wrote; says beside each what came of it."""
    for row in queryset:
        try:
            publish(row, by=request.officer)
            messages.success(request, _("Published: %(row)s") % {"row": row})
        except PermissionDenied:
            messages.error(request, _("You drafted it, or may not publish: %(row)s") % {"row": row})
        except ValueError:
            messages.warning(request, _("Published already: %(row)s") % {"row": row})


class VersionAdmin(KeptAdmin):
    """Dated versions: drafted here, published by a second person, unchangeable afterwards."""

    actions = (publish_selected,)
    readonly_fields = ("drafted_by", "published_by", "published_at")
    list_filter = ("status",)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.published_at is None)

    def save_model(self, request, obj, form, change):
        obj.drafted_by = request.user
        super().save_model(request, obj, form, change)


class TranslatedVersionAdmin(VersionAdmin, TranslationAdmin):
    """Dated versions with texts in three languages."""
