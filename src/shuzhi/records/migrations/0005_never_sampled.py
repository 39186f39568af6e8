"""PostgreSQL's ANALYZE keeps a sample of every column beside the table, where no sweep reaches it (decision 0002).

None is taken of what must be gone after a seal: keys, openings, what a paper sheet says, what people wrote.
"""

from django.db import migrations

COLUMNS = {
    "records_evaluation": ("box", "seed", "cards"),
    "records_tag": ("code", "answer"),
    "records_leaf": ("leaf", "opening"),
    "records_paperentry": ("answers",),
    "records_comment": ("text",),
}


def never_sampled(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, columns in COLUMNS.items():
        for column in columns:
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")


class Migration(migrations.Migration):
    dependencies = [("records", "0004_present_and_cards")]
    operations = [migrations.RunPython(never_sampled, migrations.RunPython.noop)]
