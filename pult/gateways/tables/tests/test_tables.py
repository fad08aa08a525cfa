"""Customers and companies from tables: looked at, brought in, stopped, gone on with, and taken along again."""

import csv
import io
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from pult.customers import operations as customers
from pult.customers.models import Company, Consent, Customer, Identity, Purpose
from pult.customers.queries import search
from pult.customers.types import IdentityKind
from pult.fields import operations as fields
from pult.fields.operations import Wanted as WantedField
from pult.fields.queries.values import values_of
from pult.fields.types import Audience, Kind
from pult.foundation.actors import SYSTEM
from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import Invalid
from pult.foundation.files.operations import keep
from pult.foundation.sheets import as_file
from pult.foundation.tables import BadTable
from pult.gateways.tables import operations
from pult.gateways.tables.columns import guessed, language_of
from pult.gateways.tables.models import Import
from pult.gateways.tables.operations import runs
from pult.gateways.tables.queries import rows_of_companies, rows_of_customers
from pult.gateways.tables.reading import BadRow, Reader
from pult.gateways.tables.types import Known, State, What

HEAD = "Ime i prezime;E-pošta;Telefon;Tvrtka;Jezik;Napomena\n"
ROWS = (
    "Carl Kesselmann;carl@example.org;+385 91 111 222;Kesselmann d.o.o.;hrvatski;Zove često\n"
    "Dora;dora@example.org, dora@home.example;;;en;\n"
    "Nitko;;;;;nema adrese\n"
    "Krivi;nije adresa;;;;\n"
)


def table(text: str, *, what: What = What.CUSTOMERS, by=None, name: str = "kupci.csv") -> Import:
    file = keep(text.encode(), content_type="text/csv")
    return operations.begin(what, name=name, file=file, by=by or SYSTEM)


def carry_out(run: Import, *, known: str = Known.FILL, by=None, is_rehearsal: bool = False) -> Import:
    operations.choose(run, targets=run.targets, known=known, by=by or SYSTEM)
    operations.start(run, is_rehearsal=is_rehearsal, by=by or SYSTEM)
    run.refresh_from_db()
    return operations.go(run)


def who(address: str) -> Customer:
    return Identity.objects.get(value=address).customer


@pytest.mark.django_db
def test_columns_are_understood_in_whatever_language_they_are_named():
    assert guessed(What.CUSTOMERS, ["Ime i prezime", "E-pošta", "Telefon", "Tvrtka", "Jezik", "Boja"]) == [
        "name", "email", "phone", "company", "language", ""
    ]  # fmt: skip
    assert guessed(What.CUSTOMERS, ["Име", "Е-пошта", "Фирма", "E-mail 2", "Name"]) == [
        "name", "email", "company", "email", ""
    ]  # fmt: skip
    assert guessed(What.COMPANIES, ["Naziv", "Domena", "Opis"]) == ["name", "domain", "note"]
    assert [language_of(one) for one in ("HR", "sr_Latn", "English", "en-GB", "Klingonski")] == [
        "hr", "sr-latn", "en", "en", None
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_table_comes_in_and_says_what_was_refused_and_why(kettle):
    run = carry_out(table(HEAD + ROWS, by=kettle.omar.actor), by=kettle.omar.actor)
    assert (run.state, run.counts, run.row, run.rows) == (State.OVER, {"new": 2, "refused": 2}, 4, 4)
    carl = who("carl@example.org")
    assert (carl.name, carl.company.name, carl.language, carl.note) == (
        "Carl Kesselmann", "Kesselmann d.o.o.", "hr", "Zove često"
    )  # fmt: skip
    assert set(carl.identities.values_list("value", flat=True)) == {"carl@example.org", "+38591111222"}
    assert who("dora@home.example") == who("dora@example.org")
    refused = list(run.refused.order_by("number"))
    assert [(one.number, one.cells[0]) for one in refused] == [(4, "Nitko"), (5, "Krivi")]
    assert "nije adresa" in refused[1].why
    started = AuditRecord.objects.get(what="table.import_started")
    assert (started.about_name, started.after) == ("kupci.csv", {"rows": "customers", "known": "fill"})
    assert search(kettle.omar.actor, "kesselm") == [carl]


@pytest.mark.django_db
def test_whoever_is_here_already_is_filled_in_replaced_or_left_alone(kettle):
    carl = customers.identify(IdentityKind.EMAIL, "carl@example.org", by=SYSTEM)
    customers.change_customer(carl, note="Old friend", by=SYSTEM)
    text = "name,email,phone,note\nCarl Kess,CARL@example.org,+385 1 234 567,New words\n"
    assert carry_out(table(text), known=Known.SKIP).counts == {"same": 1}
    assert carry_out(table(text)).counts == {"changed": 1}
    carl.refresh_from_db()
    # One who was only called by their address gets a name; what somebody wrote stays.
    assert (carl.name, carl.note, carl.identities.count()) == ("Carl Kess", "Old friend", 2)
    assert carry_out(table(text)).counts == {"same": 1}
    assert carry_out(table(text), known=Known.OVERWRITE).counts == {"changed": 1}
    carl.refresh_from_db()
    assert carl.note == "New words"


@pytest.mark.django_db
def test_rows_about_one_person_make_one_customer_wherever_they_stand(kettle, monkeypatch):
    monkeypatch.setattr(runs, "AT_ONCE", 2)
    text = "name,email,phone\nCarl,carl@x.example,\nDora,dora@x.example,\n"
    text += ",carl@x.example,+385911112223\nCarl again,,+385911112223\n"
    checked = carry_out(table(text), is_rehearsal=True)
    assert (checked.state, checked.checked["new"]) == (State.CHOOSING, 2)
    assert not Identity.objects.filter(value="carl@x.example").exists()
    run = carry_out(checked)
    assert run.counts == {"new": 2, "changed": 1, "same": 1}
    assert Customer.objects.filter(name__in=["Carl", "Dora", "Carl again"]).count() == 2
    # Two who are different here stay two: nobody is merged by a table.
    both = carry_out(table("name,email\nBoth,carl@x.example; dora@x.example\n"))
    assert both.counts == {"refused": 1}
    assert "Carl · Dora" in both.refused.get().why


@pytest.mark.django_db
def test_own_fields_and_consents_come_along(kettle):
    omar = kettle.omar.actor
    big = ("big", {"en": "Big", "hr": "Velik"})
    wanted = WantedField(names={"en": "Size", "hr": "Veličina"}, choices=[big])
    field = fields.add_field(Audience.CUSTOMER, kind=Kind.ONE, wanted=wanted, by=omar)
    purpose = customers.save_purpose(Purpose(name="News", is_active=True), by=omar)
    text = f"email,Veličina,Agrees: {purpose.name}\n"
    text += "carl@x.example,velik,da\ndora@x.example,huge,yes\nemil@x.example,,maybe\n"
    run = carry_out(table(text))
    assert run.counts == {"new": 1, "refused": 2}
    carl = who("carl@x.example")
    assert len(values_of(Audience.CUSTOMER, carl.pk)) == 1
    assert field.key in values_of(Audience.CUSTOMER, carl.pk)
    assert Consent.objects.get(customer=carl).source == "import"
    assert [one.why for one in run.refused.order_by("number")] == [
        "“Size”: Choose from the list.", "“News”: write yes or no, not “maybe”."
    ]  # fmt: skip


@pytest.mark.django_db
def test_companies_come_in_by_their_domain_or_name(kettle):
    text = "Name,Domain,Note\nKiln,https://www.kiln.example/about,Good\nKiln,,\nEverybody,gmail.com,\n,x.example,\n"
    run = carry_out(table(text, what=What.COMPANIES))
    assert run.counts == {"new": 1, "same": 1, "refused": 2}
    kiln = Company.objects.get(domain="kiln.example")
    assert (kiln.name, kiln.note) == ("Kiln", "Good")
    assert carry_out(table("email\nana@kiln.example\n")).counts == {"new": 1}
    assert who("ana@kiln.example").company == kiln
    better = table("Name,Domain,Note\nKiln Ltd,kiln.example,Better\n", what=What.COMPANIES)
    again = carry_out(better, known=Known.OVERWRITE)
    assert again.counts == {"changed": 1}
    kiln.refresh_from_db()
    assert (kiln.name, kiln.note) == ("Kiln Ltd", "Better")


@pytest.mark.django_db
def test_it_goes_on_after_the_last_row_that_is_done(kettle, monkeypatch):
    monkeypatch.setattr(runs, "AT_ONCE", 2)
    run = table("email\n" + "".join(f"c{n}@x.example\n" for n in range(7)))
    operations.start(run, is_rehearsal=False, by=SYSTEM)
    written: list[int] = []
    real = runs._write

    def until(*args: object, **more: object) -> None:
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(1)
        real(*args, **more)

    monkeypatch.setattr(runs, "_write", until)
    with pytest.raises(KeyboardInterrupt):
        operations.go(run)
    run.refresh_from_db()
    assert (run.state, run.row, run.counts) == (State.RUNNING, 4, {"new": 4})
    monkeypatch.setattr(runs, "_write", real)
    operations.go(run)
    assert (run.state, run.row, run.counts) == (State.OVER, 7, {"new": 7})
    assert Identity.objects.filter(value__endswith="@x.example").count() == 7


@pytest.mark.django_db
def test_one_that_is_stopped_writes_no_more_and_can_go_on(kettle, monkeypatch):
    monkeypatch.setattr(runs, "AT_ONCE", 2)
    run, real = table("email\n" + "".join(f"c{n}@x.example\n" for n in range(5))), runs._bring_in
    operations.start(run, is_rehearsal=False, by=SYSTEM)

    def then_stop(*args: object, **more: object) -> bool:
        has_written = real(*args, **more)
        operations.stop(run, by=kettle.omar.actor)
        return has_written

    monkeypatch.setattr(runs, "_bring_in", then_stop)
    operations.go(run)
    assert (run.state, run.row) == (State.STOPPED, 2)
    assert Identity.objects.filter(value__endswith="@x.example").count() == 2
    monkeypatch.setattr(runs, "_bring_in", real)
    operations.carry_on(run, by=kettle.omar.actor)
    assert operations.go(run).counts == {"new": 5}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "said"),
    [("", "first row"), ("email\n", "first row"), ("a,b\n" + "x" * 200_001 + ",1\n", "too long")],
)
def test_a_table_that_is_none_is_refused_with_a_sentence(kettle, text, said):
    with pytest.raises(BadTable, match=said):
        table(text)


@pytest.mark.django_db
def test_columns_that_bring_nobody_in_are_said_before_it_begins(kettle):
    run = table("colour,size\nred,1\n")
    with pytest.raises(Invalid, match="mail address"):
        operations.start(run, is_rehearsal=False, by=SYSTEM)
    operations.choose(run, targets=["name", "name"], known=Known.FILL, by=SYSTEM)
    with pytest.raises(Invalid, match="Only one column"):
        operations.start(run, is_rehearsal=False, by=SYSTEM)


@pytest.mark.django_db
def test_statements_do_not_grow_with_the_rows(kettle):
    def asked(rows: int, mark: str) -> int:
        run = table(
            "name,email,company\n" + "".join(f"N{n},{mark}{n}@x.example,Firm {mark}\n" for n in range(rows))
        )
        operations.start(run, is_rehearsal=False, by=SYSTEM)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            operations.go(run)
        return len(queries)

    assert asked(150, "b") <= asked(5, "a")


@pytest.mark.django_db
def test_tables_are_forgotten_after_a_while(kettle):
    run = carry_out(table(HEAD + ROWS))
    assert operations.forget_old() == 0
    assert operations.forget_old(at=timezone.now() + timedelta(days=31)) == 1
    run.refresh_from_db()
    assert (run.file, run.refused.count(), run.counts["new"]) == (None, 0, 2)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_taken_along_comes_in_again_unchanged(kettle, kind, tmp_path: Path):
    carry_out(table(HEAD + ROWS.replace("Zove često", '"=cmd|calc\nsecond line"')))
    before = list(rows_of_customers(Customer.objects.visible_to(kettle.omar.actor)))
    data = b"".join(as_file(kind, "Customers", iter(before)))
    run = operations.begin(What.CUSTOMERS, name=f"all.{kind}", file=keep(data, content_type=""), by=SYSTEM)
    assert run.targets == ["name", "email", "phone", "handle", "company", "language", "note"]
    run = carry_out(run, known=Known.OVERWRITE)
    assert set(run.counts) <= {"same", "refused"}
    # Who is known by nothing but a chat has nothing by which a table could name them.
    assert {one.why for one in run.refused.all()} <= {"There is neither a mail address nor a number."}
    assert list(rows_of_customers(Customer.objects.visible_to(kettle.omar.actor))) == before
    companies = list(rows_of_companies(Company.objects.visible_to(kettle.omar.actor)))
    assert ["Kesselmann d.o.o.", "", ""] in companies


@given(st.lists(st.text(max_size=40), min_size=1, max_size=9))
def test_a_row_is_read_or_refused_and_nothing_else(cells):
    reader = Reader(
        "customers", ["name", "email", "phone", "handle", "company", "language", "note", "first_name", ""]
    )
    reader.__dict__.update(
        own={}, purposes={}, places={name: [n] for n, name in enumerate(reader.targets) if name}
    )
    with suppress(BadRow):
        wanted = reader.read(cells)
        assert wanted.identities
        assert all(value and len(value) <= 254 for _kind, value in wanted.identities)
        assert len(wanted.name) <= 160


@pytest.mark.django_db
def test_the_pages_lead_from_the_file_to_the_result(kettle):
    client = kettle.omar.client
    file = SimpleUploadedFile("kupci.csv", (HEAD + ROWS).encode("cp1250"))
    sent = client.post("/app/customers/imports", {"what": "customers", "file": file})
    run = Import.objects.get()
    assert sent.headers["Location"] == f"/app/customers/imports/{run.pk}"
    page = client.get(sent.headers["Location"]).text
    assert "dora@example.org" in page
    assert "“nije adresa” is no mail address." in page
    columns = {f"column-{n}": target for n, target in enumerate(run.targets)}
    page = client.post(
        f"/app/customers/imports/{run.pk}",
        {**columns, "known": "fill", "column-1": "", "column-2": "", "then": "begin"},
    )
    assert page.status_code == 422
    assert "by these people are recognised" in page.text
    client.post(f"/app/customers/imports/{run.pk}", {**columns, "known": "fill", "then": "check"})
    kettle.settle()
    page = client.get(f"/app/customers/imports/{run.pk}").text
    assert "All rows were checked" in page
    assert not Identity.objects.filter(value="dora@example.org").exists()
    client.post(f"/app/customers/imports/{run.pk}", {**columns, "known": "fill", "then": "begin"})
    kettle.settle()
    assert "Row 5" in client.get(f"/app/customers/imports/{run.pk}").text
    rows = list(
        csv.reader(
            io.StringIO(
                client.get(f"/app/customers/imports/{run.pk}/refused.csv").getvalue().decode("utf-8-sig")
            )
        )
    )
    assert (rows[0][0], rows[0][-1], rows[1][0]) == ("Ime i prezime", "Why it was refused", "Nitko")
    assert client.get("/app/customers/imports").status_code == 200
    assert kettle.lea.client.get(f"/app/customers/imports/{run.pk}").status_code == 404
    assert kettle.ana.client.get("/app/customers/imports").status_code == 403


@pytest.mark.django_db
def test_the_list_is_taken_along_as_it_is_filtered(kettle):
    carry_out(table(HEAD + ROWS))
    answer = kettle.lea.client.get("/app/customers/all.csv?language=hr")
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["Carl Kesselmann"]
    assert AuditRecord.objects.filter(what="table.exported", after__asked="language=hr").count() == 1
    assert kettle.lea.client.get("/app/companies/all.xlsx").getvalue()[:2] == b"PK"
    assert kettle.ana.client.get("/app/customers/all.csv").status_code == 403


def test_whoever_is_for_others_is_neither_changed_nor_named(kettle):
    carl = kettle.conversation("carl@example.org", name="Carl").customer
    lodges = customers.create_company("Northern Lodges", domain="lodges.example", by=SYSTEM)
    for thing in (carl, lodges):
        customers.restrict(thing, people=[kettle.lea.person], by=kettle.omar.actor)
    text = "Name;E-mail;Note\nX;carl@example.org;A\nY;new@lodges.example;B\nZ;vera@example.org;C\n"
    run = carry_out(table(text, by=kettle.omar.actor), known=Known.OVERWRITE, by=kettle.omar.actor)
    refused = list(run.refused.order_by("number").values_list("why", flat=True))
    assert refused == [
        "“carl@example.org” cannot be brought in.",
        "“@lodges.example” cannot be brought in.",
    ]
    carl.refresh_from_db()
    assert (carl.name, who("vera@example.org").note) == ("Carl", "C")
    assert not Identity.objects.filter(value="new@lodges.example").exists()
    for player, is_there in ((kettle.omar, False), (kettle.lea, True)):
        seen = Customer.objects.visible_to(player.actor)
        taken = str(list(rows_of_customers(seen))) + str(
            list(rows_of_companies(Company.objects.visible_to(player.actor)))
        )
        assert ("Carl" in taken, "Northern Lodges" in taken) == (is_there, is_there)


@pytest.mark.parametrize("known", Known)
def test_the_check_of_companies_says_what_writing_says(kettle, known):
    lodges = customers.create_company("Northern Lodges", domain="lodges.example", by=SYSTEM)
    customers.create_company("Quay", by=SYSTEM)
    customers.restrict(lodges, people=[kettle.lea.person], by=kettle.omar.actor)
    text = "Name;Domain\nLodge;lodges.example\nQuay;lodges.example\nPier;pier.example\n"
    told: list[Any] = []
    written: list[Any] = []
    for rehearses, said in ((True, told), (False, written)):
        run = table(text, what=What.COMPANIES, by=kettle.omar.actor)
        run = carry_out(run, known=known, by=kettle.omar.actor, is_rehearsal=rehearses)
        said.extend([run.counts, list(run.refused.order_by("number").values_list("number", "why"))])
    assert told == written
    assert told[0]["new"] == 1
    assert all(why == "“lodges.example” cannot be brought in." for _number, why in told[1])
    assert len(told[1]) == (1 if known == Known.SKIP else 2)
    assert not Company.objects.filter(name="Lodge").exists()


@pytest.mark.parametrize("row", ["X;CARL@example.org;", "X;;+385 91 / 111-222", "Carl Kesselmann;no mail;"])
def test_tables_that_name_somebody_go_when_they_are_erased(kettle, row):
    head, rest = "Name;E-mail;Phone\n", "Y;vera@example.org;\n"
    named, other = carry_out(table(head + row + "\n")), carry_out(table(head + rest))
    identities = [(IdentityKind.EMAIL, "carl@example.org"), (IdentityKind.PHONE, "+38591111222")]
    assert operations.forget_tables_with("Carl Kesselmann", identities, by=SYSTEM) == 1
    named.refresh_from_db()
    other.refresh_from_db()
    assert (named.file, named.refused.count()) == (None, 0)
    assert other.file is not None


def test_a_table_that_is_just_coming_in_ends_when_somebody_in_it_is_erased(kettle):
    run = table(HEAD + ROWS)
    operations.choose(run, targets=run.targets, known=Known.FILL, by=SYSTEM)
    operations.start(run, is_rehearsal=False, by=SYSTEM)
    operations.forget_tables_with("", [(IdentityKind.EMAIL, "dora@home.example")], by=SYSTEM)
    run.refresh_from_db()
    operations.go(run)
    run.refresh_from_db()
    assert (run.state, run.file, run.can_go_on) == (State.STOPPED, None, False)
    assert not Identity.objects.filter(value="carl@example.org").exists()
