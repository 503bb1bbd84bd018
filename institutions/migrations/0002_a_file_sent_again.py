from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("institutions", "0001_institutions")]

    operations = [
        migrations.RemoveConstraint(model_name="edition", name="edition_sent_once"),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("waiting", "checked", "agreed"))),
                fields=("sha256", "list_name", "place", "institution", "starts_on", "whole"),
                name="edition_sent_once",
                nulls_distinct=False,
            ),
        ),
    ]
