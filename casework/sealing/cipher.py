"""Seal and open bytes. Format: 0x01, length of the key id, key id, 12-byte nonce, ciphertext with tag.

The place a value belongs to (table, field, row) is authenticated with it, so ciphertext cannot be moved to another person.
"""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casework.sealing.ring import DataKey, Ring, RingProblem, current_ring

VERSION = b"\x01"
NONCE_BYTES = 12
TAG_BYTES = 16


class SealBroken(Exception):
    """The stored bytes are not what was sealed for this place: tampered, moved, or of another key."""


def header(key_id: str) -> bytes:
    """The first bytes of everything sealed with this key."""
    raw = key_id.encode("ascii")
    return VERSION + bytes([len(raw)]) + raw


def _encrypt(key: DataKey, nonce: bytes, plain: bytes, place: bytes) -> bytes:
    if key.cipher == "AES-GCM":
        return AESGCM(key.key).encrypt(nonce, plain, place)
    encryptor = Cipher(algorithms.SM4(key.key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(place)
    return encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def _decrypt(key: DataKey, nonce: bytes, body: bytes, place: bytes) -> bytes:
    if key.cipher == "AES-GCM":
        return AESGCM(key.key).decrypt(nonce, body, place)
    decryptor = Cipher(algorithms.SM4(key.key), modes.GCM(nonce, body[-TAG_BYTES:])).decryptor()
    decryptor.authenticate_additional_data(place)
    return decryptor.update(body[:-TAG_BYTES]) + decryptor.finalize()


def seal(plain: bytes, place: str, ring: Ring | None = None) -> bytes:
    """Seal `plain` for `place` (table:field:row) with the current data key. Raises RingProblem."""
    key = (ring or current_ring()).data_key()
    nonce = os.urandom(NONCE_BYTES)
    return header(key.key_id) + nonce + _encrypt(key, nonce, plain, place.encode())


def key_id_of(sealed: bytes) -> str:
    """Which data key sealed these bytes. Raises SealBroken when they were never sealed."""
    if sealed[:1] != VERSION or len(sealed) < 2 + sealed[1] + NONCE_BYTES + TAG_BYTES:
        raise SealBroken("not a sealed value")
    return sealed[2 : 2 + sealed[1]].decode("ascii", "replace")


def unseal(sealed: bytes, place: str, ring: Ring | None = None) -> bytes:
    """Open bytes sealed for `place`. Raises SealBroken or RingProblem; never returns garbage."""
    key = (ring or current_ring()).data_key(key_id_of(sealed))
    start = 2 + sealed[1]
    try:
        return _decrypt(key, sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :], place.encode())
    except InvalidTag:
        raise SealBroken("the seal does not fit this place") from None


def search_hash(namespace: str, value: str) -> bytes:
    """A keyed hash by which an exact value is found without being stored in the clear."""
    return hmac.new(current_ring().search_key(), f"{namespace}\x00{value}".encode(), hashlib.sha256).digest()


__all__ = ["RingProblem", "SealBroken", "header", "key_id_of", "seal", "search_hash", "unseal"]
