"""What is written on paper sheets: cut out of their pictures, later apart from them (decision 0012)."""

from django.db import migrations, models

COLUMNS = {"records_scanpage": ("comment",), "records_comment": ("picture",)}


def never_sampled(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, columns in COLUMNS.items():
        for column in columns:
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")


class Migration(migrations.Migration):
    dependencies = [("records", "0011_papers_of_a_programme")]
    operations = [
        migrations.AddField("comment", "picture", models.BinaryField(null=True)),
        migrations.AddField("scanpage", "comment", models.BinaryField(default=bytes)),
        migrations.RunPython(never_sampled, migrations.RunPython.noop),
    ]
