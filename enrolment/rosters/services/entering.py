"""How a row of a roster is entered: as the officer who confirmed it would have by hand."""

from collections.abc import Sequence
from datetime import date

from casework.casefile.models.case_file import CaseFile
from casework.imports.rules.rows import Values
from casework.imports.table import Made
from casework.staff.officer import Officer
from enrolment.employers.models.employer import Employer
from enrolment.employers.services.employers import ContactData, EmployerData, add_contact, register_employer
from enrolment.hires.services.hires import HireData, report_hire


def enter_hires(employer: Employer, rows: Sequence[Values], by: Officer, on: date) -> list[Made]:
    """Report each row as a hire of the employer. Raises what reporting one raises."""
    return [Made(case=_report_hire(employer, values, by, on)) for values in rows]


def enter_employers(_about: None, rows: Sequence[Values], by: Officer, on: date) -> list[Made]:
    """Register each row as an employer, with its contact. Raises what registering one raises."""
    return [Made(key=_register_employer(values, by, on).pk) for values in rows]


def _report_hire(employer: Employer, values: Values, officer: Officer, on: date) -> CaseFile:
    names = ("kind", "number", "issuer", "name", "latin_name", "work_began_on")
    handled = values["document_handled_on"] or None
    return report_hire(
        employer, HireData(**{name: values[name] for name in names}, document_handled_on=handled), by=officer, on=on
    )


def _register_employer(values: Values, officer: Officer, on: date) -> Employer:
    data = EmployerData(
        uscc=values["uscc"],
        name=values["name"],
        latin_name=values["latin_name"],
        taiwan_funded=values["taiwan_funded"] == "yes",
        taiwan_form=values["taiwan_form"],
        founded_on=values["founded_on"] or None,
    )
    employer = register_employer(data, by=officer, on=on)
    if values["contact_name"]:
        contact = ContactData(
            name=values["contact_name"],
            telephone=values["contact_telephone"],
            email=values["contact_email"],
            language=values["contact_language"] or "zh-hans",
        )
        add_contact(employer, contact, by=officer, on=on)
    return employer
