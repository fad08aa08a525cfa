"""Whether any customer or company is for some colleagues only: two looks into indexes that are nearly always empty."""

from django.db import migrations

SOME_RESTRICTED = """
CREATE FUNCTION customers_some_restricted() RETURNS boolean
LANGUAGE plpgsql STABLE SET enable_seqscan TO off AS $$
BEGIN
    RETURN EXISTS (SELECT FROM customers_customer WHERE is_restricted)
        OR EXISTS (SELECT FROM customers_company WHERE is_restricted);
END $$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0010_customer_by_age'),
    ]

    operations = [
        migrations.RunSQL(SOME_RESTRICTED, 'DROP FUNCTION customers_some_restricted()'),
    ]
