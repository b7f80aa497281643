"""Evidence that was there before gets its workspace, its day and whether it is visible."""

from django.db import migrations
from django.db.models import F


def fill(apps, schema_editor):
    evidence = apps.get_model("discovery", "EvidenceRow").objects
    for file in apps.get_model("discovery", "SourceFile").objects.all():
        rows = evidence.filter(file=file)
        rows.update(workspace_id=file.workspace_id, visible=file.state == "visible", arrived=file.imported.date())
        rows.exclude(date=None).update(arrived=F("date"))
    apps.get_model("discovery", "Account").objects.update(listed=True)


class Migration(migrations.Migration):
    dependencies = [("discovery", "0002_rooms")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
