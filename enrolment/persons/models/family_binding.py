import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.tables.models.bases import KeyedModel, kept


class Relative(models.TextChoices):
    """Who of a family may be bound, by what she is to the holder (rules/family_binding.toml)."""

    SPOUSE = "spouse", _("spouse")
    PARENT = "parent", _("parent")
    CHILD = "child", pgettext_lazy("of a family", "child")
    SIBLING = "sibling", _("brother or sister")
    GRANDPARENT = "grandparent", _("grandparent")
    GRANDCHILD = "grandchild", _("grandchild")


class FamilyBinding(KeyedModel):
    """A relative whose costs a personal account may meet: bound with proof of the relation, ended by either of the two."""

    RETENTION = "person_permanent"

    class Side(models.TextChoices):
        HOLDER = "holder", _("the holder of the account")
        MEMBER = "member", _("the relative")
        OFFICE = "office", _("the office, because its conditions are gone")

    holder = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="family_bound")
    member = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="bound_to")
    relation = models.CharField(_("relation to the holder"), max_length=20, choices=Relative.choices)
    # What it rests on (rules/family_binding_basis.toml), and the day on which both consented where that is consent.
    basis = models.CharField(_("basis"), max_length=10)
    consented_on = models.DateField(_("both consented on"), null=True)
    starts_on = models.DateField(_("from"))
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, related_name="family_bindings")
    recorded_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField(_("ended on"), null=True)
    ended_side = models.CharField(_("ended by"), max_length=10, choices=Side.choices, blank=True)
    ended_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("family binding of a personal account")
        verbose_name_plural = _("family bindings of personal accounts")
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "member"], name="family_binding_one_running", condition=Q(ended_on__isnull=True)
            ),
            models.CheckConstraint(name="family_binding_of_two", condition=~Q(holder=F("member"))),
            models.CheckConstraint(
                name="family_binding_rests_on_something",
                condition=~Q(basis="") & (~Q(basis="consent") | Q(consented_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="family_binding_ended_by_somebody",
                condition=Q(ended_on__isnull=True, ended_by__isnull=True, ended_side="")
                | Q(ended_on__isnull=False, ended_by__isnull=False, ended_on__gte=F("starts_on")) & ~Q(ended_side=""),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.ReadOnly(
                name="as_bound", fields=["relation", "basis", "consented_on", "starts_on", "case", "recorded_by"]
            ),
        ]

    def __str__(self):
        return f"B-{self.pk.hex[:8].upper()}"
