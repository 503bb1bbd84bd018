"""The designated institutions, open to everybody: a list in the language of its address, narrowed, printed or taken as a file.
It shows what is public of an institution and nothing of a person."""

import csv
from collections.abc import Iterator
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.enquiry.services import EnquiryBraked, brake_reader
from casework.evidence.queries import in_each_language
from casework.requests.client_address import client_address
from casework.steps.views.copies import from_replica
from casework.steps.views.public import in_its_language, page_languages
from casework.tables.queries.pages import page_behind
from casework.workbooks.services.parts import csv_cell
from institutions.desk.queries.published import (
    Narrowed,
    Published,
    places_published,
    published,
    published_rows,
    published_whole,
)
from institutions.register.forms import kind_choices, service_choices
from institutions.register.words import kind_words, service_words

PAGE = 100
# A file is the same for everybody and changes once a day: a proxy may keep it for an hour.
FILE_KEPT = 3600


def _braked(view):
    """The view counts as one reading from its address; beyond an hour's measure it answers 429 and when to come back."""

    @wraps(view)
    def counted(request, *, language: str):
        try:
            brake_reader("institutions", address=client_address(request), most=settings.PUBLIC_READINGS_PER_HOUR)
        except EnquiryBraked as braked:
            until = timezone.localtime(braked.until)
            context = {"until": until.strftime("%H:%M")} | page_languages(language)
            answer = render(request, "institutions/desk/too_many.html", context, status=429)
            answer["Retry-After"] = str(max(1, int((braked.until - timezone.now()).total_seconds())))
            return answer
        return view(request, language=language)

    return counted


def _narrowed(request) -> Narrowed:
    """The filters of the address, each checked against what there is; anything else is ignored."""
    place, kind, service = (request.GET.get(name, "") for name in ("place", "kind", "service"))
    return Narrowed(
        place=place if place.isascii() and place.isdigit() and len(place) <= 6 else "",
        kind=kind if kind in dict(kind_choices()) else "",
        service=service if service in dict(service_choices()) else "",
        taiwan=request.GET.get("taiwan") == "1",
    )


def _said(one: Published) -> dict:
    """A row in words."""
    services = [service_words(code) for code in one.services] or [_("all services of its licence")]
    return {"one": one, "kind": kind_words(one.institution.kind), "services": services}


@login_not_required
@require_safe
@in_its_language
@_braked
@from_replica
def designated_institutions(request, language):
    """The institutions designated today by code, a hundred a page. A fixed number of queries, however many there are."""
    narrowed, today = _narrowed(request), timezone.localdate()
    page = page_behind(published_rows(narrowed, today), ("code", "pk"), request.GET.get("after", ""), PAGE)
    query = request.GET.copy()
    query.pop("after", None)
    file_query = query.urlencode()
    query["after"] = page.following
    context = {
        "rows": [_said(one) for one in published(page.rows, today)],
        "following": f"?{query.urlencode()}" if page.following else "",
        "file_query": f"?{file_query}" if file_query else "",
        "narrowed": narrowed,
        "places": places_published(),
        "kinds": kind_choices(),
        "services": service_choices(),
        "today": today,
    }
    return render(request, "institutions/desk/designated.html", context | page_languages(language))


class _Line:
    """What csv writes a line to: it gives the line back."""

    def write(self, line: str) -> str:
        return line


def _lines(narrowed: Narrowed, today, language: str) -> Iterator[str]:
    """The file a line at a time, in the language of its address: the answer is read when the request is over."""
    writer = csv.writer(_Line())
    with translation.override(language):
        yield "\ufeff" + writer.writerow(_heads())
    for one in published_whole(narrowed, today):
        with translation.override(language):
            yield writer.writerow([csv_cell(value) for value in _cells(one)])


def _heads() -> list[str]:
    return [
        _("National code"),
        _("Name of the institution"),
        _("Name in simplified Chinese"),
        _("Kind of institution"),
        _("Hospital level"),
        _("Place"),
        _("Address"),
        _("Services"),
        _("Designated from"),
        _("Designated until"),
        _("Suspended"),
        _("Taiwan-funded"),
        _("Note"),
    ]


def _cells(one: Published) -> list[object]:
    at, said = one.institution, _said(one)
    return [
        at.code,
        at.name,
        in_each_language(at, "name")["zh-hans"],
        said["kind"],
        at.get_hospital_level_display(),
        at.place,
        at.address,
        "; ".join(said["services"]),
        one.starts_on or "",
        one.ends_on or "",
        _("yes") if one.suspended else _("no"),
        _("yes") if at.taiwan_funded else _("no"),
        _("demonstration, made up") if at.demonstration else "",
    ]


@login_not_required
@require_safe
@in_its_language
@_braked
def designated_institutions_file(request, language):
    """The same as a file (CSV, UTF-8), whole and by the same filters."""
    today = timezone.localdate()
    answer = StreamingHttpResponse(
        _lines(_narrowed(request), today, language),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="designated-institutions-{language}.csv"'},
    )
    patch_cache_control(answer, public=True, max_age=FILE_KEPT)
    return answer
