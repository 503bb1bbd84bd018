from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedTextField
from casework.tables.models.bases import (
    KeyedModel,
    PublishedModel,
    all_languages,
    immutable_once_published,
    kept,
    two_people,
)
from enrolment.documents.choices import Category


class DocumentKind(models.Model):
    """A kind of identity document. The key is ours and stable; the national platform's code is a mapping (NationalCode)."""

    RETENTION = "reference"

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    name = models.CharField(_("name"), max_length=120)
    category = models.CharField(_("held by"), max_length=12, choices=Category.choices)
    valid_years = models.PositiveSmallIntegerField(_("years of validity"), null=True, blank=True)
    carries_citizen_number = models.BooleanField(_("carries a citizen identity number"), default=False)
    intake = models.BooleanField(_("accepted at intake"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("document kind")
        verbose_name_plural = _("document kinds")
        ordering = ["order", "code"]
        constraints = [all_languages("document_kind", "name")]
        triggers = [kept()]

    def __str__(self):
        return self.name


class IdentityDocument(KeyedModel):
    """One document of a person with its validity. A renewed document supersedes the old; both stay."""

    RETENTION = "person_permanent"

    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="documents")
    kind = models.ForeignKey("enrolment.DocumentKind", models.PROTECT, related_name="+", verbose_name=_("kind"))
    # Three letters of the issuing state (ICAO Doc 9303), for kinds that many states issue; "" elsewhere and where unrecorded.
    issuer = models.CharField(_("issued by"), max_length=3, blank=True)
    number = SealedTextField()
    number_hash = models.BinaryField(max_length=32)
    name_on_document = models.CharField(_("name as printed"), max_length=80)
    # Which paper shows that a differing name is the same person's.
    name_proof = models.CharField(_("proof of the differing name"), max_length=200, blank=True)
    issued_on = models.DateField(_("issued on"), null=True)
    expires_on = models.DateField(_("valid until"), null=True)
    issue_count = models.PositiveSmallIntegerField(_("issue count"), null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    # Renewed where nobody here saw it made: a second officer keys it in again before it counts as verified.
    renewed_abroad = models.BooleanField(_("renewed outside the mainland"), default=False, db_default=False)
    # The case in which the document was shown; nobody's word but the client's until a second officer has verified it.
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="+")
    verified_on = models.DateField(_("verified on"), null=True)
    verified_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("identity document")
        verbose_name_plural = _("identity documents")
        ordering = ["recorded_at"]
        constraints = [
            # One document, one person, in the whole province; a document is kind, issuer and number.
            models.UniqueConstraint(
                fields=["kind", "issuer", "number_hash"],
                name="document_number_once",
                condition=Q(superseded_at__isnull=True),
            ),
            models.CheckConstraint(
                name="document_validity_ordered",
                condition=Q(issued_on__isnull=True) | Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
            ),
        ]
        indexes = [
            models.Index(fields=["number_hash"], name="document_by_number"),
            # The daily watch reads what runs out, and nothing else.
            models.Index(fields=["expires_on"], name="document_running_out", condition=Q(superseded_at__isnull=True)),
        ]
        triggers = [kept()]

    def __str__(self):
        return f"D-{self.pk.hex[:8].upper()}"


class ExpiryTask(models.Model):
    """Word to the office that a document runs out: so many days before, once for each stage. Cover does not end by it.

    It is done when the document is no longer the person's current one with that last day; nobody ticks it off.
    """

    RETENTION = "operations_3_years"

    document = models.ForeignKey("enrolment.IdentityDocument", models.PROTECT, related_name="expiry_tasks")
    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10)
    expires_on = models.DateField(_("valid until"))
    for_day = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("document that runs out")
        verbose_name_plural = _("documents that run out")
        ordering = ["expires_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["document", "stage", "expires_on"], name="expiry_task_once")]
        indexes = [models.Index(fields=["office", "expires_on", "id"], name="expiry_task_list")]
        triggers = [kept()]

    def __str__(self):
        return f"{self.document} {self.stage}"


class NationalCode(PublishedModel):
    """The code by which the national platform calls a kind of document, of identity or of work, from a day on."""

    RETENTION = "reference"

    kind = models.CharField(_("our key"), max_length=40)
    # Where one kind is held by people of two regions and the platform tells them apart.
    holder = models.CharField(_("held by"), max_length=12, choices=Category.choices, blank=True)
    code = models.CharField(_("code of the national platform"), max_length=10)

    class Meta:
        verbose_name = _("national code of a document kind")
        verbose_name_plural = _("national codes of document kinds")
        ordering = ["kind", "holder", "starts_on"]
        constraints = [
            two_people("national_code"),
            models.UniqueConstraint(fields=["kind", "holder", "starts_on"], name="national_code_version"),
            models.CheckConstraint(name="national_code_form", condition=Q(code__regex=r"^[0-9A-Za-z]{1,10}$")),
        ]
        triggers = [kept(), immutable_once_published()]

    def __str__(self):
        return f"{self.kind} {self.code}"
