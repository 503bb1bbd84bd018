"""Words of samples: the strata of risk in the reader's language."""

from django.utils.translation import get_language

from claims.samples.rules.drawing import rates


def stratum_words(code: str) -> str:
    """A stratum as a page shows it; the code itself for one the file no longer has."""
    language = get_language() or "zh-hans"
    return next((one.words.get(language, one.words["zh-hans"]) for one in rates() if one.code == code), code)
