from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0016_import_repeats"),
    ]

    operations = [
        migrations.AddField(
            model_name="office",
            name="court",
            field=models.CharField(blank=True, max_length=120, verbose_name="people's court for complaints"),
        ),
        migrations.AddField(
            model_name="office",
            name="court_en",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="people's court for complaints"),
        ),
        migrations.AddField(
            model_name="office",
            name="court_zh_hans",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="people's court for complaints"),
        ),
        migrations.AddField(
            model_name="office",
            name="court_zh_hant",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="people's court for complaints"),
        ),
        migrations.AddField(
            model_name="office",
            name="hours",
            field=models.CharField(blank=True, max_length=120, verbose_name="hours"),
        ),
        migrations.AddField(
            model_name="office",
            name="hours_en",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="hours"),
        ),
        migrations.AddField(
            model_name="office",
            name="hours_zh_hans",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="hours"),
        ),
        migrations.AddField(
            model_name="office",
            name="hours_zh_hant",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="hours"),
        ),
        migrations.AddField(
            model_name="office",
            name="reconsideration_organ",
            field=models.CharField(
                blank=True,
                help_text="As a rule the people's government of the same level (Administrative Reconsideration Law, article 24).",
                max_length=120,
                verbose_name="organ of reconsideration",
            ),
        ),
        migrations.AddField(
            model_name="office",
            name="reconsideration_organ_en",
            field=models.CharField(
                blank=True,
                help_text="As a rule the people's government of the same level (Administrative Reconsideration Law, article 24).",
                max_length=120,
                null=True,
                verbose_name="organ of reconsideration",
            ),
        ),
        migrations.AddField(
            model_name="office",
            name="reconsideration_organ_zh_hans",
            field=models.CharField(
                blank=True,
                help_text="As a rule the people's government of the same level (Administrative Reconsideration Law, article 24).",
                max_length=120,
                null=True,
                verbose_name="organ of reconsideration",
            ),
        ),
        migrations.AddField(
            model_name="office",
            name="reconsideration_organ_zh_hant",
            field=models.CharField(
                blank=True,
                help_text="As a rule the people's government of the same level (Administrative Reconsideration Law, article 24).",
                max_length=120,
                null=True,
                verbose_name="organ of reconsideration",
            ),
        ),
    ]
