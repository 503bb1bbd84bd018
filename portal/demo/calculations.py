"""A calculation that was kept, by the demonstration policy."""

from datetime import date

from django.core.exceptions import ObjectDoesNotExist

from casework.models import CaseFile
from claims.calculator.services import keep_calculation
from claims.policies.queries.offered_policies import offered_policy
from portal.demo.people import Visit, person
from portal.demo.pieces import Piece

POLICY = "fujian-demonstration@1"


def pieces(today: date) -> list[Piece]:
    """One calculation, for a person who is enrolled."""
    return [Piece("a kept calculation", CaseFile.objects.filter(kind="calculation").exists, lambda: _keep(today))]


def _keep(today: date) -> None:
    policy = offered_policy(POLICY)
    if policy is None:
        raise ObjectDoesNotExist(POLICY)
    stay = {
        "person": {"scheme": "uebmi", "category": "retired", "age": "72", "contribution_years": "25"},
        "visit": {"setting": "inpatient", "level": "3", "off_site": "local", "discharged_on": today.isoformat()},
        "bill": {"total": "30000"},
    }
    clerk = Visit(today).officer("lin")
    keep_calculation(policy, stay, number=person(9).number, language="zh-hant", by=clerk, on=today)
