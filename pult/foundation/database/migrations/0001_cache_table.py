"""The table of Django's database cache, used where no Redis is set."""

from django.db import migrations

MAKE = """
CREATE UNLOGGED TABLE pult_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX pult_cache_expires ON pult_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = []
    operations = [migrations.RunSQL(MAKE, "DROP TABLE pult_cache")]
