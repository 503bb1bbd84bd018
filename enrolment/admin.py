"""The admin pages of enrolment: document kinds, the activation matrix, acceptance by place, employers."""

from django.contrib import admin

from casework.admin_bases import PlacedVersionAdmin, ReadOnlyAdmin, TranslatedAdmin
from enrolment.activation.models.activation_rule import ActivationRule
from enrolment.documents.models import DocumentKind
from enrolment.eligibility.models import AcceptanceSetting
from enrolment.employers.models.employer import Employer


@admin.register(DocumentKind)
class DocumentKindAdmin(TranslatedAdmin):
    provincial = True
    list_display = ("code", "name", "category", "nhsa_code", "intake")


@admin.register(ActivationRule)
class ActivationRuleAdmin(PlacedVersionAdmin):
    list_display = ("channel", "document_kind", "place", "possible", "starts_on")


@admin.register(AcceptanceSetting)
class AcceptanceSettingAdmin(PlacedVersionAdmin):
    list_display = ("place", "path", "acceptance", "starts_on")


@admin.register(Employer)
class EmployerAdmin(ReadOnlyAdmin):
    list_display = ("uscc", "name", "place", "office", "taiwan_funded", "registered_on")
    search_fields = ("uscc", "name")
    list_filter = ("taiwan_funded",)

    def get_queryset(self, request):
        return super().get_queryset(request).filter(office__path__startswith=request.officer.office.path)
