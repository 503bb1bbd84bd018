from django.db import migrations, models

from casework.models.statistics import AddStatistics


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_brakes")]

    operations = [
        migrations.AddIndex(
            model_name="casefile",
            index=models.Index(
                condition=models.Q(("is_open", True), ("on_work_list", True)),
                fields=["office", "kind", "state", "due_on", "id"],
                name="case_waiting",
            ),
        ),
        migrations.RemoveIndex(model_name="casefile", name="case_due"),
        migrations.AddIndex(
            model_name="casefile",
            index=models.Index(
                condition=models.Q(("due_on__isnull", False), ("is_open", True)),
                fields=["due_on", "id"],
                name="case_due",
            ),
        ),
        AddStatistics("case_flags", "casefile", ["is_open", "on_work_list", "kind", "state"]),
    ]
