from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonNameKey(models.Model):
    """A folded form of a person's name, found by prefix: Han folded to Simplified, pinyin in both orders, initials, Latin."""

    RETENTION = "person_permanent"

    class Kind(models.TextChoices):
        HAN = "han", _("Han")
        GIVEN = "given", _("given name")
        PINYIN = "pinyin", _("pinyin")
        INITIALS = "initials", _("initials")
        LATIN = "latin", _("Latin letters")

    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="name_keys")
    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=120, db_collation="C")

    class Meta:
        verbose_name = _("name key")
        verbose_name_plural = _("name keys")
        constraints = [models.UniqueConstraint(fields=["person", "kind", "key"], name="name_key_once")]
        indexes = [models.Index(fields=["key", "person"], name="name_key_prefix")]

    def __str__(self):
        return f"{self.kind} key of {self.person_id}"
