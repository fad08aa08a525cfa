"""What stands in the ledger of evidence stays as it is; only that it was taken back is added."""

from django.db import migrations

KEEP = """
CREATE FUNCTION skills_keep_evidence() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'evidence never changes: take it back and write another entry';
END $$ LANGUAGE plpgsql;

CREATE TRIGGER evidence_never_changes
BEFORE UPDATE OF skill_id, score, weight, source, source_ref, scorecard_version, observed_at, recorded_at, by
ON skills_evidence FOR EACH ROW EXECUTE FUNCTION skills_keep_evidence();
"""
LEAVE = """
DROP TRIGGER evidence_never_changes ON skills_evidence;
DROP FUNCTION skills_keep_evidence();
"""


class Migration(migrations.Migration):
    dependencies = [("skills", "0001_begin")]

    operations = [migrations.RunSQL(KEEP, LEAVE)]
