"""The admin pages of enrolment: document kinds, the activation matrix, acceptance by place, employers."""

from django import forms
from django.contrib import admin
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.admin_bases import PlacedVersionAdmin, ReadOnlyAdmin, TranslatedAdmin, VersionAdmin
from enrolment.activation.models.activation_rule import ActivationRule
from enrolment.documents.models import DocumentKind, NationalCode
from enrolment.documents.rules.employment_documents import employment_documents
from enrolment.eligibility.models import AcceptanceSetting
from enrolment.employers.models.employer import Employer


@admin.register(DocumentKind)
class DocumentKindAdmin(TranslatedAdmin):
    provincial = True
    list_display = ("code", "name", "category", "intake")


class NationalCodeForm(forms.ModelForm):
    """Our key is chosen from those there are."""

    kind = forms.ChoiceField(label=_("our key"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        identity = [(kind.code, kind.name) for kind in DocumentKind.objects.all()]
        language = get_language() or "en"
        choices = identity + [(one.code, one.name(language)) for one in employment_documents()]
        self.fields["kind"] = forms.ChoiceField(label=self.fields["kind"].label, choices=choices)


@admin.register(NationalCode)
class NationalCodeAdmin(VersionAdmin):
    form = NationalCodeForm
    list_display = ("kind", "holder", "code", "source", "starts_on")
    search_fields = ("kind", "code")


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
