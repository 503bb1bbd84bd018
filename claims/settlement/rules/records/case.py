"""What a settlement is computed from, as plain frozen records: the person, the visit, the bill, the year so far."""

from datetime import date
from decimal import Decimal

from msgspec import UNSET, Struct, UnsetType, field

from claims.settlement.rules.records.rounding import ONE, ZERO

SETTINGS = (
    "inpatient",
    "outpatient",
    "emergency",
    "chronic",
    "special_drug",
    "pharmacy",
    "day_surgery",
    "childbirth",
    "home_bed",
)
# Counted with stays; every other setting is counted apart, as outpatient.
COUNTED_AS_STAY = frozenset({"inpatient", "day_surgery", "childbirth", "home_bed"})
OUTPATIENT = tuple(name for name in SETTINGS if name not in COUNTED_AS_STAY)
LOCAL = "local"
# Codes that belong together: a policy that names one of them knows the others by it, as what it then calls "otherwise".
TOGETHER = {
    "level": frozenset({"1", "2", "3"}),
    "off_site": frozenset({"filed", "unfiled"}),
    "category": frozenset({"active", "retired"}),
}
# Codes that every policy knows.
EVERYWHERE = {"off_site": LOCAL, "category": "other"}
CATEGORIES = frozenset({"active", "retired", "flexible", "student", "adult", "elderly", "child", "other"})


class Patient(Struct, frozen=True, kw_only=True):
    """Facts of the insured person that a policy may ask for; None is "not told"."""

    scheme: str | None = None
    category: str | None = None
    age: int | None = None
    contribution_years: Decimal | None = None
    years_without_claim: int | None = None
    retired: bool | None = None
    poor: bool = False
    city_supplement: bool = False
    diseases: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    born_on: date | None = None


class Transfer(Struct, frozen=True):
    """The stay before, when a patient was moved: up, down or same level; inside one county consortium or not."""

    direction: str
    from_level: str | None = None
    consortium: bool = False
    deductible_paid: Decimal | None = None


class CareVisit(Struct, frozen=True, kw_only=True):
    """Where, when, and which admission of the year. A hospital has three levels: its own, for the deductible, for the ratio."""

    setting: str = "inpatient"
    level: str | None = None
    deductible_level: str | None = None
    pay_level: str | None = None
    off_site: str = LOCAL
    admitted_on: date | None = None
    discharged_on: date | None = None
    settled_on: date | None = None
    ordinal: int | None = None
    off_site_ordinal: int | None = None
    days: int | None = None
    stays: int = 1
    transfer: Transfer | None = None
    flags: frozenset[str] = frozenset()
    # Of a part of a stay, never told by a case: the day that decides, whether it goes on with the part before, and what of its
    # deductible that has left.
    decides_on: date | None = None
    goes_on: bool = False
    carried: Decimal | None = None


class BillLine(Struct, frozen=True, gc=False, kw_only=True):
    """One item of the bill. Either `amount`, or `price` times `quantity` (rounded once). A line that is a part of one has both, and
    with a payment standard its part of what lies `over` that.

    `first_pay` in yuan or `first_pay_ratio` stand for this line before what the policy says of its class; `payment_standard` is
    the highest price per unit that is paid on.
    """

    class_: str
    amount: Decimal | None = None
    price: Decimal | None = None
    quantity: Decimal = ONE
    first_pay_ratio: Decimal | None = None
    first_pay: Decimal | None = None
    payment_standard: Decimal | None = None
    item_class: str | None = None
    on: date | None = None
    code: str = ""
    name: str = ""
    over: Decimal | None = None


class Buckets(Struct, frozen=True, gc=False, kw_only=True):
    """A bill of which only the sums are known."""

    total: Decimal
    in_scope: Decimal
    first_pay: Decimal
    over_limit: Decimal
    fully_self: Decimal


class LayerYear(Struct, frozen=True, gc=False):
    """One layer's year: the burden that has entered its base, and what it has paid."""

    base: Decimal = ZERO
    paid: Decimal = ZERO


class SettingYear(Struct, frozen=True, gc=False):
    """What one kind of care that is no stay has used of the year's outpatient sums."""

    deductible_taken: Decimal = ZERO
    in_scope: Decimal = ZERO
    fund_paid: Decimal = ZERO


class PotYear(Struct, frozen=True, gc=False):
    """What the care of one pot of a policy has used: the whole year, or one month of it."""

    deductible_taken: Decimal = ZERO
    in_scope: Decimal = ZERO
    fund_paid: Decimal = ZERO


# Pot -> what its care has used.
Pots = dict[str, PotYear]
# Pot -> month ("2026-03") -> what its care has used in it.
Months = dict[str, dict[str, PotYear]]


class Accumulators(Struct, frozen=True, kw_only=True):
    """One person's policy year so far; stays and outpatient care are counted apart. A number of visits may be not told, nor which
    deductibles that are charged once a year were charged (None). A year that does not speak of pots has none of their two fields,
    so that the answers of policies without pots are as they were."""

    deductible_taken: Decimal = ZERO
    admissions: int | None = None
    off_site_admissions: int = 0
    in_scope: Decimal = ZERO
    fund_paid: Decimal = ZERO
    outpatient_deductible_taken: Decimal = ZERO
    outpatient_visits: int | None = None
    outpatient_in_scope: Decimal = ZERO
    outpatient_fund_paid: Decimal = ZERO
    burden: Decimal = ZERO
    major_illness_paid: Decimal = ZERO
    assistance_paid: Decimal = ZERO
    supplement_paid: Decimal = ZERO
    layers: dict[str, LayerYear] = field(default_factory=dict)
    limits: dict[str, Decimal] = field(default_factory=dict)
    settings: dict[str, SettingYear] = field(default_factory=dict)
    once_a_year: dict[str, Decimal] | None = None
    pots: Pots | UnsetType = UNSET
    months: Months | UnsetType = UNSET


class SettlementCase(Struct, frozen=True, kw_only=True):
    """One bill to settle: either `lines` or `buckets`."""

    person: Patient = Patient()
    visit: CareVisit = CareVisit()
    lines: tuple[BillLine, ...] = ()
    buckets: Buckets | None = None
    accumulators: Accumulators = Accumulators()
    personal_account: Decimal | None = None
    family_account: Decimal | None = None
    deposit: Decimal = ZERO
    # Of a stay that reaches into the next year: that year before it; None where it is not told.
    next_year: Accumulators | None = None
