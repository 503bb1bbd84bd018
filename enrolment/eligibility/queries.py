"""Eligibility with the rules in force and the settings of the place, as data that can be stored and explained later."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from casework.models import Place
from casework.rulebook.rules.rule_records import covers_place
from enrolment.eligibility.models import AcceptanceSetting
from enrolment.eligibility.rules.eligibility import Applied, CountyAcceptance, EligibilityRule, Facts, decide
from enrolment.eligibility.rules.eligibility_file import FILES, load_eligibility, load_reasons

SCHEMA = 1
RESULT_WORDS = {
    "may_join": _("May join."),
    "both_rules_second_reviewer": _("Two rules disagree. The case goes on, with a second reviewer."),
    "not_eligible": _("The rules of this place exclude it."),
    "value_missing": _("No rule is recorded for this date."),
}


def county_settings(path: str, on: date) -> tuple[CountyAcceptance, ...]:
    """Every published setting for a path in force on a day. One query."""
    rows = AcceptanceSetting.objects.filter(path=path, starts_on__lte=on, published_at__isnull=False)
    return tuple(
        CountyAcceptance(row.place.prefix, row.acceptance, row.starts_on) for row in rows.select_related("place")
    )


def rules_in_use() -> tuple[EligibilityRule, ...]:
    """The rules of the project's own files, and of the further places this installation has."""
    further = (Path(str(folder)) / "eligibility.toml" for folder in settings.PLACE_FOLDERS)
    return load_eligibility(*FILES, *(path for path in further if path.exists()))


def asks_residence(place: Place, on: date) -> bool:
    """Whether any rule in force in the place on a day asks how long somebody has lived there. No query."""
    fitting = (rule for rule in rules_in_use() if rule.residence_months and covers_place(rule.place, place.code))
    return any(rule.in_force(on) for rule in fitting)


def eligibility_for(facts: Facts, place: Place, on: date) -> dict:
    """The outcome as plain data: result, scheme, reasons, every rule with its verdict, and the facts used. One query.

    Which document is held, and what was said of it, is no part of it but by the verdicts.
    """
    outcome = decide(facts, rules_in_use(), on, place.prefix, county_settings(facts.path, on))
    return {
        "schema": SCHEMA,
        "result": outcome.result,
        "scheme": outcome.scheme or "",
        "joining": outcome.joining or "",
        "reasons": list(outcome.reasons),
        "documents_asked": list(outcome.documents_asked),
        "opens_at": outcome.opens_at,
        "facts": {"path": facts.path, "place": place.code, "on": on.isoformat()},
        "applied": [_as_data(applied) for applied in outcome.applied],
    }


def _as_data(applied: Applied) -> dict:
    return {
        "rule": applied.rule.id,
        "verdict": applied.verdict,
        "further": list(applied.further),
        "source": applied.source,
        "status": applied.status,
        "place": applied.rule.place,
        "contribution_months": applied.rule.contribution_months,
        "text": {"zh-hans": applied.rule.zh_hans, "zh-hant": applied.rule.zh_hant, "en": applied.rule.en},
    }


def reason_text(code: str, language: str) -> str:
    """The words for a reason or verdict code in a language; the code itself when it has none."""
    words = load_reasons().get(code, {})
    return words.get(language.replace("-", "_"), code)


def verdict_text(applied: dict, language: str) -> str:
    """What a stored rule says of the facts, all that it has against them, in a language."""
    return " ".join(reason_text(code, language) for code in (applied["verdict"], *applied.get("further", ())))


def explained(eligibility: dict, language: str) -> dict:
    """The stored outcome with words in the reader's language: rules, verdicts, sources."""
    if not eligibility:
        return {}
    return {
        "result": RESULT_WORDS[eligibility["result"]],
        "code": eligibility["result"],
        "reasons": [reason_text(code, language) for code in eligibility["reasons"]],
        "facts": eligibility["facts"],
        "applied": [
            applied | {"words": applied["text"][language], "verdict_words": verdict_text(applied, language)}
            for applied in eligibility["applied"]
        ],
    }
