"""What of casework is translated: three columns each, all filled (see models/bases.all_languages)."""

from modeltranslation.translator import TranslationOptions, register

from casework.models import ChecklistItem, Office, PaperText, Place


@register(Place)
class PlaceTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("zh-hans", "zh-hant", "en")


@register(Office)
class OfficeTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("zh-hans", "zh-hant", "en")


@register(ChecklistItem)
class ChecklistItemTranslation(TranslationOptions):
    fields = ("name", "legal_basis")
    required_languages = ("zh-hans", "zh-hant", "en")


@register(PaperText)
class PaperTextTranslation(TranslationOptions):
    fields = ("text",)
    required_languages = ("zh-hans", "zh-hant", "en")
