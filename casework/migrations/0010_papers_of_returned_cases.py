"""Cases that wait for papers: their clock stood still and had no date. It runs again under the strictest reading."""

from django.db import migrations

SOURCE = "No text was found that says it; practice is that a period begins when the papers are complete"


def let_them_run(apps, schema_editor):
    deadlines = apps.get_model("casework", "Deadline").objects
    waiting = deadlines.filter(
        stop_reason="returned_for_papers", superseded_by=None, case__is_open=True, case__state="returned"
    )
    done = set()
    for clock in waiting.order_by("-created_at", "-pk"):
        if (clock.case_id, clock.rule) in done:
            continue
        done.add((clock.case_id, clock.rule))
        apps.get_model("casework", "PapersAsked").objects.create(
            case_id=clock.case_id, rule=clock.rule, asked_on=clock.stopped_on
        )
        readings = apps.get_model("casework", "DeadlineReading").objects
        said = {"deadline_id": clock.pk, "source": SOURCE, "status": "assumed"}
        known = {"started_on": clock.started_on, "legal_on": clock.legal_on, "provisional": clock.provisional}
        readings.create(reading="none", counts=True, **said, **known)
        readings.create(reading="pause", counts=False, **said)
        readings.create(reading="restart", counts=False, **said)
        deadlines.filter(pk=clock.pk).update(stopped_on=None, stop_reason="")
        apps.get_model("casework", "CaseFile").objects.filter(pk=clock.case_id).update(due_on=clock.legal_on)


class Migration(migrations.Migration):
    dependencies = [("casework", "0009_papers_asked")]

    operations = [migrations.RunPython(let_them_run, migrations.RunPython.noop)]
