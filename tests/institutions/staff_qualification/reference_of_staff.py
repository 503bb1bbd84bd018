"""A second answer to whether somebody of the staff is qualified, written from decision 60 alone: each act is
asked by itself whether the day falls under what it brought about. It shares nothing with the rules."""

from dateutil.relativedelta import relativedelta


def state_of(acts, posts, day):
    """`acts`: (day, points, months or None) in the order they were given; `posts`: (first, promised, last or None)."""
    worst = ""
    for number, (given, points, months) in enumerate(acts):
        before = sum(other for when, other, _m in acts[:number] if when.year == given.year)
        if before + points >= 12:
            what, length = "ended", 36 if points >= 12 else 12
        elif before + points >= 9:
            what, length = "suspended", months or 1
        else:
            continue
        if given <= day < given + relativedelta(months=length):
            worst = "ended" if "ended" in (what, worst) else what
    if worst:
        return worst
    for first, promised, last in posts:
        if max(first, promised) <= day and not (last and day > last):
            return "qualified"
    return "not_registered"


def points_of(acts, day):
    return sum(points for given, points, _months in acts if given.year == day.year and given <= day)
