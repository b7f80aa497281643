from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discovery', '0004_evidence_has_a_workspace'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='heardcount', name='one_count_a_month'),
        migrations.RemoveConstraint(model_name='person', name='one_person_a_name'),
        migrations.AddField(
            model_name='heardcount',
            name='everyone',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='person',
            name='identity',
            field=models.CharField(default='', max_length=255),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='heardcount',
            constraint=models.UniqueConstraint(fields=('workspace', 'everyone', 'segment', 'month'), name='one_count_a_month'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.UniqueConstraint(fields=('workspace', 'identity'), name='one_person_an_identity'),
        ),
    ]
