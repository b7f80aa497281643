from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("discovery", "0014_decisions_hold")]

    operations = [migrations.AddField("sourcefile", "ends_at", models.FloatField(null=True))]
