"""Demonstration employers of Siming with hires whose clocks stand at every stage."""

from datetime import date, timedelta
from functools import partial

from django.db.models import CharField
from django.db.models.functions import Cast

from casework.mailings.services import notice_sweep, proofs
from casework.mailings.services.proofs import Proof
from casework.models import Mailing
from enrolment.documents.queries import number_hash
from enrolment.employers.services import employer_changes, employer_talks, employers
from enrolment.employers.services.employer_talks import TalkData
from enrolment.employers.services.employers import ContactData, EmployerData
from enrolment.hires.services import hires
from enrolment.hires.services.hires import HireData
from enrolment.models import Employer, EmployerChange, EmployerTalk, Hire
from portal.demo.people import NAMES, Visit, employer_code, person
from portal.demo.pieces import Piece

COMPANIES = (
    ("厦门明山精密电子有限公司", "Xiamen Mingshan Precision Electronics Co., Ltd.", "wholly_owned", "zh-hant"),
    ("厦门海峡茶业有限公司", "Xiamen Strait Tea Co., Ltd.", "joint_venture", "zh-hant"),
    ("思明区阿里山小吃店", "Alishan Snacks, Siming", "individual_business", "zh-hant"),
    ("厦门环球语言培训有限公司", "Xiamen Global Language Training Co., Ltd.", "", "en"),
)
CODES = tuple(employer_code(60_000_000 + number) for number in range(len(COMPANIES)))
# Days since work began: from long overdue to just begun.
STARTED = (75, 45, 40, 37, 33, 31, 30, 27, 20, 15, 6, 2)


def pieces(today: date) -> list[Piece]:
    """Employers known by their code, hires by employer and number, then one contact logged and one notice served."""
    employers_ = [
        Piece(code, Employer.objects.filter(uscc=code).exists, partial(_employer, number, today))
        for number, code in enumerate(CODES)
    ]
    began = [today - timedelta(days=days) for days in STARTED]
    hired = [_report(CODES[number % 3], _hire(number, day), today) for number, day in enumerate(began)]
    teacher = HireData(
        kind="passport",
        number="E88200461",
        name="ANNA MÜLLER",
        work_began_on=today - timedelta(days=50),
        latin_name="ANNA MUELLER",
        document_handled_on=today - timedelta(days=24),
    )
    talks = EmployerTalk.objects.filter(employer__uscc=CODES[0])
    keys = Employer.objects.filter(uscc__in=CODES).values(key=Cast("pk", CharField()))
    served = Mailing.objects.filter(addressee_kind="employer", addressee_key__in=keys, state="served")
    changed = EmployerChange.objects.filter(employer__uscc=CODES[1])
    return [
        *employers_,
        *hired,
        _report(CODES[3], teacher, today),
        Piece("a talk", talks.exists, partial(_talk, today)),
        Piece("a notice served", served.exists, partial(_serve_one, today)),
        Piece("a change of an employer", changed.exists, partial(_change, today)),
    ]


def _report(code: str, what: HireData, today: date) -> Piece:
    reported = Hire.objects.filter(employer__uscc=code, number_hash=number_hash(what.number))

    def report() -> None:
        hires.report_hire(Employer.objects.get(uscc=code), what, by=Visit(today).officer("lin"), on=today)

    return Piece(f"hire at {code}", reported.exists, report)


def _talk(today: date) -> None:
    talk = TalkData(
        talked_on=today - timedelta(days=1),
        channel="telephone",
        outcome="will_register",
        promised_on=today + timedelta(days=3),
        note="林小姐接听",
    )
    employer_talks.write_talk(Employer.objects.get(uscc=CODES[0]), talk, by=Visit(today).officer("lin"), on=today)


def _change(today: date) -> None:
    employer = Employer.objects.get(uscc=CODES[1])
    what = employer_changes.ChangeData(
        changed_on=today - timedelta(days=4),
        name="厦门海峡茶业集团有限公司",
        place_id=employer.place_id,
        taiwan_funded=employer.taiwan_funded,
        taiwan_form=employer.taiwan_form,
    )
    employer_changes.open_employer_change(employer, what, by=Visit(today).officer("lin"), on=today)


def _employer(number: int, today: date) -> None:
    name, latin, form, language = COMPANIES[number]
    clerk = Visit(today).officer("lin")
    what = EmployerData(
        uscc=CODES[number],
        name=name,
        latin_name=latin,
        taiwan_funded=bool(form),
        taiwan_form=form,
        # Two are young: their own registration has a limit to be judged by.
        founded_on=(today - timedelta(days=20), today - timedelta(days=90), None, None)[number],
    )
    made = employers.register_employer(what, by=clerk, on=today)
    # The third has only a telephone: its notices wait for a person.
    email = "" if number == 2 else f"hr{number}@demonstration.example"
    contact = ContactData(
        name=("林小姐", "陳經理", "吳先生", "Ms Carter")[number],
        telephone=f"0592-66{number:05d}",
        email=email,
        language=language,
    )
    employers.add_contact(made, contact, by=clerk, on=today)


def _hire(number: int, began: date) -> HireData:
    who = person(200 + number)
    return HireData(
        kind=who.kind,
        number=who.number,
        name=NAMES[number % len(NAMES)][0],
        work_began_on=began,
        latin_name=who.latin_name,
    )


def _serve_one(today: date) -> None:
    notice_sweep.write_notices(today)
    waiting = Mailing.objects.filter(state="waiting", addressee_kind="employer").order_by("for_date").first()
    if waiting:
        proof = Proof("telephone", "林小姐", max(today, waiting.for_date))
        proofs.serve_mailing(waiting, proof, by=Visit(today).officer("lin"), on=today)
