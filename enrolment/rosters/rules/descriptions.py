"""The imports of this room, as their files describe them."""

from pathlib import Path

from casework.imports.rules.descriptions import read_description

HIRES = read_description(Path(__file__).parent / "hires.toml")
EMPLOYERS = read_description(Path(__file__).parent / "employers.toml")
STUDENTS = read_description(Path(__file__).parent / "students.toml")
FAMILIES = read_description(Path(__file__).parent / "families.toml")
