"""What a second person turns down, judges or weighs: each asked for by a first one, and waiting."""

from dataclasses import replace
from datetime import date

from enrolment.applications.services import applications
from enrolment.changes.services.opening import ChangeData, open_change
from enrolment.employers.services import employer_changes
from enrolment.endings.services.endings import EndingData, ask_ending
from enrolment.hires.services import hires
from enrolment.hires.services.hires import FindingData
from enrolment.models import Person
from tests.builders import data, employer, hired, identity, op, scanned, submitted, verified


def second_hand_cases(officers: dict, insured: Person) -> dict:
    """By the name the sheets use."""
    clerk, reviewer = officers["clerk"], officers["reviewer"]
    firms = [employer(clerk, number) for number in (31, 32, 33)]
    renamed = employer_changes.ChangeData(
        changed_on=date(2026, 6, 1), name="厦门新名电子有限公司", place_id="350203", taiwan_funded=True
    )
    ill = ChangeData(
        act="recognise_disease",
        received_on=clerk.on,
        takes_effect_on=clerk.on,
        ends_on=date(2028, 6, 9),
        detail="高血压Ⅲ期",
    )
    travelling = identity(62, kind="taiwan_travel_permit", sex="male")
    return {
        "doubtful": _doubtful(clerk),
        "disputed": verified(clerk, reviewer, data(travelling)),
        "found": _found(clerk, firms[0]),
        "renaming": employer_changes.open_employer_change(firms[1], renamed, by=clerk, on=clerk.on),
        "revoking": ask_ending(firms[2], EndingData(act="revoke", takes_effect_on=clerk.on), by=clerk, on=clerk.on),
        "recognising": scanned(
            open_change(insured, ill, by=clerk, on=clerk.on), clerk, "identity_document", "diagnosis"
        ),
    }


def _doubtful(clerk):
    """Somebody shows the number of a file with another name, and the counter is not sure who she is."""
    first = identity(61, name="原主人", latin_name="YUAN CHU-JEN")
    case = submitted(clerk, data(first))
    applications.withdraw(
        case.pk, "client_wish", originals_returned=True, by=clerk, on=clerk.on, seen=case.version, op=op()
    )
    stranger = replace(first, name="張冠李戴", latin_name="", telephone="", address="")
    return submitted(clerk, data(stranger, difference="unsure"))


def _found(clerk, firm):
    """A hire of whom the clerk says that there was no duty."""
    case = hired(clerk, firm, sequence=64)
    scanned(case, clerk, "proof_of_finding")
    finding = FindingData("not_employed_here", "x")
    return hires.propose_finding(case.pk, finding, by=clerk, on=clerk.on, seen=case.version, op=op())
