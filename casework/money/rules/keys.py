"""The keys under which the bookings of a payable stand."""

# Between the key of a payable and the number of one of its bookings; more accounts bear no payable together.
PART = " part "
MOST_PARTS = 9


def part_keys(key: str) -> list[str]:
    """The keys the bookings of a payable may have."""
    return [key, *(f"{key}{PART}{number}" for number in range(1, MOST_PARTS + 1))]
