"""Doing a thing once per press of a button, where no case carries a version to tell the second press by."""

import hashlib
import json
import uuid
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.db.models import Model

from casework.engine.models import Operation
from casework.engine.refusals import OperationMismatch
from casework.staff.models.user import User
from casework.staff.officer import Officer


@transaction.atomic
def once(op: uuid.UUID, purpose: str, body: dict, *, by: Officer, do: Callable[[], Model]) -> str:
    """Do it and return the key of what came of it; the same `op` with the same body returns that key and does nothing.

    Raises OperationMismatch for another body, or when the same press is being handled at this very moment.
    """
    digest = body_hash(purpose, body)
    if repeated(op, by.user, digest):
        return Operation.objects.get(pk=op).result["key"]
    key = str(do().pk)
    try:
        with transaction.atomic():
            Operation.objects.create(id=op, user=by.user, purpose=purpose, body_hash=digest, result={"key": key})
    except IntegrityError as problem:
        raise OperationMismatch from problem
    return key


def body_hash(verb: str, body: dict) -> bytes:
    """A digest of what was sent, so that a repeated operation can be told from a changed one."""
    text = json.dumps([verb, body], sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).digest()


def repeated(op: uuid.UUID, user: User, digest: bytes) -> bool:
    """Whether this operation was already done by this user with this body. Raises OperationMismatch if it differs."""
    earlier = Operation.objects.filter(pk=op).first()
    if earlier is None:
        return False
    if earlier.user_id != user.pk or bytes(earlier.body_hash) != digest:
        raise OperationMismatch
    return True
