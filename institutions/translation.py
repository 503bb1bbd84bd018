"""What of institutions is translated: three columns each, all filled."""

from modeltranslation.translator import TranslationOptions, register

from institutions.designation.models.entry import DesignationEntry
from institutions.register.models.institution import Institution

LANGUAGES = ("zh-hans", "zh-hant", "en")


@register(Institution)
class InstitutionTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = LANGUAGES


@register(DesignationEntry)
class DesignationEntryTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = LANGUAGES
