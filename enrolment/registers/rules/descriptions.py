"""The imports of this room, as their files describe them."""

from pathlib import Path

from casework.imports.rules.descriptions import read_description

DEATHS = read_description(Path(__file__).parent / "deaths.toml")
BIRTHS = read_description(Path(__file__).parent / "births.toml")
