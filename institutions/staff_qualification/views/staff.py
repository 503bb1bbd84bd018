"""The staff of an institution: who is registered, how many points the year has, what may be done for one of them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from casework.case_pages.views import Press, bar_of
from casework.casefile.services.events import record_look
from casework.engine.words import words_for
from casework.models import CaseFile
from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.reading import read_day
from casework.steps.views.access import needs
from casework.steps.views.making import bound, made
from casework.tables.queries.pages import page_behind
from institutions.designation.queries.designation import goes_on_for
from institutions.designation.queries.entries import entries_on, entry_names
from institutions.register.access import institution_or_404
from institutions.register.models.institution import Institution
from institutions.register.views.making import form_page
from institutions.staff_qualification.forms import EndPostForm, NameForm, ObjectionForm, PointsForm, StaffForm
from institutions.staff_qualification.models import StaffPoints, StaffPost
from institutions.staff_qualification.queries.people import earlier_names, found_among
from institutions.staff_qualification.queries.share import share_of
from institutions.staff_qualification.queries.standing import is_staff_qualified_on, standings_of
from institutions.staff_qualification.services import points, staff
from institutions.staff_qualification.words import EMERGENCY, STATES

PAGE = 50
SHAPES = {"qualified": "done", "suspended": "waiting", "ended": "refused", "not_registered": "open"}


def said_of(standing) -> dict:
    """A standing in words, with its shape."""
    stopped = standing.state in ("suspended", "ended")
    return {
        "standing": standing,
        "label": STATES[standing.state],
        "shape": SHAPES[standing.state],
        "emergency": EMERGENCY if stopped else "",
    }


def _post_or_404(at: Institution, post_id) -> StaffPost:
    post = get_object_or_404(at.staff_posts.select_related("person"), pk=post_id)
    post.institution = at
    return post


@needs("see_institution_staff")
@require_http_methods(["GET", "HEAD", "POST"])
def see_institution_staff(request, institution_id):
    """Everybody registered at an institution by code, with the standing of today; sent with a name or a code, those found by it:
    a name stands in no address. A fixed number of queries, however many."""
    officer, at = request.officer, institution_or_404(request.officer, institution_id)
    typed = request.POST.get("search", "").strip()[:80]
    rows = found_among(StaffPost.objects.filter(institution=at).select_related("person"), typed)
    page = page_behind(rows, ("person__code", "pk"), request.GET.get("after", ""), PAGE)
    keys = [row.person_id for row in page.rows]
    today = standings_of(keys, officer.on, at.place_id)
    record_look("see_institution_staff", by=officer, shown=keys)
    act = words_for("register_institution_staff").act
    presses = [Press(label=act, url=reverse("register_institution_staff", args=[at.pk]))]
    context = {
        "institution": at,
        "rows": [(row, said_of(today[row.person_id])) for row in page.rows],
        "following": f"?after={page.following}" if page.following and not typed else "",
        "more": bool(page.following and typed),
        "search": typed,
        "share": share_of(at, officer.on),
        "bar_of_acts": bar_of(presses if officer.may("register_institution_staff") else []),
    }
    return render(request, "institutions/staff_qualification/staff.html", context)


@needs("see_institution_staff")
@require_GET
def see_staff_person(request, institution_id, post_id):
    """One of the staff: her standing today or on a day that is asked about, her points at all institutions, her cases here."""
    officer, at = request.officer, institution_or_404(request.officer, institution_id)
    post = _post_or_404(at, post_id)
    record_look("see_institution_staff", by=officer, shown=[post.person_id])
    rows = StaffPoints.objects.filter(person=post.person).select_related("institution").order_by("-given_on", "-pk")
    cases = CaseFile.objects.visible_to(officer).filter(staff_case__post=post).order_by("-opened_at")
    names, here = entry_names("conduct"), goes_on_for(at)
    context = {
        "institution": at,
        "post": post,
        "today": said_of(is_staff_qualified_on(post.person, officer.on, place=at.place_id)),
        "asked": _asked(request, post),
        "rows": [(row, names.get(row.conduct, row.conduct)) for row in rows],
        "cases": list(cases[:20]),
        "earlier": earlier_names(post.person),
        "bar_of_acts": _bar(
            post, officer, [one for one in rows if one.superseded_at is None and one.institution_id in here]
        ),
    }
    return render(request, "institutions/staff_qualification/person.html", context)


def _asked(request, post: StaffPost) -> dict | None:
    """The standing on the day of the address; a day that cannot be read says so."""
    typed = request.GET.get("on", "").strip()[:40]
    if not typed:
        return None
    try:
        found = is_staff_qualified_on(post.person, read_day(typed), place=post.institution.place_id)
    except (FactsError, OverflowError):
        return {"on": typed, "problem": _("Write the day as 2026-11-21.")}
    return {"on": typed} | said_of(found)


def _bar(post: StaffPost, officer, standing: list[StaffPoints]):
    names = []
    if officer.may("ask_staff_points"):
        names.append(("propose_points", words_for("ask_staff_points").act))
        if standing:
            names.append(("object_to_points", _("Enter an objection")))
        names.append(("correct_staff_name", _("Correct the name")))
    if officer.may("register_institution_staff") and post.ends_on is None:
        names.append(("end_staff_post", words_for("end_staff_post").act))
    keys = [post.institution_id, post.pk]
    return bar_of(Press(label=label, url=reverse(name, args=keys)) for name, label in names)


@needs("register_institution_staff")
def register_institution_staff(request, institution_id):
    """Register somebody with her promise of service."""
    officer, at = request.officer, institution_or_404(request.officer, institution_id)
    form = bound(request, StaffForm, on=officer.on)

    def do():
        return staff.register_institution_staff(at, form.staff_data(), by=officer, on=officer.on)

    if key := made(request, form, f"register_staff {at.pk}", do):
        return redirect("see_staff_person", institution_id=at.pk, post_id=key)
    act = words_for("register_institution_staff").act
    return form_page(request, form, act, act, back=reverse("see_institution_staff", args=[at.pk]), at=at)


@needs("register_institution_staff")
def end_staff_post(request, institution_id, post_id):
    """Somebody leaves; her points stay with her."""
    officer, at = request.officer, institution_or_404(request.officer, institution_id)
    post = _post_or_404(at, post_id)
    form = bound(request, EndPostForm, on=officer.on)

    def do():
        return staff.end_staff_post(post, form.cleaned_data["ends_on"], by=officer)

    if made(request, form, f"end_staff_post {post.pk}", do):
        messages.success(request, str(words_for("end_staff_post").done))
        return redirect("see_staff_person", institution_id=at.pk, post_id=post.pk)
    return _page_of(request, form, words_for("end_staff_post").act, post)


@needs("ask_staff_points")
def propose_points(request, institution_id, post_id):
    """Points for an act of somebody of the staff."""
    officer, at = request.officer, institution_or_404(request.officer, institution_id)
    post = _post_or_404(at, post_id)
    form = bound(request, PointsForm, conducts=entries_on("conduct", officer.on, at.kind), on=officer.on)

    def do():
        return points.propose_points(post, form.points_data(), by=officer, on=officer.on)

    if key := made(request, form, f"propose_points {post.pk}", do):
        return redirect("see_case", case_id=key)
    return _page_of(request, form, words_for("ask_staff_points").act, post)


@needs("ask_staff_points")
def object_to_points(request, institution_id, post_id):
    """An objection to points that stand and were given here: what another office decided is objected to there."""
    officer, at = request.officer, institution_or_404(request.officer, institution_id)
    post = _post_or_404(at, post_id)
    standing = (
        StaffPoints.objects.known().filter(person=post.person, institution__in=goes_on_for(at)).select_related("case")
    )
    names = entry_names("conduct")
    rows = [
        (row, f"{row.given_on} · {row.points} · {names.get(row.conduct, row.conduct)}")
        for row in standing.order_by("-given_on", "-pk")
    ]
    form = bound(request, ObjectionForm, rows=rows, on=officer.on)

    def do():
        return points.object_to_points(post, form.objection_data(), by=officer, on=officer.on)

    if key := made(request, form, f"object_to_points {post.pk}", do):
        return redirect("see_case", case_id=key)
    return _page_of(request, form, _("Enter an objection"), post)


@needs("ask_staff_points")
def correct_staff_name(request, institution_id, post_id):
    """A name that was written wrongly: a colleague confirms the right one, and the old one stays on record."""
    officer, at = request.officer, institution_or_404(request.officer, institution_id)
    post = _post_or_404(at, post_id)
    form = bound(request, NameForm)

    def do():
        data = form.cleaned_data
        return points.ask_name_correction(post, data["name"], data["words"], by=officer, on=officer.on)

    if key := made(request, form, f"correct_staff_name {post.pk}", do):
        return redirect("see_case", case_id=key)
    return _page_of(request, form, _("Correct the name"), post)


def _page_of(request, form, title, post: StaffPost):
    """A form about somebody: whose it is stands above it, and leaves a look."""
    record_look("see_institution_staff", by=request.officer, shown=[post.person_id])
    back = reverse("see_staff_person", args=[post.institution_id, post.pk])
    return form_page(request, form, title, title, back=back, at=post.institution, person=post.person)
