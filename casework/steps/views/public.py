"""Pages open to everybody that have their language in their address, so that a link means the same to everybody."""

from functools import wraps

from django.http import Http404
from django.utils import translation

from casework.casefile.models.case_file import CLIENT_LANGUAGES


def in_its_language(view):
    """The view answers in the language of its address; one that is not spoken here is 404."""

    @wraps(view)
    def spoken(request, *args, language: str, **kwargs):
        if language not in dict(CLIENT_LANGUAGES):
            raise Http404
        with translation.override(language):
            answer = view(request, *args, language=language, **kwargs)
        answer["Content-Language"] = language
        return answer

    return spoken


def page_languages(language: str) -> dict:
    """What the page's own choice of language shows: the frame offers no other then."""
    return {"page_languages": CLIENT_LANGUAGES, "page_language": language}
