"""What stands around and between the parts of a day as people write it: marks, numerals, a time, a day of the week."""

import re

# Every dash is one dash, every dot and comma one dot.
_MARKS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc_", "-")
    | dict.fromkeys("。·・、,\u2027\u2022\u2219", ".")
    | {"\u2215": "/", "\\": "/"}
)
_AROUND_MARKS = re.compile(r"\s*([-/.年月日号號])\s*")
_WEEKDAY = re.compile(
    r"[\s,]*(?:\(\s*(?:星期|礼拜|禮拜|周|週)?([一二三四五六日天])\s*\)|(?:星期|礼拜|禮拜|周|週)([一二三四五六日天])"
    r"|\(?\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|r|ur)?(?:day)?\.?\)?)$",
    re.IGNORECASE,
)
# Without a zone: 16:00 in UTC is another day here.
_CLOCK = re.compile(
    r"(?:T|\s+|(?<=[日号號)一二三四五六天]))(?:上午|下午|早上|晚上)?\s*"
    r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?\s*(?:AM|PM)?$",
    re.IGNORECASE,
)
_IN_NUMERALS = re.compile(
    r"(.*?)([〇○零一二三四五六七八九]{2,4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})([日号號])"
)
_COUNT = re.compile(r"([二三四五六七八九]?)(十)([一二三四五六七八九]?)|([一二三四五六七八九])")
_DIGIT_OF = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}


def without_time(text: str) -> tuple[str, int | None]:
    """The text without a time and a day of the week behind it, in either order; that day (Monday is 0), if there was one."""
    text = _CLOCK.sub("", text, count=1).rstrip()
    found = _WEEKDAY.search(text)
    if not found:
        return text, None
    return _CLOCK.sub("", text[: found.start()].rstrip(), count=1).rstrip(), _weekday(found)


def _weekday(found: re.Match[str]) -> int:
    chinese = found[1] or found[2]
    if chinese:
        return "一二三四五六日".index("日" if chinese == "天" else chinese)
    return ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(found[3].casefold())


def with_plain_marks(text: str) -> str:
    """The text with one dash, one slash and one dot for all their relatives, and no spaces around them."""
    return _AROUND_MARKS.sub(r"\1", text.translate(_MARKS))


def in_digits(text: str) -> str:
    """A day in Chinese numerals (二〇二六年十一月十日) in digits; any other text as it is."""
    found = _IN_NUMERALS.fullmatch(text)
    if not found:
        return text
    month, day = _count(found[3]), _count(found[4])
    if month is None or day is None:
        return text
    return f"{found[1]}{''.join(str(_DIGIT_OF[char]) for char in found[2])}年{month}月{day}{found[5]}"


def _count(numerals: str) -> int | None:
    """A number below a hundred in Chinese numerals; None for what is none."""
    found = _COUNT.fullmatch(numerals)
    if not found:
        return None
    if found[4]:
        return _DIGIT_OF[found[4]]
    return _DIGIT_OF.get(found[1], 1) * 10 + _DIGIT_OF.get(found[3], 0)
