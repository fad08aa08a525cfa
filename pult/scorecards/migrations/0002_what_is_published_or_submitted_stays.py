"""A published version never changes, nor does a submitted mark; words can still be erased."""

from django.db import migrations

STAY = """
CREATE FUNCTION scorecards_keep_version() RETURNS trigger AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql;

CREATE FUNCTION scorecards_keep_content() RETURNS trigger AS $$
DECLARE touched bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN touched := ARRAY[NEW.version_id];
    ELSIF TG_OP = 'DELETE' THEN touched := ARRAY[OLD.version_id];
    ELSE touched := ARRAY[OLD.version_id, NEW.version_id];
    END IF;
    IF EXISTS (SELECT FROM scorecards_version WHERE id = ANY (touched) AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql;

CREATE FUNCTION scorecards_keep_score() RETURNS trigger AS $$
DECLARE row record;
BEGIN
    IF TG_OP = 'INSERT' THEN row := NEW; ELSE row := OLD; END IF;
    IF NOT EXISTS (SELECT FROM scorecards_assessment WHERE id = row.assessment_id AND state <> 'draft') THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NEW.evidence = '' AND NEW.cause = ''
           AND (NEW.assessment_id, NEW.criterion_id, NEW.is_na, NEW.value)
               IS NOT DISTINCT FROM (OLD.assessment_id, OLD.criterion_id, OLD.is_na, OLD.value) THEN
            RETURN NEW;  -- the words were erased
        END IF;
    END IF;
    RAISE EXCEPTION 'what was submitted never changes' USING ERRCODE = 'check_violation';
END $$ LANGUAGE plpgsql;

CREATE TRIGGER version_never_changes BEFORE UPDATE OR DELETE ON scorecards_version
FOR EACH ROW EXECUTE FUNCTION scorecards_keep_version();
CREATE TRIGGER section_never_changes BEFORE INSERT OR UPDATE OR DELETE ON scorecards_section
FOR EACH ROW EXECUTE FUNCTION scorecards_keep_content();
CREATE TRIGGER criterion_never_changes BEFORE INSERT OR UPDATE OR DELETE ON scorecards_criterion
FOR EACH ROW EXECUTE FUNCTION scorecards_keep_content();
CREATE TRIGGER score_never_changes BEFORE INSERT OR UPDATE OR DELETE ON scorecards_score
FOR EACH ROW EXECUTE FUNCTION scorecards_keep_score();
"""
LEAVE = """
DROP TRIGGER version_never_changes ON scorecards_version;
DROP TRIGGER section_never_changes ON scorecards_section;
DROP TRIGGER criterion_never_changes ON scorecards_criterion;
DROP TRIGGER score_never_changes ON scorecards_score;
DROP FUNCTION scorecards_keep_version();
DROP FUNCTION scorecards_keep_content();
DROP FUNCTION scorecards_keep_score();
"""


class Migration(migrations.Migration):
    dependencies = [("scorecards", "0001_begin")]

    operations = [migrations.RunSQL(STAY, LEAVE)]
