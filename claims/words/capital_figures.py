"""An amount of money in Chinese capital figures, as receipts and orders to pay carry it: 壹万贰仟叁佰肆拾伍元陆角柒分.

After the basic provisions for filling in bills and settlement vouchers (annex of the Payment and Settlement Measures, People's
Bank of China, 1997): 整 ends an amount without fen, a zero between figures is written once as 零, and the zero may be left
out where a group of four figures or the yuan end with it.
"""

from decimal import Decimal

SIMPLIFIED, TRADITIONAL = "zh-hans", "zh-hant"
DIGITS = {SIMPLIFIED: "零壹贰叁肆伍陆柒捌玖", TRADITIONAL: "零壹貳參肆伍陸柒捌玖"}
GROUPS = {SIMPLIFIED: ("", "万", "亿"), TRADITIONAL: ("", "萬", "億")}
PLACES = ("仟", "佰", "拾", "")
WHOLE = "整"
LARGEST = Decimal(10) ** 12


def capital_figures(amount: Decimal, script: str = SIMPLIFIED) -> str:
    """Yuan with two decimals in capital figures of a script. Raises ValueError below zero, from 10¹² on, or with parts of a fen."""
    fen = amount * 100
    if not 0 <= amount < LARGEST or fen != fen.to_integral_value():
        raise ValueError("an amount from zero, below a million million, in whole fen")
    yuan, rest = divmod(int(fen), 100)
    return (_yuan(yuan, script) + "元" if yuan or not rest else "") + _fen(yuan, rest, script)


def _yuan(yuan: int, script: str) -> str:
    """Whole yuan in groups of four figures; 零 where a group is left out or begins with zeros."""
    digits, groups = DIGITS[script], GROUPS[script]
    if not yuan:
        return digits[0]
    text, gap = "", False
    for power in reversed(range(len(groups))):
        group = yuan // 10_000**power % 10_000
        if not group:
            gap = bool(text)
            continue
        if text and (gap or group < 1000):
            text += digits[0]
        text, gap = text + _group(group, digits) + groups[power], False
    return text


def _group(group: int, digits: str) -> str:
    """Up to four figures; zeros between them are one 零, those at either end are not written."""
    text, gap = "", False
    for place, figure in zip(PLACES, f"{group:04d}", strict=True):
        if figure == "0":
            gap = bool(text)
            continue
        text, gap = text + (digits[0] if gap else "") + digits[int(figure)] + place, False
    return text


def _fen(yuan: int, rest: int, script: str) -> str:
    digits = DIGITS[script]
    tens, ones = divmod(rest, 10)
    if not ones:
        return f"{digits[tens]}角{WHOLE}" if tens else WHOLE
    if tens:
        return f"{digits[tens]}角{digits[ones]}分"
    return (digits[0] if yuan else "") + f"{digits[ones]}分"
