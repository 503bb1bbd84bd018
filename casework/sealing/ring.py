"""The key ring: a JSON file with data keys (to seal) and search keys (to find), re-read when it changes.

{"data": {"current": "d1", "keys": {"d1": {"cipher": "AES-GCM", "key": "<base64>"}}},
 "search": {"current": "s1", "keys": {"s1": "<base64>"}}}
"""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

CIPHERS = {"AES-GCM": 32, "SM4-GCM": 16}


class RingProblem(Exception):
    """The ring is missing, malformed, or lacks a key that a sealed value names."""


@dataclass(frozen=True)
class DataKey:
    key_id: str
    cipher: str
    key: bytes


@dataclass(frozen=True)
class Ring:
    current: str
    data_keys: dict[str, DataKey]
    search_current: str
    search_keys: dict[str, bytes]

    def data_key(self, key_id: str | None = None) -> DataKey:
        """The named data key, or the current one. Raises RingProblem naming what is missing."""
        wanted = key_id or self.current
        try:
            return self.data_keys[wanted]
        except KeyError:
            raise RingProblem(f"the key ring has no data key {wanted!r}") from None

    def search_key(self) -> bytes:
        return self.search_keys[self.search_current]


def parse(text: str) -> Ring:
    """Read a ring. Raises RingProblem with the part that is wrong."""
    try:
        raw = json.loads(text)
        data = {
            key_id: DataKey(key_id, entry["cipher"], base64.b64decode(entry["key"]))
            for key_id, entry in raw["data"]["keys"].items()
        }
        search = {key_id: base64.b64decode(key) for key_id, key in raw["search"]["keys"].items()}
        ring = Ring(raw["data"]["current"], data, raw["search"]["current"], search)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise RingProblem(f"the key ring is malformed: {type(problem).__name__}") from None
    for key in data.values():
        if CIPHERS.get(key.cipher) != len(key.key):
            raise RingProblem(f"data key {key.key_id!r}: allowed: {CIPHERS} (bytes)")
    if ring.search_current not in search or ring.current not in data:
        raise RingProblem("the key ring names a current key that it does not hold")
    return ring


_cache: dict[str, tuple[tuple[int, int, int], Ring]] = {}


@cache
def _at(path: str) -> Path:
    """The path, taken apart once: it is asked for every value that is sealed or opened."""
    return Path(path)


def current_ring() -> Ring:
    """The ring of settings.KEY_RING_FILE, re-read when the file changes. Raises RingProblem."""
    path = str(settings.KEY_RING_FILE)
    try:
        stat = _at(path).stat()
    except OSError:
        raise RingProblem(f"no key ring at {path}; `bin/manage create_key_ring` makes one") from None
    stamp = (stat.st_mtime_ns, stat.st_ino, stat.st_size)
    cached = _cache.get(path)
    if cached and cached[0] == stamp:
        return cached[1]
    ring = parse(Path(path).read_text(encoding="ascii"))
    _cache[path] = (stamp, ring)
    return ring


def _new_key(cipher: str) -> dict:
    return {"cipher": cipher, "key": base64.b64encode(secrets.token_bytes(CIPHERS[cipher])).decode()}


def _write(path: Path, raw: dict) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_suffix(".new")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        json.dump(raw, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def create(path: Path, cipher: str = "AES-GCM") -> None:
    """Write a ring with one fresh data key and one search key; the file is readable by its owner alone."""
    search = base64.b64encode(secrets.token_bytes(32)).decode()
    _write(
        path,
        {
            "data": {"current": "d1", "keys": {"d1": _new_key(cipher)}},
            "search": {"current": "s1", "keys": {"s1": search}},
        },
    )


def add_data_key(path: Path, cipher: str = "AES-GCM") -> str:
    """Add a fresh data key and make it current; older keys stay for reading. Returns its id."""
    raw = json.loads(path.read_text(encoding="ascii"))
    number = 1 + max(int(key_id[1:]) for key_id in raw["data"]["keys"])
    key_id = f"d{number}"
    raw["data"]["keys"][key_id] = _new_key(cipher)
    raw["data"]["current"] = key_id
    _write(path, raw)
    return key_id
