from django.db import migrations, models
from django.db.models import Min


def fill(apps, _schema):
    """The day of the earliest accepted evidence for each opportunity that has been counted already."""
    counts = apps.get_model("discovery", "OpportunityCount").objects.all()
    marks = apps.get_model("discovery", "Mark").objects.filter(
        opportunity__isnull=False,
        state="accepted",
        stance="for",
        evidence__visible=True,
        evidence__interviewer=False,
    )
    days = dict(marks.order_by().values_list("opportunity").annotate(first=Min("evidence__date")))
    rows = [row for row in counts.only("pk", "opportunity_id", "first").order_by("pk") if days.get(row.opportunity_id)]
    for row in rows:
        row.first = days[row.opportunity_id]
    counts.bulk_update(rows, ["first"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("discovery", "0015_conversation_ends")]

    operations = [
        migrations.AddField("opportunitycount", "first", models.DateField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
