"""What of enrolment is translated: three columns each, all filled."""

from modeltranslation.translator import TranslationOptions, register

from enrolment.documents.models import DocumentKind

LANGUAGES = ("zh-hans", "zh-hant", "en")


@register(DocumentKind)
class DocumentKindTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = LANGUAGES
