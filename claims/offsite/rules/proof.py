"""From which day a filing counts whose proof came later than the day it was asked for. Pure."""

from datetime import date

PROOF, ASKED = READINGS = ("proof", "asked")


def counts_from(asked: date, proven: date | None, *, reading: str, late_until: date | None) -> date:
    """The first day a filing counts: the day asked for, or the day its proof or commitment was given when that is later. `proven`
    is None where nothing had to be proven; `late_until`: until when the place lets the asked day be filed afterwards, None where it
    does not."""
    if reading == ASKED or proven is None or proven <= asked:
        return asked
    if late_until is not None and proven <= late_until:
        return asked
    return proven
