from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("strategy", "0007_noes")]

    operations = [
        migrations.AddField(model_name="decision", name="people", field=models.JSONField(default=list)),
    ]
