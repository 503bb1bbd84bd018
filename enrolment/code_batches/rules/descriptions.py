"""The import of this room, as its file describes it."""

from pathlib import Path

from casework.imports.rules.descriptions import read_description

CONFIRMATIONS = read_description(Path(__file__).parent / "confirmations.toml")
