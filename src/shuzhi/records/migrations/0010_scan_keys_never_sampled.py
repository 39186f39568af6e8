"""Not even the random keys of pictures stay in ANALYZE's samples after the seal (decision 0012, and migration 0007)."""

from django.db import migrations

COLUMNS = {
    "records_scanfile": ("key",),
    "records_scanpage": ("key",),
    "records_scananswer": ("key", "page_id"),
}


def never_sampled(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, columns in COLUMNS.items():
        for column in columns:
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")


class Migration(migrations.Migration):
    dependencies = [("records", "0009_a_form_each")]
    operations = [migrations.RunPython(never_sampled, migrations.RunPython.noop)]
