"""Model fields whose column holds sealed bytes and whose attribute is a `Sealed` that prints as its mask."""

from typing import Any

from django.db import models

from casework.sealing.cipher import seal, unseal

MASK_DOTS = "····"


class Sealed:
    """A sealed value of one row. `str()` gives the mask; the plaintext comes only from `open_for_work` or `reveal`."""

    __slots__ = ("_cipher", "_field", "_plain", "_row")

    def __init__(self, field, row, *, cipher: bytes | None = None, plain=None):
        self._field, self._row, self._cipher, self._plain = field, row, cipher, plain

    def __str__(self) -> str:
        return self._field.mask(self.open_for_work())

    def __repr__(self) -> str:
        return f"<Sealed {self._field.place_of(self._row)}>"

    def __bool__(self) -> bool:
        return bool(self._cipher or self._plain)

    def __reduce__(self):
        raise TypeError("a sealed value is not pickled")

    @property
    def row_id(self):
        return self._row.pk

    def open_for_work(self):
        """The plaintext, for services that compare or print it. A page shows it only through services.looks.reveal."""
        if self._plain is None and self._cipher:
            self._plain = self._field.decode(unseal(self._cipher, self._field.place_of(self._row)))
        return self._plain if self._plain is not None else self._field.empty

    def cipher_to_store(self) -> bytes:
        """The bytes for the column: unchanged ones as they are, new ones sealed for this row."""
        if self._cipher is None and self._plain not in (None, self._field.empty):
            self._cipher = seal(self._field.encode(self._plain), self._field.place_of(self._row))
        return self._cipher or b""


class SealedAttribute:
    """Gives and takes `Sealed` values on a model instance."""

    def __init__(self, field):
        self.field = field

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        raw = instance.__dict__.get(self.field.attname)
        if isinstance(raw, Sealed):
            return raw
        if self.field.attname not in instance.__dict__:
            instance.refresh_from_db(fields=[self.field.attname])
            return getattr(instance, self.field.attname)
        value = self._wrap(instance, raw)
        instance.__dict__[self.field.attname] = value
        return value

    def _wrap(self, instance, raw):
        if isinstance(raw, StoredBytes):
            return Sealed(self.field, instance, cipher=raw.value)
        # Django gives b"" for an empty default, whatever the field holds.
        return Sealed(self.field, instance, plain=raw or None)

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


class StoredBytes:
    """Bytes as they came from the column, told apart from plaintext somebody assigned."""

    __slots__ = ("value",)

    def __init__(self, value: bytes):
        self.value = value


class SealedField(models.BinaryField):
    # What mypy is told that the attribute takes and gives.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Sealed
    empty: object = ""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", self._empty_default)
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    @classmethod
    def _empty_default(cls):
        return cls.empty

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        kwargs.pop("editable", None)
        return name, path, args, kwargs

    def contribute_to_class(self, cls, name, private_only=False):
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, SealedAttribute(self))

    def place_of(self, row) -> str:
        return f"{row._meta.db_table}:{self.attname}:{row.pk}"

    def from_db_value(self, value, _expression, _connection):
        return None if value is None else StoredBytes(bytes(value))

    def pre_save(self, model_instance, add):
        return getattr(model_instance, self.attname).cipher_to_store()

    def get_db_prep_value(self, value, connection, prepared=False):
        if isinstance(value, StoredBytes):
            value = value.value
        if isinstance(value, Sealed):
            value = value.cipher_to_store()
        if isinstance(value, str):
            raise TypeError("a sealed field is written through its model, never by update() with plaintext")
        return super().get_db_prep_value(value, connection, prepared)

    def to_python(self, value):
        return value

    def value_to_string(self, obj):
        raise TypeError("a sealed value is not exported")


class SealedTextField(SealedField):
    """Sealed text. Its mask shows the last four characters behind a constant number of dots."""

    empty = ""

    def encode(self, plain: str) -> bytes:
        return plain.encode("utf-8")

    def decode(self, raw: bytes) -> str:
        return raw.decode("utf-8")

    def mask(self, plain: str) -> str:
        if not plain:
            return ""
        return MASK_DOTS + (plain[-4:] if len(plain) >= 8 else "")


class SealedProseField(SealedTextField):
    """Sealed words, such as an address or a note: no part of them is fit for a mask."""

    def mask(self, plain: str) -> str:
        return MASK_DOTS if plain else ""


class SealedBytesField(SealedField):
    """Sealed bytes, such as a printed paper."""

    empty = b""

    def encode(self, plain: bytes) -> bytes:
        return plain

    def decode(self, raw: bytes) -> bytes:
        return raw

    def mask(self, plain: bytes) -> str:
        return MASK_DOTS if plain else ""
