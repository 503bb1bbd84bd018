"""What of enrolment is translated: three columns each, all filled."""

from modeltranslation.translator import TranslationOptions, register

from enrolment.models import DocumentKind


@register(DocumentKind)
class DocumentKindTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("zh-hans", "zh-hant", "en")
