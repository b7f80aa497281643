from django.db import migrations, models

import throughline.strategy.contracts
import throughline.strategy.models


def give_keys(apps, schema_editor):
    """A key of its own for every metric: the default would give one to all."""
    for metric in apps.get_model("strategy", "Metric").objects.all():
        metric.key = throughline.strategy.models.make_metric_key()
        metric.save(update_fields=["key"])


class Migration(migrations.Migration):

    dependencies = [
        ('strategy', '0005_bets'),
    ]

    operations = [
        migrations.AddField('goal', 'by', models.DateField(null=True)),
        migrations.AddField('goal', 'since', models.DateField(null=True)),
        migrations.AddField('goal', 'start', models.FloatField(null=True)),
        migrations.AddField('goal', 'target', models.FloatField(null=True)),
        migrations.AddField(
            model_name='goal',
            name='combines',
            field=models.CharField(blank=True, choices=[('product', 'product'), ('sum', 'sum')], max_length=8),
        ),
        migrations.AddField(
            model_name='goal',
            name='kind',
            field=models.CharField(choices=[('objective', 'objective'), ('result', 'result'), ('node', 'node')], default=throughline.strategy.contracts.GoalKind['OBJECTIVE'], max_length=10),
        ),
        migrations.AddField(
            model_name='metric',
            name='key',
            field=models.CharField(default=throughline.strategy.models.make_metric_key, max_length=32),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='metric',
            constraint=models.UniqueConstraint(fields=('workspace', 'key'), name='one_metric_a_key'),
        ),
    ]
