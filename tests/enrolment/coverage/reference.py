"""A second answer to questions about cover, written from docs/coverage.md alone: slow, by walking days and months.

It reads the JSON of a question itself and shares nothing with the rules. Every term stands in the question's `rules`.
"""

import datetime as dt
import re

DAY = dt.timedelta(days=1)
NEVER = dt.date(9999, 12, 31)
Stretch = dict


def day_of(text):
    return dt.date.fromisoformat(text)


def month_days(year, month):
    """First and last day of a month."""
    first = dt.date(year, month, 1)
    last = first
    while (last + DAY).month == month:
        last += DAY
    return first, last


def months_later(day, number):
    """The corresponding day, walking month by month."""
    year, month = day.year, day.month
    for _n in range(number):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return min(month_days(year, month)[1], dt.date(year, month, 1) + (day.day - 1) * DAY)


def first_of_next(day):
    return month_days(day.year, day.month)[1] + DAY


def reference(question):
    """(covered, from, until, wait_months, reason) of a question that has `on`, days as dates."""
    on = day_of(question["on"])
    stretches = residents(question) if question["scheme"] == "urrbmi" else employees(question)
    if question.get("retired_on"):
        stretches.append(retired(question))
    return answer(question, stretches, on)


def answer(question, stretches, on):
    chosen = choose(stretches, on)
    if chosen is None:
        return False, None, None, None, "not_paid"
    until = chosen["until"]
    ended = question.get("ended_on") and day_of(question["ended_on"])
    cut = bool(ended) and ended < (until or NEVER)
    if cut:
        until = ended
    covered, reason = judge(question, chosen, until, cut, on)
    return covered, chosen["from"], until if chosen["from"] else None, chosen["wait"], reason


def choose(stretches, on):
    """The cover the day lies in, else the paid time it lies in, else the next, else the last."""
    stretches = sorted(stretches, key=lambda one: one["paid"][0], reverse=True)
    for one in stretches:
        if one["from"] and one["from"] <= on <= (one["until"] or NEVER):
            return one
    for one in stretches:
        if one["paid"][0] <= on <= (one["paid"][1] or NEVER):
            return one
    later = [one for one in stretches if one["paid"][0] > on]
    if later:
        return min(later, key=lambda one: one["paid"][0])
    return max(stretches, key=lambda one: one["paid"][0], default=None)


def judge(question, chosen, until, cut, on):
    spans = question.get("suspended", [])
    for span in spans if isinstance(spans, list) else [spans]:
        if day_of(span["from"]) <= on <= day_of(span.get("until", "9999-12-31")):
            return False, "suspended"
    if cut and on > until:
        return False, "ended"
    if not chosen["paid"][0] <= on <= (chosen["paid"][1] or NEVER):
        return False, "not_paid"
    if chosen["reason"] == "no_source":
        return None, "no_source"
    if chosen["reason"] == "payment_day_needed":
        return None, "payment_day_needed"
    if chosen["from"] is None:
        return False, chosen["reason"]
    if on < chosen["from"]:
        return False, "waiting"
    return True, chosen["reason"]


def stretch(paid, from_, until, reason, wait=0) -> Stretch:
    return {"paid": paid, "from": from_, "until": until, "reason": reason, "wait": wait}


# Residents.


def paid_years(question):
    entries = [{"year": entry} if isinstance(entry, int) else dict(entry) for entry in question.get("years", [])]
    own = {k: question[k] for k in ("year", "paid_on", "paid_in", "missed_years", "bought_back") if k in question}
    if own:
        if "year" not in own:
            own["year"] = day_of(question.get("born_on") or question["on"]).year
        entries.append(own)
    return sorted(entries, key=lambda entry: entry["year"])


def residents(question):
    entries = paid_years(question)
    last = len(entries) - 1
    return [one_year(question, entries[:number], entry, number == last) for number, entry in enumerate(entries)]


def one_year(question, earlier, entry, is_last):
    rules = question["rules"]
    start = dt.date(entry["year"], rules["cover_year_month"], 1)
    end = months_later(start, 12) - DAY
    paid_on = day_of(entry["paid_on"]) if "paid_on" in entry else None
    born_on = day_of(question["born_on"]) if "born_on" in question else None
    if born_on and start <= born_on <= end:
        return newborn(rules, entry, born_on, paid_on, end)
    when = paid_when(rules, entry, paid_on)
    if when != "window" and (found := from_employees(question, paid_on, start, end)):
        return found
    missed = missed_before(question, earlier, entry)
    if question.get("person") == "freshman" and is_last and when == "window" and missed == 0:
        early = start
        for _n in range(rules["freshman_months_before"]):
            early = (early - DAY).replace(day=1)
        return stretch((early, end), early, end, "freshman")
    return by_payment(rules, entry, when, missed, paid_on, start, end)


def by_payment(rules, entry, when, missed, paid_on, start, end):
    exempt = rules.get("wait_exempt", False)
    no_wait = exempt or (missed == 0 and when != "late") or ("late_wait" in rules and when != "late")
    if no_wait:
        special = exempt and (missed > 0 or when == "late")
        if when == "window":
            return stretch((start, end), start, end, "exempt" if special else "paid_in_window")
        if paid_on is None:
            return stretch((start, end), None, end, "payment_day_needed")
        return within(start, end, max(start, paid_on), "exempt" if special else "paid_in_extension")
    if "late_wait" in rules:
        return after_days(rules, paid_on, start, end)
    return after_months(rules, entry, when, missed, paid_on, start, end)


def after_days(rules, paid_on, start, end):
    if paid_on is None:
        return stretch((start, end), None, end, "payment_day_needed", None)
    first = max(start, paid_on)
    for _n in range(rules["late_wait"] + (rules["late_wait_day_rule"] == "day_after")):
        first += DAY
    return within(start, end, first, "after_wait", None)


def after_months(rules, entry, when, missed, paid_on, start, end):
    wait = waited(rules, missed, entry.get("bought_back", 0))
    if when == "window":
        return within(start, end, months_later(start, wait), "after_wait", wait)
    if paid_on is None:
        return stretch((start, end), None, end, "payment_day_needed", wait)
    begins = max(start, paid_on)
    first = months_later(begins, wait)
    if rules["wait_day_rule"] == "next_month" and first.day > 1:
        first = first_of_next(first)
    if rules["wait_day_rule"] == "full_months":
        first = months_later(first_of_next(begins), wait)
    return within(start, end, first, "after_wait", wait)


def within(start, end, first, reason, wait=0):
    if first > end:
        return stretch((start, end), None, end, "wait_outlasts_year", wait)
    return stretch((start, end), first, end, reason, wait)


def waited(rules, missed, bought_back):
    added = 0
    for number in range(missed):
        if number > 0 or not rules["first_missed_year_free"]:
            added += rules["wait_per_missed_year"]
    for _n in range(bought_back if isinstance(bought_back, int) else len(set(bought_back))):
        added = max(0, added - rules["months_bought_back"])
    wait = rules["fixed_wait"] + added
    if missed >= rules["long_break_years"]:
        wait = max(wait, rules["long_break_least_wait"])
    return wait


def missed_before(question, earlier, entry):
    rules = question["rules"]
    told = entry.get("missed_years")
    if "late_wait" in rules:
        return 0
    if isinstance(told, int):
        return told
    if told is None:
        known = [one["year"] for one in earlier]
        before = question.get("before")
        if before and day_of(before["until"]).year < entry["year"]:
            known.append(day_of(before["until"]).year)
        if not known:
            return 0
        told = [year for year in range(1950, 2200) if max(known) < year < entry["year"]]
    return len({year for year in told if rules["missed_years_from"] <= year < entry["year"]})


def paid_when(rules, entry, paid_on):
    if "paid_in" in entry:
        return entry["paid_in"]
    if paid_on is None or paid_on <= day_of(rules["window_closes"]):
        return "window"
    return "extended" if paid_on <= day_of(rules["extended_until"]) else "late"


def newborn(rules, entry, born_on, paid_on, end):
    if paid_on is None:
        if entry.get("paid_in") == "late":
            return stretch((born_on, end), None, end, "payment_day_needed")
        return stretch((born_on, end), born_on, end, "newborn")
    last = born_on
    for _n in range(rules["newborn_days"] - (1 if rules["newborn_birth_day_counts"] else 0)):
        last += DAY
    if paid_on <= last:
        return stretch((born_on, end), born_on, end, "newborn")
    first = {"payment_day": paid_on, "day_after": paid_on + DAY, "month_after": first_of_next(paid_on)}
    return within(born_on, end, first[rules["newborn_late"]], "newborn_late")


def from_employees(question, paid_on, start, end):
    rules, before = question["rules"], question.get("before")
    if not before or before["scheme"] != "uebmi" or paid_on is None:
        return None
    until = day_of(before["until"])
    if until > end:
        return None
    gap, first = 0, first_of_next(until)
    while first < paid_on.replace(day=1):
        gap, first = gap + 1, months_later(first, 1)
    if gap > rules["short_gap"] or before.get("months", 0) < rules["between_schemes_months"]:
        return None
    if gap and before.get("back_paid"):
        return stretch((start, end), max(start, until + DAY), end, "short_gap")
    if gap and rules["short_gap_unpaid"] == "wait":
        return None
    return stretch((start, end), max(start, paid_on.replace(day=1), until + DAY), end, "short_gap")


# Employees.


def months_of(question):
    """{first day of a month: day of payment or None} of every month paid, and whether it was paid afterwards."""
    timely, late = set(), set()
    for entry in question.get("months", []):
        if isinstance(entry, str):
            entry = {"from": entry, "to": entry}
        first = dt.date(*map(int, re.findall(r"\d+", entry["from"])[:2]), 1)
        last = dt.date(*map(int, re.findall(r"\d+", entry["to"])[:2]), 1)
        paid_on = day_of(entry["paid_on"]) if "paid_on" in entry else None
        month, kind = first, late if paid_on and paid_on.replace(day=1) > last else timely
        while month <= last:
            kind.add(month)
            month = months_later(month, 1)
    outside = {month for month in late if not timely or month < min(timely) or month > max(timely)}
    return timely | outside, late - outside


def employees(question):
    rules = question["rules"]
    timely, late = months_of(question)
    runs = []
    for month in sorted(timely):
        if runs:
            missing, step = [], months_later(runs[-1][-1], 1)
            while step < month:
                missing.append(step)
                step = months_later(step, 1)
            if len(missing) <= rules["short_gap"] and all(one in late for one in missing):
                runs[-1] += [*missing, month]
                continue
        runs.append([month])
    return [one_run(question, runs[:number], run) for number, run in enumerate(runs)]


def one_run(question, earlier, run):
    rules, before = question["rules"], question.get("before")
    paid_before = sum(len(one) for one in earlier)
    if earlier:
        gap = distance(earlier[-1][-1], run[0])
        if gap <= rules["short_gap"] and rules["short_gap_unpaid"] == "no_wait":
            return contributed(run, rules, paid_before)
        return after_gap(run, rules, paid_before)
    if not before:
        return contributed(run, rules, 0)
    until = day_of(before["until"])
    if before["scheme"] != "uebmi" and before.get("months", 0) < rules["between_schemes_months"]:
        return contributed(run, rules, 0)
    gap = distance(until.replace(day=1), run[0])
    if gap <= 0:
        return run_from(run, max(run[0], until + DAY), 0, "continues")
    if gap > rules["short_gap"]:
        return after_gap(run, rules, 0)
    if before.get("back_paid"):
        return run_from(run, until + DAY, 0, "short_gap")
    if rules["short_gap_unpaid"] == "no_wait":
        return run_from(run, run[0], 0, "short_gap")
    return after_gap(run, rules, 0)


def distance(month, other):
    """Whole months between two."""
    count = -1
    while month < other:
        month, count = months_later(month, 1), count + 1
    return count


def contributed(run, rules, before):
    if "employee_wait" not in rules:
        return no_source(run)
    left = max(0, rules["employee_wait"] - before)
    return run_from(run, months_later(run[0], left), left, "after_wait" if left else "paid_months")


def after_gap(run, rules, paid_before):
    if "long_gap_wait" in rules:
        wait = min(rules["long_gap_wait"], rules["long_gap_most"])
        return run_from(run, months_later(run[0], wait), wait, "after_wait" if wait else "paid_months")
    if not rules.get("employee_wait"):
        return no_source(run)
    return contributed(run, rules, paid_before if rules["employee_months_counted"] == "cumulative" else 0)


def no_source(run):
    end = month_days(run[-1].year, run[-1].month)[1]
    return stretch((run[0], end), None, end, "no_source", None)


def run_from(run, first, wait, reason):
    end = month_days(run[-1].year, run[-1].month)[1]
    if first > end:
        return stretch((run[0], end), None, end, "months_not_reached", wait)
    return stretch((min(run[0], first), end), first, end, reason, wait)


def retired(question):
    rules, day = question["rules"], day_of(question["retired_on"])
    have = question.get("contribution_months", 0)
    actual = question.get("actual_months", have)
    if have < 12 * rules["required_years"] or actual < 12 * rules["required_actual_years"]:
        return stretch((day, None), None, None, "years_short")
    return stretch((day, None), day, None, "retired")
