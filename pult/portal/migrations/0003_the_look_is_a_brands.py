"""The look of the help centre is that of the brand of the house from now on."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("brands", "0001_begin"), ("portal", "0002_exports_of_customers")]

    operations = [
        migrations.RunSQL(
            """
            INSERT INTO brands_brand
                (id, name, host, colour, logo_id, welcomes, introductions, imprints, languages, website, is_listed)
            SELECT 1, name, '', colour, logo_id, welcomes, introductions, '{}', languages, website, is_listed
            FROM portal_helpcentre WHERE id = 1
            """,
            """
            INSERT INTO portal_helpcentre
                (id, name, colour, logo_id, welcomes, introductions, languages, website, is_listed)
            SELECT 1, name, colour, logo_id, welcomes, introductions, languages, website, is_listed
            FROM brands_brand WHERE id = 1
            """,
        ),
        migrations.DeleteModel("HelpCentre"),
    ]
