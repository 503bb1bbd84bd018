"""What is told while an employer's clock runs: to the employer before the last day and after it, at last to the supervisors."""

from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.mailings.models.notice import Notice
from casework.mailings.table import OFFICE, Plan
from enrolment.employers.queries.addressees import EMPLOYER
from enrolment.hires.models import Hire
from enrolment.hires.rules.registration_deadline import RULE_ID

STAGES = {
    "reminder_10": (EMPLOYER, gettext_lazy("first reminder")),
    "reminder_3": (EMPLOYER, gettext_lazy("second reminder")),
    "reminder_0": (EMPLOYER, gettext_lazy("reminder on the last day")),
    "overdue": (EMPLOYER, gettext_lazy("notice that the date has passed")),
    "escalation": (OFFICE, gettext_lazy("escalation to the supervisor")),
}


def employers_of_hires():
    """case_id and the employer's key, for every hire."""
    return Hire.objects.values("case_id", key=Cast("employer_id", CharField()))


def line_of(notice: Notice, *, with_addressee: bool) -> str:
    """One hire in a message: her reference, masked name and the end of her number, by which her employer knows her; the days
    of the clock."""
    hire, clock = notice.case.hire, notice.deadline
    words = {
        "reference": notice.case.reference,
        "name": hire.masked_name,
        "number": str(hire.number),
        "start": clock.started_on.isoformat(),
        "due": clock.nominal_on.isoformat(),
        "legal": clock.legal_on.isoformat(),
    }
    line = (
        _("%(reference)s  %(name)s %(number)s  counted from %(start)s, due on %(due)s, legal last day %(legal)s")
        % words
    )
    if clock.provisional:
        line += "  " + _("(provisional: the holidays of that year are not published yet)")
    return f"{line}  {hire.employer.name}" if with_addressee else line


PLAN = Plan(
    clock=RULE_ID,
    label=gettext_lazy("registration of an employee"),
    stages_rule="enrolment.notice_stages",
    stages=STAGES,
    receivers={EMPLOYER: employers_of_hires},
    line=line_of,
    related=("hire__kind", "hire__employer"),
)
