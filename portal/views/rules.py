"""The rule browser: every rule with its value on a day, its source and how sure it is."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from casework.models import CalendarYear, Place
from casework.rulebook.rules.entered import with_entered
from casework.rulebook.rules.parameters import all_rules
from casework.rulebook.table import enterable_rules
from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import DayField
from casework.steps.views.access import needs
from enrolment.activation.queries.activation_advice import published_matrix
from enrolment.activation.rules.activation_file import load_channels
from enrolment.eligibility.queries import rules_in_use
from enrolment.models import DocumentKind
from portal.views.rule_words import applies_words, value_words


class DayForm(PlainForm):
    on = DayField(label="")


@needs("see_rules")
@require_GET
def rules(request):
    """All rules on a day (today unless told otherwise)."""
    form = DayForm(request.GET) if "on" in request.GET else None
    day = form.cleaned_data["on"] if form and form.is_valid() else request.officer.on
    column = get_language().replace("-", "_")
    places = {place.prefix: place.name for place in Place.objects.all()}
    context = {
        "day": day,
        "form": form,
        "rules": [_rule_row(rule, column, day, places) for rule in (*all_rules().values(), *yearly_rules())],
        "eligibility": [_eligibility_row(rule, column, places) for rule in rules_in_use() if rule.in_force(day)],
        "kinds": {kind.code: kind.name for kind in DocumentKind.objects.all()},
        "channels": {channel.code: getattr(channel, column) for channel in load_channels().channels},
        "matrix": published_matrix(day),
        "years": CalendarYear.objects.all(),
    }
    return render(request, "portal/rules.html", context)


def yearly_rules():
    """What offices entered for insurance years, which no file holds as a rule."""
    yearly = {rule_id: one.rule for rule_id, one in enterable_rules().items() if one.yearly}
    return [rule for rule in with_entered(yearly).values() if rule.values]


def _rule_row(rule, column: str, day, places: dict) -> dict:
    values = [value for value in rule.values if value.from_ <= day]
    return {
        "id": rule.id,
        "label": getattr(rule, column),
        "values": [
            {
                "place": places.get(v.place, v.place),
                "shown": value_words(rule, v),
                "for": ", ".join(applies_words(v)),
                "value": v,
            }
            for v in values
        ],
    }


def _eligibility_row(rule, column: str, places: dict) -> dict:
    return {"rule": rule, "text": getattr(rule, column), "place": places.get(rule.place, rule.place)}
