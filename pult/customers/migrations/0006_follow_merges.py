"""Whatever is written for a customer who was merged becomes whose they are now, whoever writes it and whenever."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION customers_follow_merge() RETURNS trigger AS $$
DECLARE
    goes_on bigint;
BEGIN
    LOOP
        -- The lock that the foreign key takes anyway, taken before: whoever is just being merged is waited for.
        SELECT merged_into_id INTO goes_on FROM customers_customer WHERE id = NEW.customer_id FOR KEY SHARE;
        EXIT WHEN goes_on IS NULL;
        NEW.customer_id := goes_on;
    END LOOP;
    RETURN NEW;
END $$ LANGUAGE plpgsql;
"""
TABLES = (
    "customers_identity",
    "customers_note",
    "customers_consent",
    "conversations_conversation",
    "conversations_message",
    "feedback_asked",
    "chat_visitor",
    "hiring_candidate",
)
ON = """
CREATE TRIGGER follow_merge BEFORE INSERT OR UPDATE OF customer_id ON {table}
FOR EACH ROW WHEN (NEW.customer_id IS NOT NULL) EXECUTE FUNCTION customers_follow_merge();
"""
OFF = "DROP TRIGGER follow_merge ON {table};"


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0005_merging_notes_consent"),
        ("conversations", "0009_no_twin_indexes"),
        ("feedback", "0004_ratings_live_in_surveys"),
        ("chat", "0003_departures"),
        ("hiring", "0001_begin"),
    ]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION customers_follow_merge();"),
        *(migrations.RunSQL(ON.format(table=one), OFF.format(table=one)) for one in TABLES),
    ]
