"""A second answer to questions of designation, written from docs/designation.md alone: it walks day by day over a calendar of
what holds, and shares nothing with the rules. It answers the state and reason of a day."""

import datetime as dt

DAY = dt.timedelta(days=1)
VOLUNTARY_DAYS, VOLUNTARY_FROM = 180, dt.date(2021, 2, 1)


def days(first, last):
    return [first + n * DAY for n in range((last - first).days + 1)]


def in_list(listed, code):
    return any(code == one or code.startswith(one + ".") for one in listed)


def calendar_of(question):
    """Day → (agreement, services, departments) that hold, and day → why the last agreement ended just before it."""
    ends, holds = {}, {}
    for one in question.get("agreements", []):
        number, mine = one["number"], days(one["from"], one["until"])
        why = "term_ran_out"
        for stop in question.get("terminations", []):
            named = stop.get("agreement")
            if (named == number or (named is None and stop["from"] in mine)) and mine and stop["from"] <= mine[-1]:
                mine, why = [day for day in mine if day < stop["from"]], "terminated"
        for stop in filter(whole, question.get("suspensions", [])):
            last = lapse_of(stop)
            if last and stop["from"] in mine and last < mine[-1]:
                mine, why = [day for day in mine if day <= last], "not_resumed"
        if not mine:
            continue
        if why == "term_ran_out" and any(
            whole(stop) and mine[-1] in suspended_days(stop, mine[-1]) for stop in question.get("suspensions", [])
        ):
            why = "ran_out_in_suspension"
        ends[mine[-1]] = why
        for day in mine:
            assert day not in holds, "two agreements on one day"
            holds[day] = (number, *scope_on(one, question.get("changes", []), day))
    return holds, ends


def scope_on(agreement, changes, day):
    """Services and departments that an agreement has on a day."""
    services, departments = agreement.get("services", []), agreement.get("departments", [])
    for change in sorted(changes, key=lambda c: c["from"]):
        if change["agreement"] == agreement["number"] and change["from"] <= day:
            services, departments = change.get("services", services), change.get("departments", departments)
    return services, departments


def whole(stop):
    return not stop.get("services") and not stop.get("departments")


def lapse_of(stop):
    """The last day of a suspension of the institution's own that nobody asked to end."""
    if stop["kind"] != "voluntary" or "resumed_on" in stop:
        return None
    last = stop.get("until")
    if stop["from"] >= VOLUNTARY_FROM:
        longest = days(stop["from"], stop["from"] + 400 * DAY)[VOLUNTARY_DAYS - 1]
        last = longest if last is None or longest < last else last
    if "requested_on" in stop and last and stop["requested_on"] <= last:
        return None
    return last


def suspended_days(stop, horizon):
    """The days of a suspension as far as a horizon."""
    if "resumed_on" in stop:
        last = stop["resumed_on"] - DAY
    elif stop["kind"] == "voluntary":
        last = lapse_of(stop)
    else:
        last = stop.get("until")
    return days(stop["from"], min(last, horizon) if last else horizon)


def reference(question):
    """(state, reason) of the day of a question whose days are dates."""
    day, service, department = question["on"], question.get("service"), question.get("department")
    holds, ends = calendar_of(question)

    def agreed(entry):
        _number, services, departments = entry
        return (not service or not services or service in services) and (
            not department or not departments or in_list(departments, department)
        )

    mine = sorted(one for one, entry in holds.items() if agreed(entry))
    if day in holds and agreed(holds[day]):
        touching = [stop for stop in question.get("suspensions", []) if day in suspended_days(stop, day)]
        for stop in sorted(touching, key=lambda one: not whole(one)):
            if (
                whole(stop)
                or service in stop.get("services", [])
                or (department and in_list(stop.get("departments", []), department))
            ):
                return "suspended", stop["kind"]
        left_open = any(
            (not service and stop.get("services")) or (not department and stop.get("departments")) for stop in touching
        )
        return "designated", "partly_suspended" if left_open else "in_force"
    before = [one for one in mine if one < day]
    if before:
        last = before[-1]
        why = ends.get(last, "no_longer_agreed")
        return ("terminated" if why in ("terminated", "not_resumed") else "expired"), why
    if mine:
        return "not_yet", "agreed_later" if any(one <= day for one in holds) else "begins_later"
    return "never", "not_agreed" if holds else "no_agreement"
