"""The calculator's form: person, visit, bill, the year so far. Its codes are those of the policy that is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.steps.forms.base import OnceForm, PlainForm
from casework.steps.forms.fields import DayField
from claims.calculator.forms.fields import BORN_FROM, OTHER_CATEGORY, CodeField, CodesField, FigureField, visit_days
from claims.calculator.forms.lines import FIRST_LINES, LineForm
from claims.calculator.forms.next_year import field_of_next_year, next_year_fields, told_next_year
from claims.calculator.forms.pots import field_of_pot, pot_fields, told_pots
from claims.explanation.words.statement import rule_name
from claims.policies.rules.codes import Codes
from claims.settlement.rules import SettlementError
from claims.settlement.rules.reading.case_reader import COUNTS, PERSON, VISIT
from claims.settlement.rules.reading.values import read_money, read_whole
from claims.words.messages import sentence
from enrolment.documents.rules.identity_numbers import fold

YEAR = {
    "deductible_taken": _("Deductibles charged, stays"),
    "admissions": _("Admissions"),
    "off_site_admissions": _("Off-site admissions"),
    "in_scope": _("In-scope cost, stays"),
    "fund_paid": _("Paid by the fund, stays"),
    "outpatient_deductible_taken": _("Deductibles charged, outpatient"),
    "outpatient_visits": _("Outpatient visits"),
    "outpatient_in_scope": _("In-scope cost, outpatient"),
    "outpatient_fund_paid": _("Paid by the fund, outpatient"),
    "burden": _("In-scope cost left to the person"),
    "major_illness_paid": _("Paid by critical-illness insurance"),
    "assistance_paid": _("Paid by medical assistance"),
    "supplement_paid": _("Paid by supplementary insurance"),
}
# What of the outpatient sums was for care of the kind that is chosen, for policies that count it apart.
YEAR_OF_SETTING = {
    "deductible_taken": _("Of the outpatient deductibles, for this kind of care"),
    "in_scope": _("Of the outpatient cost, for this kind of care"),
    "fund_paid": _("Of what was paid outpatient, for this kind of care"),
}
SUMS = {
    "total": _("Total of the bill"),
    "fully_self": _("Fully self-paid"),
    "over_limit": _("Self-paid over the limit"),
    "first_pay": _("First-payment amount"),
    "in_scope": _("In-scope amount"),
}
PERSON_FIELDS = ("scheme", "category", "age", "born_on", "contribution_years", "retired", "poor", "city_supplement")
PERSON_FIELDS += ("years_without_claim", "diseases", "flags")
VISIT_FIELDS = ("setting", "level", "off_site", "admitted_on", "discharged_on", "ordinal")
MORE_OF_VISIT = ("pay_level", "deductible_level", "settled_on", "days", "stays", "off_site_ordinal")
TRANSFER_FIELDS = ("transfer_direction", "transfer_from_level", "transfer_deductible_paid", "transfer_consortium")
LEVEL_FIELDS = ("level", "pay_level", "deductible_level", "transfer_from_level")
YEAR_FIELDS = (*(f"year_{one}" for one in YEAR), *(f"setting_{one}" for one in YEAR_OF_SETTING))
# Field -> where it stands in a case.
PATHS = {
    **{name: f"person.{name}" for name in PERSON_FIELDS},
    **{name: f"visit.{name}" for name in (*VISIT_FIELDS, *MORE_OF_VISIT)},
    **{name: f"visit.transfer.{name.removeprefix('transfer_')}" for name in TRANSFER_FIELDS},
    **{f"bill_{name}": f"bill.{name}" for name in SUMS},
    **{f"year_{name}": f"accumulators.{name}" for name in YEAR},
    "personal_account": "balances.personal_account",
    "family_account": "balances.family_account",
    "deposit": "deposit",
}
FIELDS = {path: name for name, path in PATHS.items()} | {
    "policy": "policy",
    "bill": "bill_total",
    "bill.lines": "bill_total",
    "visit.on": "discharged_on",
    "accumulators.once_a_year": "ordinal",
}


class CalculationForm(PlainForm):
    policy = forms.ChoiceField(label=_("Policy"))
    scheme = CodeField("scheme", label=_("Scheme"))
    category = CodeField("category", label=_("Category"))
    age = FigureField(PERSON["age"], label=_("Age"))
    born_on = DayField(label=_("or date of birth"), required=False)
    contribution_years = FigureField(PERSON["contribution_years"], label=_("Contribution years"))
    retired = forms.BooleanField(label=_("Retired"), required=False)
    poor = forms.BooleanField(label=_("Listed as poor"), required=False)
    city_supplement = forms.BooleanField(label=_("Member of the city insurance"), required=False)
    years_without_claim = FigureField(PERSON["years_without_claim"], label=_("Years without a claim"))
    diseases = CodesField("disease", label=_("Diseases the policy speaks of"))
    flags = CodesField("flag", label=_("What else the policy asks for"))
    setting = CodeField("setting", label=_("Kind of care"), required=True)
    level = CodeField("level", label=_("Level of the hospital"))
    off_site = CodeField("off_site", label=_("Where the care took place"), required=True)
    admitted_on = DayField(label=_("Admitted on"), required=False)
    discharged_on = DayField(label=_("Discharged on, or day of the visit"), required=False)
    ordinal = FigureField(VISIT["ordinal"], label=_("Number of this admission in the year"))
    pay_level = CodeField("level", label=_("Level for the rate, if another"))
    deductible_level = CodeField("level", label=_("Level for the deductible, if another"))
    settled_on = DayField(label=_("Settled on"), required=False)
    days = FigureField(VISIT["days"], label=_("Days of the stay, if not from the dates"))
    stays = FigureField(VISIT["stays"], label=_("Admissions on this bill, if more than one"))
    off_site_ordinal = FigureField(VISIT["off_site_ordinal"], label=_("Number of this off-site admission in the year"))
    transfer_direction = CodeField("transfer", label=_("Moved from another hospital"), empty=_("no"))
    transfer_from_level = CodeField("level", label=_("Level of that hospital"))
    transfer_deductible_paid = FigureField(read_money, label=_("Deductible charged there"))
    transfer_consortium = forms.BooleanField(label=_("Inside one county consortium"), required=False)
    personal_account = FigureField(read_money, label=_("Balance of the personal account"))
    family_account = FigureField(read_money, label=_("Balance of the family's account"))
    deposit = FigureField(read_money, label=_("Deposit paid to the hospital"))

    def __init__(self, *args, offers, codes: Codes, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["policy"].choices = offers
        for name, label in SUMS.items():
            self.fields[f"bill_{name}"] = FigureField(read_money, label=label)
        for name, label in YEAR.items():
            self.fields[f"year_{name}"] = FigureField(read_whole if name in COUNTS else read_money, label=label)
        for name, label in YEAR_OF_SETTING.items():
            self.fields[f"setting_{name}"] = FigureField(read_money, label=label)
        self.pots = pot_fields(codes.pots)
        self.fields |= {name: field for name, (_pot, _sum, field) in self.pots.items()}
        self.next_year = next_year_fields(YEAR, splits=codes.splits)
        self.fields |= self.next_year
        for name in (*(f"bill_{one}" for one in SUMS), *YEAR_FIELDS):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["born_on"].earliest, self.fields["born_on"].latest = BORN_FROM, today
        for name in ("admitted_on", "discharged_on", "settled_on"):
            self.fields[name].earliest, self.fields[name].latest = visit_days(today)
        self._offer(codes)

    def _offer(self, codes: Codes) -> None:
        self.fields["scheme"].offer(codes.of("scheme"), only=len(codes.of("scheme")) == 1)
        self.fields["category"].offer(codes.of("category"))
        if codes.of("category"):
            self.fields["category"].choices = [*self.fields["category"].choices, OTHER_CATEGORY]
        self.fields["setting"].offer(codes.settings, only=True)
        self.fields["off_site"].offer(codes.off_site, only=True)
        self.fields["transfer_direction"].offer(("up", "down", "same"))
        for name in LEVEL_FIELDS:
            self.fields[name].offer(codes.levels)
        for name, fact in (("diseases", "disease"), ("flags", "flag")):
            self.fields[name].offer(codes.of(fact))

    def document(self) -> dict:
        """The case as the engine reads it, without the lines of the bill. Only for a valid form."""
        made: dict = {}
        for name, path in PATHS.items():
            value = self.cleaned_data[name]
            if value in ("", None, [], False):
                continue
            *parents, key = path.split(".")
            table = made
            for parent in parents:
                table = table.setdefault(parent, {})
            table[key] = value.isoformat() if hasattr(value, "isoformat") else value
        told = {one: self.cleaned_data[f"setting_{one}"] for one in YEAR_OF_SETTING}
        if any(told.values()):
            setting = self.cleaned_data["setting"]
            of_setting = {setting: {one: value for one, value in told.items() if value}}
            made.setdefault("accumulators", {})["settings"] = of_setting
        if pots := told_pots(self.pots, self.cleaned_data, made.get("visit", {})):
            made.setdefault("accumulators", {}).update(pots)
        made |= told_next_year(self.next_year, self.cleaned_data)
        if not (self.cleaned_data["retired"] or self.cleaned_data["category"]):
            # A box left empty says no; with a category the category says it.
            made.setdefault("person", {})["retired"] = False
        return made

    def _typed(self, *names: str) -> bool:
        given = self.data if self.is_bound else self.initial
        return any(given.get(name) for name in names)

    @property
    def folded_visit(self) -> bool:
        """Whether anything stands behind the fold of the visit; then it is open."""
        return self._typed(*MORE_OF_VISIT, *TRANSFER_FIELDS)

    @property
    def folded_year(self) -> bool:
        return self._typed(*self.year_fields)

    @property
    def year_fields(self) -> tuple[str, ...]:
        """The fields of the year, with those for what the policy counts by itself, and of the next one where it splits stays."""
        return (*YEAR_FIELDS, *self.pots, *self.next_year)

    def group(self, *names: str) -> list:
        """The bound fields of some names; what a policy offers nothing for is left out."""
        return [self[name] for name in names if self._offers(name)]

    def _offers(self, name: str) -> bool:
        choices = getattr(self.fields[name], "choices", None)
        return choices is None or any(code for code, _word in choices)


class KeepForm(OnceForm):
    """For whom a calculation is kept, and in which language the statement is printed beside Chinese."""

    number = forms.CharField(
        label=_("Document number of the person"),
        required=False,
        max_length=200,
        help_text=_("The exact number of somebody registered here. Left empty, it is kept for nobody in particular."),
        widget=forms.TextInput(attrs={"data-scan": "", "spellcheck": "false", "maxlength": "200"}),
    )
    language = forms.ChoiceField(label=_("Language of the client"), choices=CLIENT_LANGUAGES, initial="zh-hant")
    # A digest of what the figures on the screen were made from.
    shown = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean_number(self):
        return fold(self.cleaned_data["number"])


@dataclass
class Sheet:
    """The whole page as typed: the form and the lines of the bill."""

    form: CalculationForm
    lines: list[LineForm]
    # Where in the policy the value would stand that it does not state.
    not_stated: str = ""
    lines_wanted: bool = False

    def is_valid(self) -> bool:
        """Each field by itself; what only the engine can see comes later, by `refuse`."""
        in_lines = [line for line in self.lines if line.typed and not line.is_valid()]
        valid = self.form.is_valid()
        if in_lines:
            self.form.add_error(None, _("There are mistakes in the lines of the bill."))
        return valid and not in_lines

    @property
    def typed_lines(self) -> list[LineForm]:
        return [line for line in self.lines if line.typed]

    def document(self) -> dict:
        """The case as the engine reads it. Only when valid."""
        case = self.form.document()
        if self.typed_lines:
            case.setdefault("bill", {})["lines"] = [line.document() for line in self.typed_lines]
        return case | {"bill": case.get("bill", {})}

    def refuse(self, error: SettlementError) -> None:
        """Put what the engine refused beside the field it is about; what the policy does not state on top, by its name."""
        if error.code == "value_missing" and error.path.startswith("policy."):
            self.not_stated = error.path
            said = _("The policy does not state: %(value)s. A value that is not stated is never taken as zero.")
            self.form.add_error(None, said % {"value": rule_name(error.path)})
        elif (line := self._line_of(error.path)) is not None:
            line.add_error(line.field_of(error.path.rpartition(".")[2]) or "price", sentence(error.problem))
            self.form.add_error(None, _("There are mistakes in the lines of the bill."))
        else:
            self.lines_wanted = error.path == "bill.lines"
            own = field_of_pot(self.form.pots, error.path) or field_of_next_year(self.form.next_year, error.path)
            self.form.add_error(own or _field_of(error.path), sentence(error.problem))

    def _line_of(self, path: str) -> LineForm | None:
        """bill.lines[3].price is about the fourth line in which anything stands."""
        head, _open, rest = path.partition("[")
        number = rest.partition("]")[0]
        lines = self.typed_lines
        return lines[int(number)] if head == "bill.lines" and number.isdigit() and int(number) < len(lines) else None

    @property
    def open_lines(self) -> bool:
        """Whether the grid stands open: something is in it, more lines were asked for, or the policy needs them."""
        filled = (line.typed or any(line.initial.values()) for line in self.lines)
        return self.lines_wanted or len(self.lines) > FIRST_LINES or any(filled)

    @property
    def line_errors(self) -> list[tuple[LineForm, object]]:
        """(line, bound field) of every field of the grid that has an error."""
        return [(line, field) for line in self.lines if line.judged for field in line if field.errors]


def _field_of(path: str) -> str | None:
    """The field of a path, or of the nearest thing around it."""
    if path.startswith("accumulators.settings."):
        return f"setting_{path.rpartition('.')[2]}"
    while path:
        if path in FIELDS:
            return FIELDS[path]
        path = path.rpartition(".")[0]
    return None


def unjudged(data: Mapping, names) -> dict:
    """What was typed as initial values: shown again without a word about it."""
    many = getattr(data, "getlist", None)
    return {name: many(name) if many and len(many(name)) > 1 else data.get(name) for name in names if name in data}
