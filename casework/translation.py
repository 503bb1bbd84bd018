"""What of casework is translated: three columns each, all filled (see models/bases.all_languages)."""

from modeltranslation.translator import TranslationOptions, register

from casework.evidence.models.cause import ReturnCause
from casework.evidence.models.checklist import ChecklistItem
from casework.mailings.models.notice import NoticeText
from casework.papers.models.text import PaperText
from casework.rulebook.models import TableEntry
from casework.staff.models.office import Office
from casework.staff.models.place import Place


@register(Place)
class PlaceTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("zh-hans", "zh-hant", "en")


@register(Office)
class OfficeTranslation(TranslationOptions):
    fields = ("name", "hours", "reconsideration_organ", "court")
    required_languages = dict.fromkeys(("zh-hans", "zh-hant", "en"), ("name",))


@register(ChecklistItem)
class ChecklistItemTranslation(TranslationOptions):
    fields = ("name", "legal_basis")
    required_languages = ("zh-hans", "zh-hant", "en")


@register(ReturnCause)
class ReturnCauseTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("zh-hans", "zh-hant", "en")


@register(PaperText)
class PaperTextTranslation(TranslationOptions):
    fields = ("text",)
    required_languages = ("zh-hans", "zh-hant", "en")


@register(TableEntry)
class TableEntryTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("zh-hans", "zh-hant", "en")


@register(NoticeText)
class NoticeTextTranslation(TranslationOptions):
    fields = ("subject", "body")
    required_languages = ("zh-hans", "zh-hant", "en")
