"""A customer, or a company, is for some colleagues only: the others see nothing of them and are given nothing."""

import pytest

from pult.accounts import operations as accounts
from pult.api import operations as outgoing
from pult.api.operations.reading import newest
from pult.conversations import operations as conversations
from pult.conversations.errors import NotInside
from pult.conversations.models import Conversation, Message
from pult.conversations.operations.sides import Asked
from pult.conversations.queries import search
from pult.customers import operations as customers
from pult.customers import queries
from pult.customers.errors import BelongsToAnother, CannotMerge, OutOfReach
from pult.customers.models import Customer, Pair
from pult.customers.types import IdentityKind
from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import Invalid
from pult.gateways.chat import operations as chat
from pult.gateways.chat.models import Visitor
from pult.gateways.email.models import OutgoingMail, RawMail
from pult.gateways.email.types import Source
from pult.notifications.models import KeptNotice
from pult.routing import operations as routing
from pult.workspace.queries.customers import company_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def carls(kettle):
    return kettle.conversation("carl@example.org", name="Carl Carlsson")


def restrict(kettle, thing, *inside):
    customers.restrict(thing, people=[one.person for one in inside], by=kettle.omar.actor)
    kettle.settle()


def test_nobody_outside_sees_a_restricted_customer_anywhere(kettle, carls):
    restrict(kettle, carls.customer, kettle.lea)
    for outsider in (kettle.ana, kettle.omar):
        actor = outsider.actor
        assert not Conversation.objects.visible_to(actor).exists()
        assert not Message.objects.visible_to(actor).exists()
        assert not Customer.objects.visible_to(actor).filter(pk=carls.customer_id).exists()
        assert queries.search(actor, "Carl") == []
        assert search(actor, "leaks").hits == []
        assert outsider.client.get(f"/app/conversations/{carls.pk}/").status_code == 404
        assert outsider.client.get(f"/app/customers/{carls.customer_id}/").status_code == 404
        assert "Carl" not in outsider.client.get("/app/customers/").content.decode()
    assert Conversation.objects.visible_to(kettle.lea.actor).get() == carls
    assert [one.pk for one in queries.search(kettle.lea.actor, "Carl")] == [carls.customer_id]
    assert kettle.lea.client.get(f"/app/conversations/{carls.pk}/").status_code == 200


def test_what_an_outsider_had_goes_back_and_none_is_given(kettle, carls):
    conversations.assign(carls, to=kettle.ana.member, by=kettle.lea.actor)
    restrict(kettle, carls.customer, kettle.lea)
    carls.refresh_from_db()
    assert carls.assignee_id is None
    with pytest.raises(NotInside):
        conversations.assign(carls, to=kettle.ana.member, by=kettle.lea.actor)
    assert routing.place(carls) is None
    KeptNotice.objects.all().delete()
    kettle.mail("carl@example.org", key="more", references=("<first@example.org>",))
    kettle.settle()
    assert not KeptNotice.objects.filter(person=kettle.ana.person).exists()


def test_a_company_is_restricted_with_all_its_people_and_those_to_come(kettle, carls):
    lodges = customers.create_company("Northern Lodges", by=kettle.lea.actor, domain="lodges.example")
    restrict(kettle, lodges, kettle.lea)
    customers.place_in_company(carls.customer, lodges, by=kettle.lea.actor)
    new = kettle.conversation("new@lodges.example", key="new")
    seen = Conversation.objects.visible_to(kettle.ana.actor)
    assert not seen.exists()
    assert kettle.ana.client.get(f"/app/customers/companies/{lodges.pk}/").status_code == 404
    assert set(Conversation.objects.visible_to(kettle.lea.actor)) == {carls, new}
    customers.open_up(lodges, by=kettle.omar.actor)
    assert set(seen.all()) == {carls, new}


def test_the_restriction_stays_when_two_become_one(kettle, carls):
    other = kettle.conversation("carl@work.example", key="work").customer
    restrict(kettle, carls.customer, kettle.lea)
    secret = Customer.objects.get(pk=carls.customer_id)
    with pytest.raises(CannotMerge):
        customers.merge(secret, into=other, by=kettle.lea.actor)
    customers.merge(other, into=secret, by=kettle.lea.actor)
    kettle.settle()
    assert not Conversation.objects.visible_to(kettle.ana.actor).exists()


def test_nobody_is_shut_out_and_each_change_is_written_down(kettle, carls):
    with pytest.raises(Invalid):
        customers.restrict(carls.customer, people=[], by=kettle.omar.actor)
    restrict(kettle, carls.customer, kettle.lea)
    restrict(kettle, carls.customer, kettle.lea)
    record = AuditRecord.objects.get(what="customer.restricted")
    assert record.after == {"only_for": [kettle.lea.person.name]}


def test_nothing_is_written_to_somebody_who_is_for_others(kettle, carls):
    restrict(kettle, carls.customer, kettle.lea)
    post = {
        "inbox": kettle.inbox.pk,
        "to": "carl@example.org",
        "name": "",
        "subject": "Hello",
        "text": "Are you there?",
    }
    refused = kettle.ana.client.post("/app/conversations/new/", post)
    drawn = refused.content.decode()
    assert ("Are you there?" in drawn, "carl@example.org from here" in drawn) == (True, True), "It is kept"
    assert "Carl" not in drawn
    written = kettle.ana.client.post("/app/customers/new/", {"name": "Karl", "email": "carl@example.org"})
    assert "Nothing can be written to" in written.content.decode()
    assert kettle.lea.client.post("/app/conversations/new/", post).status_code == 302
    for address in ("carl@example.org", "CARL@example.org "):
        with pytest.raises(OutOfReach, match="Nothing can be written to"):
            customers.identify_by_hand(address, by=kettle.ana.actor)
    other = kettle.conversation("vera@example.org", key="vera").customer
    with pytest.raises(BelongsToAnother, match="cannot be added here"):
        customers.add_identity(other, IdentityKind.EMAIL, "carl@example.org", by=kettle.ana.actor)
    with pytest.raises(BelongsToAnother, match="belongs to Carl Carlsson"):
        customers.add_identity(other, IdentityKind.EMAIL, "carl@example.org", by=kettle.lea.actor)


def test_nobody_new_is_written_down_in_a_company_that_is_for_others(kettle):
    lodges = customers.create_company("Northern Lodges", by=kettle.lea.actor, domain="lodges.example")
    restrict(kettle, lodges, kettle.lea)
    with pytest.raises(OutOfReach):
        customers.identify_by_hand("new@lodges.example", by=kettle.ana.actor)
    assert not Customer.objects.filter(identities__value="new@lodges.example").exists()
    with pytest.raises(BelongsToAnother) as refused:
        customers.create_company("Lodges", by=kettle.ana.actor, domain="lodges.example")
    assert "Northern" not in str(refused.value)


def test_third_parties_who_are_for_others_are_neither_asked_nor_shown(kettle, carls):
    other = kettle.conversation("vera@example.org", key="vera")
    side = conversations.open_side(
        other,
        to=[Asked(address="carl@example.org")],
        subject="A question",
        text="Is it so?",
        by=kettle.ana.actor,
    )
    assert "Carl" in kettle.ana.client.get(f"/app/conversations/{other.pk}/").content.decode()
    restrict(kettle, carls.customer, kettle.lea)
    assert "Carl" not in kettle.ana.client.get(f"/app/conversations/{other.pk}/").content.decode()
    assert kettle.ana.client.get(f"/app/conversations/{other.pk}/sides/{side.pk}/").status_code == 404
    assert kettle.lea.client.get(f"/app/conversations/{other.pk}/sides/{side.pk}/").status_code == 200
    with pytest.raises(OutOfReach):
        conversations.open_side(
            other, to=[Asked(address="carl@example.org")], subject="More", text="And so?", by=kettle.ana.actor
        )


def test_a_company_page_shows_whom_one_may_see(kettle, carls):
    lodges = customers.create_company("Northern Lodges", by=kettle.lea.actor)
    customers.place_in_company(carls.customer, lodges, by=kettle.lea.actor)
    restrict(kettle, carls.customer, kettle.lea)
    for player, seen in ((kettle.ana, False), (kettle.lea, True)):
        page = player.client.get(f"/app/companies/{lodges.pk}/").content.decode()
        assert ("Carl" in page) == seen
        (listed,) = company_page(player.actor).rows
        assert vars(listed)["people"] == int(seen)


def test_what_an_outsider_had_goes_back_when_somebody_comes_to_be_restricted(kettle, carls):
    lodges = customers.create_company("Northern Lodges", by=kettle.lea.actor)
    restrict(kettle, lodges, kettle.lea)
    conversations.assign(carls, to=kettle.ana.member, by=kettle.lea.actor)
    customers.place_in_company(carls.customer, lodges, by=kettle.lea.actor)
    kettle.settle()
    carls.refresh_from_db()
    assert carls.assignee_id is None
    vera = kettle.conversation("vera@example.org", key="vera")
    conversations.assign(vera, to=kettle.ana.member, by=kettle.lea.actor)
    customers.merge(vera.customer, into=Customer.objects.get(pk=carls.customer_id), by=kettle.lea.actor)
    kettle.settle()
    vera.refresh_from_db()
    assert vera.assignee_id is None


def test_the_company_restricts_a_merge_as_well(kettle, carls):
    lodges = customers.create_company("Northern Lodges", by=kettle.lea.actor)
    elsewhere = customers.create_company("Elsewhere", by=kettle.lea.actor)
    customers.place_in_company(carls.customer, lodges, by=kettle.lea.actor)
    vera = kettle.conversation("vera@example.org", key="vera").customer
    customers.place_in_company(vera, elsewhere, by=kettle.lea.actor)
    restrict(kettle, lodges, kettle.lea)
    with pytest.raises(CannotMerge, match="Northern Lodges is restricted"):
        customers.merge(Customer.objects.get(pk=carls.customer_id), into=vera, by=kettle.lea.actor)


def test_what_is_split_off_stays_with_whoever_is_restricted(kettle, carls):
    conversations.reply(carls, text="Which lid?", by=kettle.lea.actor)
    vera = customers.identify(IdentityKind.EMAIL, "vera@example.org", by=kettle.lea.actor)
    said = list(carls.messages.order_by("pk"))
    Message.objects.filter(pk=said[0].pk).update(customer=vera)
    restrict(kettle, carls.customer, kettle.lea)
    carls.refresh_from_db()
    made = conversations.split(carls, messages=[said[0].pk], subject="More", by=kettle.lea.actor)
    assert made.customer_id == carls.customer_id


def test_likely_duplicates_name_nobody_who_is_for_others(kettle, carls):
    vera = kettle.conversation("vera@example.org", key="vera").customer
    first, second = sorted((carls.customer, vera), key=lambda one: one.pk)
    Pair.objects.create(first=first, second=second, likeness="name", found_at=carls.opened_at)
    restrict(kettle, carls.customer, kettle.lea)
    assert not Pair.objects.visible_to(kettle.ana.actor).exists()
    assert Pair.objects.visible_to(kettle.lea.actor).exists()


def test_the_log_of_a_webhook_shows_nothing_of_them(kettle, carls):
    webhook, _secret = outgoing.create_webhook(
        "https://shop.example/hook", facts=["note.added", "customer.changed"], by=kettle.omar.actor
    )
    restrict(kettle, carls.customer, kettle.lea)
    conversations.note(carls, text="Turquoise", by=kettle.lea.actor)
    customers.change_customer(carls.customer, note="Turquoise", by=kettle.lea.actor)
    outgoing.read_log(up_to=newest())
    page = kettle.omar.client.get(f"/app/settings/webhooks/{webhook.pk}").content.decode()
    assert page.count("somebody who is restricted to others") == 2
    assert "Turquoise" not in page
    assert "Carl" not in page


def test_whoever_says_who_sees_whom_does_so_on_a_page(kettle, carls):
    page = f"/app/customers/{carls.customer_id}/readers/"
    assert kettle.ana.client.get(page).status_code == 403
    empty = kettle.omar.client.post(page, {"is_restricted": "on"})
    assert "Choose somebody" in empty.content.decode()
    saved = kettle.omar.client.post(page, {"is_restricted": "on", "people": [kettle.lea.person.pk]})
    assert saved.headers["Location"] == "/app/settings/restricted/"
    listed = kettle.omar.client.get("/app/settings/restricted/").content.decode()
    assert ("Carl Carlsson" in listed, "Lea Novak" in listed) == (True, True)
    assert "not among those who see this" in kettle.omar.client.get(page).content.decode()
    seen = kettle.lea.client.get(f"/app/customers/{carls.customer_id}/").content.decode()
    assert "are for these only" in seen
    why = kettle.lea.client.get(f"/app/conversations/{carls.pk}/readers/").content.decode()
    assert ("Carl Carlsson is restricted" in why, "Ana Horvat" in why) == (True, False)
    opened = kettle.lea.client.post(page, {})
    assert opened.headers["Location"] == f"/app/customers/{carls.customer_id}/"
    assert kettle.ana.client.get(f"/app/conversations/{carls.pk}/").status_code == 200


def test_lists_show_a_sign_beside_whoever_is_restricted(kettle, carls):
    lodges = customers.create_company("Northern Lodges", by=kettle.lea.actor)
    other = kettle.conversation("vera@example.org", name="Vera Kolar", key="vera")
    customers.place_in_company(other.customer, lodges, by=kettle.lea.actor)

    def signs(address):
        page = kettle.lea.client.get(address).content.decode()
        return page.count("<span>Restricted</span>") + page.count('aria-label="Restricted"')

    bare = [signs(one) for one in ("/app/views/unassigned/", "/app/customers/", "/app/companies/")]
    restrict(kettle, lodges, kettle.lea)
    restrict(kettle, carls.customer, kettle.lea)
    after = [signs(one) for one in ("/app/views/unassigned/", "/app/customers/", "/app/companies/")]
    assert [there - before for there, before in zip(after, bare, strict=True)] == [2, 2, 1]


def test_mail_and_visits_of_theirs_are_not_for_outsiders(kettle, carls):
    held = RawMail.objects.create(
        digest="1", size=1, source=Source.SMTP, envelope_from="carl@example.org", received_at=carls.opened_at
    )
    widget = chat.open_widget("Shop", department=kettle.support, by=kettle.omar.actor)
    visitor = Visitor.objects.create(widget=widget, customer=carls.customer, name="Carl")
    conversations.reply(carls, text="Which lid?", by=kettle.lea.actor)
    kettle.settle()
    leaving = OutgoingMail.objects.get(message__conversation=carls)
    things = ((RawMail, held), (OutgoingMail, leaving), (Visitor, visitor))

    def seen(player):
        return [kind.objects.visible_to(player.actor).filter(pk=one.pk).exists() for kind, one in things]

    assert seen(kettle.omar) == [True, True, True]
    restrict(kettle, carls.customer, kettle.lea)
    assert seen(kettle.omar) == [False, False, False]
    restrict(kettle, carls.customer, kettle.lea, kettle.omar)
    assert seen(kettle.omar) == [True, True, True]


def test_an_import_files_what_is_theirs_with_them(kettle, carls):
    restrict(kettle, carls.customer, kettle.lea)
    brought = customers.identify(IdentityKind.EMAIL, "carl@example.org", by=kettle.omar.actor)
    assert brought.pk == carls.customer_id


def test_a_restriction_without_anybody_inside_can_be_mended(kettle, carls):
    restrict(kettle, carls.customer, kettle.lea)
    accounts.switch_off(kettle.lea.person, by=kettle.omar.actor)
    kettle.settle()
    listed = kettle.omar.client.get("/app/settings/restricted/").content.decode()
    assert ("Carl Carlsson" in listed, "switched off" in listed) == (True, True)
    page = f"/app/customers/{carls.customer_id}/readers/"
    kettle.omar.client.post(page, {"is_restricted": "on", "people": [kettle.omar.person.pk]})
    assert kettle.omar.client.get(f"/app/conversations/{carls.pk}/").status_code == 200
