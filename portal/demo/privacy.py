"""Notices, consents and requests about personal information of demonstration people, a child with its guardian among them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Model

from enrolment.applications.rules.circumstances import Circumstances
from enrolment.applications.services.sheet import ApplicationData
from enrolment.consent.queries.standing import by_consent
from enrolment.consent.queries.texts import notice_on, text_of_purpose
from enrolment.consent.services.notices import Shown, give_notice
from enrolment.consent.services.statements import Said, say_consent
from enrolment.data_requests.services.opening import RequestData, open_data_request
from enrolment.documents.queries import documents_by_number
from enrolment.documents.rules.identity_numbers.citizen_layout import check_character
from enrolment.models import ConsentStatement, DataRequest, NoticeGiven, Person
from portal.demo.people import Visit, person
from portal.demo.pieces import Piece

SCHOOL = "厦门某某学校（演示）"


def pieces(today: date) -> list[Piece]:
    """Somebody told and asked, a child whose guardian decides, requests that wait for a second officer."""
    number = child(today).identity.number
    return [
        _piece(today, 9, "told and asked", NoticeGiven, tell_and_ask),
        _piece(today, 9, "a correction asked for", DataRequest, ask_for_correction),
        _piece(today, 10, "face and messages", ConsentStatement, say_of_face),
        _piece(today, 10, "an explanation asked for", DataRequest, ask_for_explanation),
        Piece("a child", documents_by_number(number).exists, lambda: _child(today)),
    ]


def _piece(today: date, number: int, name: str, model: type[Model], make: Callable[[Person, Visit], object]) -> Piece:
    held = documents_by_number(person(number).number)
    there = model._default_manager.filter(person__documents__in=held.order_by().values("pk"))
    return Piece(f"{name} of person {number}", there.exists, lambda: make(held.get().person, Visit(today)))


def tell(who: Person, visit: Visit, speaker: str = "herself") -> None:
    version = notice_on(who.birth_on, visit.today).starts_on.isoformat()
    shown = Shown(version=version, language=who.language, speaker=speaker)
    give_notice(who, shown, by=visit.officer("lin"), on=visit.today)


def ask(who: Person, visit: Visit, purpose: str, says: str, *, speaker: str = "herself", receiver: str = "") -> None:
    version = text_of_purpose(by_consent(visit.today)[purpose].text, visit.today).starts_on.isoformat()
    shown = Shown(version=version, language=who.language, speaker=speaker)
    said = Said(purpose=purpose, says=says, shown=shown, receiver=receiver)
    say_consent(who, said, by=visit.officer("lin"), on=visit.today)


def tell_and_ask(who: Person, visit: Visit) -> None:
    tell(who, visit)
    ask(who, visit, "messages", "given")
    ask(who, visit, "third_party", "given", receiver=SCHOOL)


def say_of_face(who: Person, visit: Visit) -> None:
    ask(who, visit, "face", "given")
    ask(who, visit, "messages", "declined")


def ask_for_correction(who: Person, visit: Visit) -> None:
    request = RequestData(
        right="correct",
        about="address",
        speaker="herself",
        received_on=visit.today - timedelta(days=4),
        claimed="厦门市湖里区（演示地址）",
    )
    open_data_request(who, request, by=visit.officer("lin"), on=visit.today)


def ask_for_explanation(who: Person, visit: Visit) -> None:
    request = RequestData(
        right="explain", speaker="herself", received_on=visit.today, words="哪些单位能看到我的参保信息？"
    )
    open_data_request(who, request, by=visit.officer("lin"), on=visit.today)


def child(today: date) -> ApplicationData:
    """Nine or ten years old, taken in with its father."""
    born = date(today.year - 10, 9, 1)
    body = f"830000{born:%Y%m%d}812"
    who = replace(
        person(12),
        number=body + check_character(body),
        name="陳小寶",
        latin_name="CHEN HSIAO-PAO",
        birth_on=born,
        telephone="",
    )
    said = Circumstances(guardian_name="陳志明", guardian_number="H12345678", guardian_relation="father")
    return ApplicationData(identity=who, path="minor", received_on=today - timedelta(days=2), circumstances=said)


def _child(today: date) -> None:
    visit = Visit(today)
    case = visit.verify("chen", visit.submit("lin", child(today)))
    who = Person.objects.get(applications__case=case)
    guardian = str(who.representatives.get().pk)
    tell(who, visit, guardian)
    ask(who, visit, "messages", "given", speaker=guardian)
