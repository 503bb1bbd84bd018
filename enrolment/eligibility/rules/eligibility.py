"""Whether somebody may join, in which scheme, and by which rules. Rules that disagree are never hidden."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.rulebook.rules.rule_records import covers_place
from enrolment.documents.rules.holders import holders_of
from enrolment.eligibility.rules.paths import PERMANENT_RESIDENCE

SCHEMES = ("uebmi", "urrbmi")
JOININGS = ("mandatory", "voluntary")

MAY_JOIN = "may_join"
SECOND_REVIEWER = "both_rules_second_reviewer"
NOT_ELIGIBLE = "not_eligible"
VALUE_MISSING = "value_missing"
RESULTS = (MAY_JOIN, SECOND_REVIEWER, NOT_ELIGIBLE, VALUE_MISSING)

ACCEPTS = "accepts"
NOT_RECORDED = "_not_recorded"
VERDICTS = (
    ACCEPTS,
    "path_not_open",
    "document_not_accepted",
    "employment_document_missing",
    "employment_document_not_recorded",
    "stay_document_missing",
    "stay_document_not_recorded",
    "card_from_elsewhere",
    "card_place_not_recorded",
    "works_here",
    "residence_too_short",
    "residence_not_recorded",
)
# What a rule may ask besides the document.
NEEDS = ("employment_document", "stay_document", "card_or_lodging", "not_employed")
# Where a rule lets a first enrolment be opened, and nowhere else.
OPENS_AT = ("community",)

FOLLOW_NOTICE = "provincial_notice"
ASK_REVIEWER = "second_reviewer"
PERMIT_ONLY = "residence_permit_only"
ACCEPTANCES = (FOLLOW_NOTICE, ASK_REVIEWER, PERMIT_ONLY)


@dataclass(frozen=True, kw_only=True)
class EligibilityRule:
    """One dated rule of one place for one path of some kinds of people.

    `accepts` empty: it asks no certain document. `holding`: it speaks of holders of these documents alone. `closed`: it lets
    nobody in. `opens_at`: where alone a first enrolment is opened. `contribution_months`: benefits begin after so many.
    """

    id: str
    place: str
    path: str
    persons: tuple[str, ...]
    accepts: tuple[str, ...]
    holding: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    closed: bool = False
    opens_at: str = ""
    contribution_months: int | None = None
    scheme: str
    joining: str
    from_: date
    until: date | None
    residence_months: int | None
    source: str
    status: str
    zh_hans: str
    zh_hant: str
    en: str

    def in_force(self, on: date) -> bool:
        return self.from_ <= on and (self.until is None or on <= self.until)

    def speaks_of(self, facts: "Facts") -> bool:
        """Whether the rule is about somebody like this on this path."""
        of_her = facts.person in self.persons and self.path == facts.path
        return of_her and (not self.holding or not facts.documents.isdisjoint(self.holding))


@dataclass(frozen=True)
class CountyAcceptance:
    """What a county does where the rules disagree about the document: one of ACCEPTANCES, dated, end included."""

    place: str
    acceptance: str
    starts_on: date
    ends_on: date | None = None

    def in_force(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The path applied for, who applies, the kinds of valid documents held; None: not recorded.

    `residence_months`: months lived in the place. `employment_document`: a document of lawful work is held. `stay_document`: a
    residence document of foreigners is held. `card_here`: the permanent residence card was issued in the place; `lodging`:
    lodging is registered there. `employed`: works there for an employer.
    """

    path: str
    person: str
    documents: frozenset[str] = frozenset()
    residence_months: int | None = None
    employment_document: bool | None = None
    stay_document: bool | None = None
    card_here: bool | None = None
    lodging: bool | None = None
    employed: bool | None = None


@dataclass(frozen=True)
class Applied:
    """One rule and what it says about the facts; where several things are against it, `further` has the rest."""

    rule: EligibilityRule
    verdict: str
    further: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        return self.rule.source

    @property
    def status(self) -> str:
        return self.rule.status


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The answer with every rule that was applied. `documents_asked`: any one of them would satisfy every rule."""

    result: str
    scheme: str | None
    joining: str | None
    applied: tuple[Applied, ...]
    reasons: tuple[str, ...]
    documents_asked: tuple[str, ...] = ()
    # Where alone a first enrolment opens by the rules that let her in, "" for any counter.
    opens_at: str = ""


def decide(
    facts: Facts,
    rules: Iterable[EligibilityRule],
    on: date,
    place: str,
    overrides: tuple[CountyAcceptance, ...] = (),
) -> Outcome:
    """Applies every rule in force in the place on the day.

    All accept: may join. All refuse: not eligible, with reasons. They disagree: a second reviewer, unless only the
    document is in question and the nearest county setting in force says otherwise. No rule: value missing.
    """
    fitting = [r for r in rules if r.speaks_of(facts) and covers_place(r.place, place) and r.in_force(on)]
    applied = tuple(_apply(rule, facts) for rule in sorted(fitting, key=lambda r: (r.place, r.from_, r.id)))
    if not applied:
        return Outcome(result=VALUE_MISSING, scheme=None, joining=None, applied=(), reasons=("no_rule_in_force",))
    result, reasons = _result(applied, facts, _acceptance(overrides, on, place))
    # Rules of one place and day that name different schemes would leave none to be told.
    schemes, joinings = ({getattr(a.rule, name) for a in applied} for name in ("scheme", "joining"))
    if len(schemes) > 1 and result == MAY_JOIN:
        result, reasons = SECOND_REVIEWER, ("rules_disagree",)
    return Outcome(
        result=result,
        scheme=schemes.pop() if len(schemes) == 1 else None,
        joining=joinings.pop() if len(joinings) == 1 else None,
        applied=applied,
        reasons=reasons,
        documents_asked=_documents_asked(applied, facts.person),
        opens_at=max((a.rule.opens_at for a in applied if a.verdict == ACCEPTS), default=""),
    )


def _apply(rule: EligibilityRule, facts: Facts) -> Applied:
    first, *rest = _against(rule, facts) or [ACCEPTS]
    return Applied(rule, first, tuple(rest))


def _against(rule: EligibilityRule, facts: Facts) -> list[str]:
    """Everything the rule has against the facts, so that all is told at once."""
    if rule.closed:
        return ["path_not_open"]
    if rule.accepts and facts.documents.isdisjoint(rule.accepts):
        return ["document_not_accepted"]
    found = [_CHECKS[need](facts) for need in rule.needs]
    return [verdict for verdict in (*found, _residence(rule, facts)) if verdict]


def _residence(rule: EligibilityRule, facts: Facts) -> str:
    if rule.residence_months is None:
        return ""
    if facts.residence_months is None:
        return "residence_not_recorded"
    return "" if facts.residence_months >= rule.residence_months else "residence_too_short"


def _document_held(code: str, facts: Facts) -> str:
    """A permanent resident needs neither permit to work nor residence document: her card is both (Order 16, article 2)."""
    held: bool | None = getattr(facts, code)
    if held or PERMANENT_RESIDENCE in facts.documents:
        return ""
    return f"{code}{NOT_RECORDED}" if held is None else f"{code}_missing"


def _card_or_lodging(facts: Facts) -> str:
    if facts.card_here or facts.lodging:
        return ""
    return "card_place_not_recorded" if None in (facts.card_here, facts.lodging) else "card_from_elsewhere"


_CHECKS = {
    "employment_document": lambda facts: _document_held("employment_document", facts),
    "stay_document": lambda facts: _document_held("stay_document", facts),
    "card_or_lodging": _card_or_lodging,
    "not_employed": lambda facts: "works_here" if facts.employed else "",
}


def _result(applied: tuple[Applied, ...], facts: Facts, acceptance: str) -> tuple[str, tuple[str, ...]]:
    said = (verdict for a in applied for verdict in (a.verdict, *a.further))
    against = tuple(dict.fromkeys(verdict for verdict in said if verdict != ACCEPTS))
    if not facts.documents:
        return NOT_ELIGIBLE, ("no_document", *(reason for reason in against if reason != "document_not_accepted"))
    if not against:
        if all(a.status == "assumed" for a in applied):
            # What the portal assumes is no law: somebody has to look.
            return SECOND_REVIEWER, ("rests_on_assumption",)
        return MAY_JOIN, ("every_rule_accepts",)
    if all(a.verdict != ACCEPTS for a in applied):
        # Not knowing is no ground to refuse: someone has to look, unless something known is against her in every rule.
        unknown = any(_hangs_on_the_unknown(a) for a in applied)
        return (SECOND_REVIEWER if unknown else NOT_ELIGIBLE), against
    if against == ("document_not_accepted",) and acceptance == FOLLOW_NOTICE:
        return MAY_JOIN, ("county_follows_provincial_notice",)
    if against == ("document_not_accepted",) and acceptance == PERMIT_ONLY:
        return NOT_ELIGIBLE, ("county_asks_residence_permit",)
    return SECOND_REVIEWER, ("rules_disagree", *against)


def _hangs_on_the_unknown(applied: Applied) -> bool:
    """Whether this rule would let her in if what is not recorded were as it asks."""
    return all(verdict.endswith(NOT_RECORDED) for verdict in (applied.verdict, *applied.further))


def _acceptance(overrides: tuple[CountyAcceptance, ...], on: date, place: str) -> str:
    fitting = [o for o in overrides if covers_place(o.place, place) and o.in_force(on)]
    nearest = max(fitting, key=lambda o: (len(o.place), o.starts_on), default=None)
    return nearest.acceptance if nearest else ASK_REVIEWER


def _documents_asked(applied: tuple[Applied, ...], person: str) -> tuple[str, ...]:
    accepted = [a.rule.accepts for a in applied if a.rule.accepts]
    if not accepted:
        return ()
    common = (kind for kind in accepted[0] if all(kind in kinds for kinds in accepted))
    return tuple(kind for kind in common if person in holders_of(kind))
