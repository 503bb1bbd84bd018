"""Letters: messages that are written when something happens, to any addressee, with proof of service and its day."""

from datetime import date

from casework.casefile.models.case_file import CaseFile
from casework.mailings.models.mailing import Mailing
from casework.mailings.services.texts import in_languages, languages_of, with_contact
from casework.mailings.table import AddresseeKind, Words, addressee_kind
from casework.papers.models.paper import IssuedPaper


def write_letter(
    case: CaseFile,
    code: str,
    words: Words,
    *,
    to: tuple[str, str],
    on: date,
    paper: IssuedPaper | None = None,
    replaces: bool = True,
) -> Mailing:
    """A letter of a registered kind to an addressee (kind, key), in Chinese and the readers' languages; it waits to be
    handed over, and without an address for a person who serves it by post or by hand. `paper`: what it brings, which a
    message cannot carry: then it always waits for a person. An unserved one of the same kind and case is
    replaced, unless each of them tells of something of its own (`replaces` false).

    Whoever is not written to any more gets none: it is kept as stopped, with nothing in it."""
    kind, key = to
    addressee: AddresseeKind = addressee_kind(kind)
    if addressee.silent(key, on):
        return _stopped(case, code, to, on)
    readers = addressee.readers(key, on)
    mailing = Mailing(
        addressee_kind=kind,
        addressee_key=key,
        office=case.office,
        case=case,
        paper=paper,
        stage=code,
        for_date=on,
    )
    if replaces:
        _forget_unserved(mailing)
    if paper is not None:
        mailing.state, mailing.channel = Mailing.State.NO_ADDRESS, Mailing.Channel.OTHER
    subject, text = in_languages(languages_of(readers), with_contact(words, mailing))
    mailing.content = f"{subject}\n\n{text}"
    mailing.save(force_insert=True)
    return mailing


def _stopped(case: CaseFile, code: str, to: tuple[str, str], on: date) -> Mailing:
    kind, key = to
    return Mailing.objects.create(
        addressee_kind=kind,
        addressee_key=key,
        office=case.office,
        case=case,
        stage=code,
        for_date=on,
        state=Mailing.State.STOPPED,
    )


def _forget_unserved(newer: Mailing) -> None:
    """A letter of this kind that still waits says what no longer holds: nobody is asked to serve it."""
    same = Mailing.objects.filter(
        case=newer.case,
        stage=newer.stage,
        addressee_kind=newer.addressee_kind,
        addressee_key=newer.addressee_key,
        state__in=(*Mailing.FOR_A_PERSON, Mailing.State.WAITING),
    )
    same.update(state=Mailing.State.EMPTY)
