"""The admin pages of enrolment: document kinds, the activation matrix, acceptance by place."""

from django.contrib import admin

from casework.admin_bases import TranslatedAdmin, VersionAdmin
from enrolment.models import AcceptanceSetting, ActivationRule, DocumentKind


@admin.register(DocumentKind)
class DocumentKindAdmin(TranslatedAdmin):
    list_display = ("code", "name", "category", "nhsa_code", "intake")


@admin.register(ActivationRule)
class ActivationRuleAdmin(VersionAdmin):
    list_display = ("channel", "document_kind", "place", "possible", "starts_on", "published_at")
    autocomplete_fields = ("place",)


@admin.register(AcceptanceSetting)
class AcceptanceSettingAdmin(VersionAdmin):
    list_display = ("place", "path", "acceptance", "starts_on", "published_at")
    autocomplete_fields = ("place",)
