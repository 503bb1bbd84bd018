from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _


class NameKey(models.Model):
    """A folded form of a name, found by its beginning within an office; what is written in letters also by what it holds inside.

    Written anew from the names whenever one of them, or the office, changes: nothing is known by a key alone.
    """

    class Kind(models.TextChoices):
        HAN = "han", _("Han")
        PART = "part", _("part of a name")
        PINYIN = "pinyin", _("pinyin")
        INITIALS = "initials", _("initials")
        LATIN = "latin", _("Latin letters")
        # The keyed hash of what every page shows of a number, with the year of birth.
        TAIL = "tail", _("end of a number")

    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=120, db_collation="C")

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.kind} key {self.pk}"


def inner_index(name: str) -> GinIndex:
    """The index by which three characters in a row are found inside a name in letters (pg_trgm)."""
    return GinIndex(OpClass("key", name="gin_trgm_ops"), name=name, condition=models.Q(kind="latin"))


class PersonNameKey(NameKey):
    """A folded form of one of a person's names, or the end of one of her numbers."""

    RETENTION = "person_permanent"

    # The unique constraint begins with the person: no index of its own.
    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="name_keys", db_index=False)

    class Meta:
        verbose_name = _("name key")
        verbose_name_plural = _("name keys")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="name_key_once")]
        indexes = [
            models.Index(fields=["office", "key", "person"], name="name_key_begin"),
            inner_index("name_key_inner"),
        ]
