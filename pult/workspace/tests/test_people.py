"""Customers, companies, the team, inboxes: seen by those who may, changed by those who should."""

import pytest

from pult.accounts import operations as accounts
from pult.conversations import operations as conversations
from pult.customers import operations as customers
from pult.customers.errors import BelongsToAnother
from pult.customers.models import Company, Customer
from pult.customers.types import IdentityKind
from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel
from pult.routing import queries as routing
from pult.workforce import operations as workforce
from pult.workforce.models import Department, Member
from pult.workforce.types import Presence
from pult.workspace.tests.budget import statements
from tests.scene import scene


@pytest.fixture
@scene
def carl(kettle):
    return kettle.conversation("carl@example.org", name="Carl Carlsson").customer


def test_customers_are_listed_and_found_by_a_part_of_the_name(kettle, carl):
    kettle.mail("dora@example.org", name="Dora Dorić")
    everybody = kettle.ana.client.get("/app/customers/").content.decode()
    assert "Carl Carlsson" in everybody
    found = kettle.ana.client.get("/app/customers/?q=dor").content.decode()
    assert "Dora Dorić" in found
    assert "Carl Carlsson" not in found
    assert kettle.eva.client.get("/app/customers/").status_code == 403


def test_a_customers_page_shows_only_conversations_that_one_may_read(kettle, carl):
    address = f"/app/customers/{carl.pk}/"
    assert "My kettle leaks" in kettle.ana.client.get(address).content.decode()
    assert "My kettle leaks" not in kettle.stella.client.get(address).content.decode()


def test_what_is_known_of_a_customer_is_corrected(kettle, carl):
    acme = customers.create_company("Acme", domain="acme.example", by=SYSTEM)
    given = {"name": "Carl C.", "company": acme.pk, "language": "hr", "note": "Likes tea."}
    kettle.ana.client.post(f"/app/customers/{carl.pk}/edit/", given)
    carl.refresh_from_db()
    assert (carl.name, carl.company, carl.language, carl.note) == ("Carl C.", acme, "hr", "Likes tea.")
    kettle.ana.client.post(f"/app/customers/{carl.pk}/edit/", given | {"company": ""})
    carl.refresh_from_db()
    assert carl.company is None
    refused = kettle.ana.client.post(f"/app/customers/{carl.pk}/edit/", given | {"name": ""})
    assert refused.status_code == 200
    assert "is-invalid" in refused.content.decode()


def test_an_address_belongs_to_one_customer(kettle, carl):
    kettle.mail("dora@example.org", name="Dora")
    with pytest.raises(BelongsToAnother):
        customers.add_identity(carl, IdentityKind.EMAIL, "DORA@example.org", by=SYSTEM)
    add = {"kind": "phone", "value": "+385 91 123 4567"}
    kettle.ana.client.post(f"/app/customers/{carl.pk}/identities/", add)
    phone = carl.identities.get(kind=IdentityKind.PHONE)
    assert phone.value == "+385911234567"
    kettle.ana.client.post(f"/app/identities/{phone.pk}/removal/")
    with pytest.raises(Invalid):
        customers.remove_identity(carl.identities.get(), by=SYSTEM)


def test_a_mail_address_must_look_like_one(kettle, carl):
    add = {"kind": "email", "value": "nonsense"}
    assert kettle.ana.client.post(f"/app/customers/{carl.pk}/identities/", add).status_code == 422


def test_a_new_customer_is_written_down_once(kettle, carl):
    given = {"name": "Ema", "email": "ema@example.org", "language": "", "note": ""}
    first = kettle.ana.client.post("/app/customers/new/", given)
    again = kettle.ana.client.post("/app/customers/new/", given)
    assert first["Location"] == again["Location"]
    assert Customer.objects.count() == 2


def test_companies_are_kept_and_gather_their_people(kettle, carl):
    kettle.ana.client.post("/app/companies/new/", {"name": "Acme", "domain": "Acme.Example", "note": ""})
    acme = Company.objects.get()
    assert acme.domain == "acme.example"
    kettle.mail("wile@acme.example", name="Wile Coyote")
    assert "Wile Coyote" in kettle.ana.client.get(f"/app/companies/{acme.pk}/").content.decode()
    kettle.ana.client.post(
        f"/app/companies/{acme.pk}/edit/", {"name": "Acme Inc", "domain": "", "note": "Big."}
    )
    acme.refresh_from_db()
    assert (acme.name, acme.domain, acme.note) == ("Acme Inc", "", "Big.")
    assert "Acme Inc" in kettle.ana.client.get("/app/companies/").content.decode()
    assert "Acme Inc" in kettle.ana.client.get("/app/customers/?q=acme").content.decode()


def test_lists_of_people_cost_the_same_however_long_they_are(kettle, carl):
    few = statements(lambda: kettle.ana.client.get("/app/customers/"))
    for number in range(30):
        kettle.mail(f"c{number}@example.org")
    assert statements(lambda: kettle.ana.client.get("/app/customers/")) == few


def test_everybody_sees_the_team_and_managers_change_it(kettle):
    page = kettle.ana.client.get("/app/team/").content.decode()
    assert "Lea Novak" in page
    assert "/app/team/members/new/" not in page
    assert kettle.ana.client.get("/app/team/members/new/").status_code == 403
    assert (
        "Ana Horvat" in kettle.eva.client.get(f"/app/team/members/{kettle.ana.member.pk}/").content.decode()
    )


def test_a_member_changes_department_manager_and_terms(kettle):
    given = {
        "departments": [kettle.billing.pk],
        "position": "specialist",
        "line_manager": kettle.lea.member.pk,
        "employment": "contractor",
        "hours_per_week": "20",
        "languages": ["en", "sr"],
        "capacity": "5",
    }
    address = f"/app/team/members/{kettle.ana.member.pk}/edit/"
    assert "Ana Horvat" in kettle.mila.client.get(address).content.decode()
    assert kettle.mila.client.post(address, given).status_code == 302
    ana = Member.objects.get(pk=kettle.ana.member.pk)
    assert list(ana.departments.all()) == [kettle.billing]
    assert (ana.line_manager, ana.capacity, ana.languages) == (kettle.lea.member, 5, ["en", "sr"])
    assert (
        "Ana Horvat" in kettle.mila.client.get(f"/app/team/members/{kettle.lea.member.pk}/").content.decode()
    )
    assert routing.capacities(Channel.CHAT, [ana])[ana.pk] == 3
    assert kettle.mila.client.post(address, given | {"chats": "6"}).status_code == 302
    assert routing.capacities(Channel.CHAT, [ana])[ana.pk] == 6
    assert 'value="6"' in kettle.mila.client.get(address).content.decode()
    round_about = given | {"line_manager": ana.pk}
    refused = kettle.mila.client.post(f"/app/team/members/{kettle.lea.member.pk}/edit/", round_about)
    assert refused.status_code == 422


def test_somebody_with_an_account_joins_and_leaves(kettle):
    nina = accounts.create_person(name="Nina", email="nina@kettle.example", by=SYSTEM)
    given = {"person": nina.pk, "position": "representative", "employment": "employee"}
    given |= {"hours_per_week": "40", "capacity": "30", "departments": [kettle.support.pk]}
    kettle.mila.client.post("/app/team/members/new/", given)
    member = Member.objects.get(person=nina)
    assert list(member.departments.all()) == [kettle.support]
    kettle.mila.client.post(f"/app/team/members/{member.pk}/departure/")
    member.refresh_from_db()
    assert member.left_on is not None
    assert "Nina" not in kettle.ana.client.get("/app/team/").content.decode()
    with pytest.raises(Invalid):
        workforce.leave(member, by=SYSTEM)


def test_what_somebody_had_on_the_desk_goes_back_when_they_leave(kettle, carl):
    conversation = carl.conversations.get()
    conversations.assign(conversation, to=kettle.ana.member, by=SYSTEM)
    workforce.leave(kettle.ana.member, by=SYSTEM)
    kettle.settle()
    conversation.refresh_from_db()
    assert conversation.assignee is None


def test_departments_are_opened_and_renamed(kettle):
    kettle.mila.client.post("/app/team/departments/new/", {"name": "Repairs"})
    repairs = Department.objects.get(name="Repairs")
    kettle.mila.client.post(f"/app/team/departments/{repairs.pk}/edit/", {"name": "Workshop"})
    repairs.refresh_from_db()
    assert repairs.name == "Workshop"
    twice = kettle.mila.client.post("/app/team/departments/new/", {"name": "Workshop"})
    assert "is-invalid" in twice.content.decode()


def test_inboxes_are_added_and_changed_by_managers(kettle):
    given = {"name": "Orders", "address": "Orders@Kettle.example", "department": kettle.billing.pk}
    given |= {"language": "hr", "signature": "Your Kettle & Co.", "is_active": "on"}
    assert kettle.ana.client.get("/app/settings/inboxes/").status_code == 403
    kettle.mila.client.post("/app/settings/inboxes/new/", given)
    orders = Inbox.objects.get(name="Orders")
    assert orders.address == "orders@kettle.example"
    assert "orders@kettle.example" in kettle.mila.client.get("/app/settings/inboxes/").content.decode()
    twice = kettle.mila.client.post("/app/settings/inboxes/new/", given)
    assert "Another inbox has this address already." in twice.content.decode()
    closed = {key: value for key, value in given.items() if key != "is_active"} | {"name": "Old orders"}
    kettle.mila.client.post(f"/app/settings/inboxes/{orders.pk}/", closed)
    orders.refresh_from_db()
    assert (orders.name, orders.is_active) == ("Old orders", False)


def test_one_says_whether_one_takes_work(kettle):
    answer = kettle.ana.client.post("/app/presence/", {"presence": "away"})
    assert "Away" in answer.content.decode()
    kettle.ana.member.refresh_from_db()
    assert kettle.ana.member.presence == Presence.AWAY
    assert kettle.omar.client.get("/app/presence/").status_code == 204
    assert kettle.omar.client.post("/app/presence/", {"presence": "away"}).status_code == 403


def test_writing_first_finds_the_customer_or_writes_them_down(kettle, carl):
    page = kettle.ana.client.get(f"/app/conversations/new/?customer={carl.pk}").content.decode()
    assert 'value="carl@example.org"' in page
    assert (
        "Carl Carlsson" in kettle.ana.client.get("/app/conversations/new/addresses/?to=carl").content.decode()
    )
    given = {
        "to": "carl@example.org",
        "inbox": kettle.inbox.pk,
        "subject": "Your kettle",
        "text": "Is ready.",
    }
    answer = kettle.ana.client.post("/app/conversations/new/", given)
    assert answer.status_code == 302
    assert carl.conversations.filter(subject="Your kettle").exists()
    assert kettle.ana.client.post("/app/conversations/new/", given | {"to": "nonsense"}).status_code == 200
    assert "no mailbox" in kettle.stella.client.get("/app/conversations/new/").content.decode()


def test_search_and_palette_find_what_one_may_read(kettle, carl):
    conversation = carl.conversations.get()
    found = kettle.ana.client.get("/app/search/?q=leaking").content.decode()
    assert f"/app/conversations/{conversation.pk}/" in found
    assert (
        f"/app/conversations/{conversation.pk}/"
        not in kettle.stella.client.get("/app/search/?q=leak").content.decode()
    )
    assert "Carl Carlsson" in kettle.ana.client.get("/app/search/?q=carl").content.decode()
    assert kettle.ana.client.get("/app/search/").status_code == 200
    options = kettle.ana.client.get(f"/app/palette/?q=%23{conversation.pk}").content.decode()
    assert options.index("My kettle leaks") < options.index("Search for")
    assert "Unassigned" in kettle.ana.client.get("/app/palette/?q=unas").content.decode()
    assert (
        "My kettle leaks"
        not in kettle.stella.client.get(f"/app/palette/?q={conversation.pk}").content.decode()
    )


def test_the_palette_finds_conversations_by_subject_and_customers_by_name(kettle, carl):
    asked = {"q": "my kettle lea"}
    options = kettle.ana.client.get("/app/palette/", asked).content.decode()
    assert f'href="/app/conversations/{carl.conversations.get().pk}/"' in options
    assert "My kettle leaks" not in kettle.stella.client.get("/app/palette/", asked).content.decode()
    assert "My kettle leaks" not in kettle.eva.client.get("/app/palette/", asked).content.decode()
    by_name = kettle.ana.client.get("/app/palette/?q=carl").content.decode()
    assert f'href="/app/customers/{carl.pk}/"' in by_name


def test_the_palette_stays_short_and_costs_the_same_however_much_there_is(kettle, carl):
    few = statements(lambda: kettle.ana.client.get("/app/palette/?q=leaks"))
    for number in range(8):
        kettle.mail(f"carl{number}@example.org")
    kettle.settle()
    assert statements(lambda: kettle.ana.client.get("/app/palette/?q=leaks")) == few
    assert kettle.ana.client.get("/app/palette/?q=leaks").content.decode().count("My kettle leaks") == 5


def test_why_a_deadline_is_when_it_is(kettle, carl):
    conversation = carl.conversations.get()
    answer = kettle.ana.client.get(f"/app/conversations/{conversation.pk}/deadline/")
    assert "Why this deadline?" in answer.content.decode()
    assert kettle.stella.client.get(f"/app/conversations/{conversation.pk}/deadline/").status_code == 404


def test_those_without_a_desk_come_to_the_first_place_that_is_theirs(kettle):
    assert kettle.eva.client.get("/app/").status_code == 302
