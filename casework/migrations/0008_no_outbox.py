"""The outbox had no producer: it comes back with its first use."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_draft_turns")]

    operations = [migrations.DeleteModel(name="OutboxMessage")]
