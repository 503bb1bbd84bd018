from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0006_refused_codes"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="turns",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
