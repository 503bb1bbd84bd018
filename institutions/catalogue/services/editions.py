"""Editions of lists: sent by one person as a file, read, published by another, or withdrawn. What is published holds from its first
day on; what was known before stays as it was known.

A file is kept in parts and read by the worker where a page would be waited for too long. Nothing is entered in part: a file with a
problem is refused whole, a worker that is killed leaves nothing, the same file sent again changes nothing.
"""

import hashlib
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.models import Place
from casework.questions.rules.mistakes import FactsError
from casework.staff.officer import Officer
from casework.workbooks.rules.limits import MEGABYTE
from casework.workbooks.services.files import WorkbookRefused, form_of, open_archive
from institutions.catalogue.models.edition import PENDING, Edition, EditionPart
from institutions.catalogue.services import staging
from institutions.catalogue.services.reading import BOOK, LIMITS, open_list
from institutions.designation.queries.designation import succession_of
from institutions.register.models.institution import Institution

State = Edition.State
# A larger file, or more rows to enter, is for the worker.
LARGE, UNPACKED, MANY, PART = 2 * MEGABYTE, 16 * MEGABYTE, 20_000, MEGABYTE
OWN = _("You sent it yourself. A colleague with the right to publish must do it.")
ELSEWHERE = _("The list of this place is for its own office or one above it.")
GONE_ON = _("%(code)s goes on for this institution from an earlier day on: send the list for it.")
NOT_WAITING = _("It does not wait for a second person any more. Load the page again.")
CHANGED = _("Another edition of this list was published meanwhile. The difference is worked out anew; read it again.")


class SentBefore(Exception):
    """The same file was sent before for the same list and day; `earlier` is that edition."""

    def __init__(self, earlier: Edition) -> None:
        super().__init__(str(earlier.pk))
        self.earlier = earlier


@dataclass(frozen=True, kw_only=True)
class EditionData:
    """What is said of a file: which list of whom, from which day, whether it is all of it, and where it comes from."""

    list_name: str
    title: str
    starts_on: date
    source: str
    status: str
    place: Place | None = None
    institution: Institution | None = None
    whole: bool = False
    # Of items: the kinds of codes the file is the whole list of.
    whole_of: tuple[str, ...] = ()
    demonstration: bool = False


def within_reach(place: Place | None, institution: Institution | None, by: Officer) -> bool:
    """Whether a list is the officer's office's to write: of places in its area, the country's for the province, and of
    institutions of its area."""
    if institution is not None:
        return institution.office_id in by.area
    if place is None:
        return False
    own = by.office.place
    return place.prefix.startswith(own.prefix) if place.prefix else own.kind == Place.Kind.PROVINCE


def send_edition(file: BinaryIO, name: str, size: int, data: EditionData, *, by: Officer) -> Edition:
    """Keep a file after a look at its form and headers; read it at once when it is small. Raises WorkbookRefused, FactsError (a
    column is missing), SentBefore, Blocked, PermissionDenied."""
    by.must("send_edition")
    if not within_reach(data.place, data.institution, by):
        raise Blocked(Reason("elsewhere", ELSEWHERE, "place"))
    if reason := _gone_on(data):
        raise Blocked(reason)
    form = form_of(name, frozenset(LIMITS))
    if size > LIMITS[form].size:
        raise WorkbookRefused("too_large")
    light = size <= LARGE and (form != "xlsx" or _unpacked(file) <= UNPACKED)
    open_list(file, form, data.list_name)
    edition = Edition(
        list_name=data.list_name,
        place=data.place,
        institution=data.institution,
        title=data.title,
        whole=data.whole,
        whole_of=sorted(data.whole_of),
        starts_on=data.starts_on,
        source=data.source,
        status=data.status,
        demonstration=data.demonstration,
        office=by.office,
        drafted_by=by.user,
        sha256=_digest(file),
        form=form,
        size=size,
    )
    if earlier := _sent_before(edition):
        raise SentBefore(earlier)
    try:
        _keep(file, edition, by)
    except IntegrityError:
        # Two who send the same file at once.
        if earlier := _sent_before(edition):
            raise SentBefore(earlier) from None
        raise
    if light:
        read_edition(edition.pk)
        edition.refresh_from_db()
    return edition


def _gone_on(data: EditionData) -> Reason | None:
    """Prices of a day on which another institution goes on for it are that one's. One query, or none."""
    after = succession_of(data.institution) if data.institution is not None else None
    if after is None or data.starts_on < after.starts_on:
        return None
    return Reason("gone_on", GONE_ON % {"code": after.successor.code}, "starts_on")


def _of_its_list(edition: Edition) -> QuerySet[Edition]:
    """The other editions of the same list of the same place or institution."""
    same = Edition.objects.filter(list_name=edition.list_name, place=edition.place, institution=edition.institution)
    return same.exclude(pk=edition.pk)


def _sent_before(edition: Edition) -> Edition | None:
    """The edition of the same file that waits, or was the last one published: after another one the file says something anew."""
    others = _of_its_list(edition)
    last = others.filter(state=State.PUBLISHED).order_by("-published_at").values("pk")[:1]
    same = others.filter(sha256=edition.sha256, starts_on=edition.starts_on, whole_of=edition.whole_of)
    same = same.filter(whole=edition.whole)
    return same.filter(Q(state__in=PENDING) | Q(pk__in=last)).first()


def _unpacked(file: BinaryIO) -> int:
    """The bytes of a workbook's parts: what reading it takes goes by them, not by how well they are packed."""
    return sum(entry.file_size for entry in open_archive(file, BOOK).infolist())


def _digest(file: BinaryIO) -> bytes:
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(MEGABYTE):
        digest.update(chunk)
    return digest.digest()


@transaction.atomic
def _keep(file: BinaryIO, edition: Edition, by: Officer) -> None:
    edition.save(force_insert=True)
    file.seek(0)
    for number, content in enumerate(_parts(file), start=1):
        EditionPart.objects.create(edition=edition, number=number, content=content)
    record("send_edition", by=by, facts=_facts(edition) | {"bytes": edition.size})


def _parts(file: BinaryIO) -> Iterator[bytes]:
    while content := file.read(PART):
        yield content


def _facts(edition: Edition) -> dict:
    about = edition.institution.code if edition.institution else edition.place_id
    return {"edition": str(edition.pk), "list": edition.list_name, "about": about}


@transaction.atomic
def read_edition(key: uuid.UUID) -> bool:
    """Work out what a file is beside what stands; False where it does not wait, or somebody is at it."""
    edition = _locked(key, State.WAITING)
    if edition is None:
        return False
    # What is compared with must not be about to change: another one that is being entered is waited for.
    one_at_a_time(edition)
    try:
        # What was read before a problem was found is taken back, and the problem is kept.
        with transaction.atomic(), tempfile.TemporaryFile() as file:
            for content in edition.parts.order_by("number").values_list("content", flat=True).iterator(chunk_size=1):
                file.write(content)
            staging.stage(edition, file)
    except WorkbookRefused as refused:
        edition.failure, edition.failure_params = refused.code, refused.params
    except FactsError as problem:
        edition.failure, edition.failure_params = "headers", {"key": problem.params.get("key", "")}
    edition.state = State.REFUSED if edition.failure or edition.rows_bad else State.CHECKED
    edition.checked_at = timezone.now()
    edition.save()
    if edition.state == State.REFUSED:
        # One that is checked may have to be read again, when another is published before it.
        _empty(edition)
    return True


def _locked(key: uuid.UUID, state: str) -> Edition | None:
    rows = Edition.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=key, state=state)
    return rows.select_related("institution", "place").first()


def _empty(edition: Edition) -> None:
    EditionPart.objects.filter(edition=edition).update(content=b"")


def publish_edition(key: uuid.UUID, *, by: Officer, seen: str | None = None) -> Edition:
    """Confirm what an edition changes, as a second person, and enter it; many rows are entered by the worker. `seen`: the mark of
    the difference she was shown, None where it was worked out this moment. Raises Blocked, PermissionDenied."""
    by.must("publish_edition")
    with transaction.atomic():
        edition = _open_to(key, by)
        if edition.drafted_by_id == by.user.pk:
            raise Blocked(Reason("own", OWN))
        if seen is not None and seen != shown_as(edition):
            raise Blocked(Reason("changed", CHANGED))
        one_at_a_time(edition)
        stale = _published_since(edition)
        if stale:
            _read_again(edition)
        else:
            edition.state, edition.published_by = State.AGREED, by.user
            edition.save()
            record("publish_edition", by=by, facts=_facts(edition) | counts_of(edition))
    if stale:
        if edition.size <= LARGE and edition.rows_total <= MANY:
            read_edition(key)
        raise Blocked(Reason("changed", CHANGED))
    if staging.changes_of(edition) <= MANY:
        enter_edition(key)
    edition.refresh_from_db()
    return edition


def shown_as(edition: Edition) -> str:
    """The mark of the difference that a page shows: another one each time it is worked out."""
    return edition.checked_at.isoformat() if edition.checked_at else ""


def counts_of(edition: Edition) -> dict[str, int]:
    """How many rows are new, changed, ended and as before."""
    return {
        "new": edition.rows_new,
        "changed": edition.rows_changed,
        "ended": edition.rows_ended,
        "same": edition.rows_same,
    }


def _open_to(key: uuid.UUID, by: Officer) -> Edition:
    """The edition that waits for a second person, locked. Raises Blocked."""
    rows = Edition.objects.visible_to(by).select_for_update(of=("self",)).select_related("institution__office", "place")
    edition = rows.filter(pk=key).first()
    if edition is None or edition.state != State.CHECKED:
        raise Blocked(Reason("not_waiting", NOT_WAITING))
    if not within_reach(edition.place, edition.institution, by):
        raise Blocked(Reason("elsewhere", ELSEWHERE))
    return edition


def _published_since(edition: Edition) -> bool:
    """Whether what it was compared with has changed, or is about to: another edition of the same list was agreed to."""
    same = _of_its_list(edition)
    return same.filter(state=State.AGREED).exists() or same.filter(published_at__gt=edition.checked_at).exists()


def one_at_a_time(edition: Edition) -> None:
    """Of one list of one place or institution: two who confirm at once do it one after the other."""
    about = f"{edition.list_name} {staging.scope_of(edition)}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('catalogue'), hashtext(%s))", [about])


def _read_again(edition: Edition) -> None:
    staging.forget(edition)
    edition.state, edition.checked_at = State.WAITING, None
    edition.save()


@transaction.atomic
def enter_edition(key: uuid.UUID) -> bool:
    """Write the versions of an edition that was agreed to; False where it is not, or somebody is at it."""
    edition = _locked(key, State.AGREED)
    if edition is None:
        return False
    one_at_a_time(edition)
    moment = timezone.now()
    staging.enter(edition, moment)
    edition.state, edition.published_at = State.PUBLISHED, moment
    edition.save()
    _empty(edition)
    return True


@transaction.atomic
def withdraw_edition(key: uuid.UUID, *, by: Officer) -> None:
    """Drop an edition that was read and not published; it stays on record. Raises Blocked, PermissionDenied."""
    by.must("withdraw_edition")
    edition = _open_to(key, by)
    staging.forget(edition)
    edition.state = State.WITHDRAWN
    edition.save()
    _empty(edition)
    record("withdraw_edition", by=by, facts=_facts(edition))
