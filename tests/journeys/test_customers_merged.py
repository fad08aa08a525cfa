"""Two customers become one, and two again."""

import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pult.conversations.models import Conversation, Message
from pult.customers import operations, queries
from pult.customers.errors import CannotMerge, CannotUndo
from pult.customers.models import Consent, Customer, CustomerMerge, Identity, Note, Pair, Purpose
from pult.customers.operations.belongings import STAYING, belongings
from pult.customers.types import ConsentSource, IdentityKind, Verdict
from pult.foundation.actors import SYSTEM


def again(customer: Customer) -> Customer:
    return Customer.objects.get(pk=customer.pk)


def two(kettle) -> tuple[Customer, Customer]:
    old = kettle.conversation("carl@example.org", key="old", name="Carl Carlsson").customer
    new = kettle.conversation("carl@work.example", key="new", name="Carl Carlsson").customer
    return old, new


def merged(kettle, source: Customer, target: Customer) -> CustomerMerge:
    done = operations.merge(again(source), into=again(target), by=kettle.ana.actor)
    kettle.settle()
    done.refresh_from_db()
    return done


def whole() -> dict[str, list[tuple[object, ...]]]:
    """Every row that names a customer, and who."""
    found: dict[str, list[tuple[object, ...]]] = {}
    with connection.cursor() as cursor:
        for one in belongings():
            cursor.execute(f"SELECT {one.key}, {one.column} FROM {one.table} ORDER BY 1")
            found[one.what] = cursor.fetchall()
    return found


def columns(customer: Customer) -> dict[str, object]:
    return dict(Customer.objects.filter(pk=customer.pk).values().get())


def test_everything_that_points_at_a_customer_moves_or_says_why_not(kettle):
    """Somebody who adds a table that points at a customer decides: it moves (with the trigger) or stays."""
    pointing = {
        f"{field.related_model._meta.label}.{field.field.name}"
        for field in Customer._meta.get_fields(include_hidden=True)
        if field.auto_created and not field.concrete
    }
    assert pointing >= STAYING
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'follow_merge'")
        guarded = {row[0] for row in cursor.fetchall()}
    assert {one.table for one in belongings()} == guarded
    assert {one.column for one in belongings()} == {"customer_id"}


def test_all_moves_and_the_number_leads_there(kettle):
    old, new = two(kettle)
    operations.add_note("Likes tea.", customer=new, by=kettle.ana.actor)
    merged(kettle, new, old)
    assert set(old.identities.values_list("value", flat=True)) == {"carl@example.org", "carl@work.example"}
    assert Conversation.objects.filter(customer=old).count() == 2
    assert Message.objects.filter(customer=old).count() == 2
    assert Note.objects.get().customer_id == old.pk
    assert queries.root_of(again(new)) == old
    assert not Customer.objects.visible_to(kettle.ana.actor).filter(pk=new.pk).exists()
    assert [one.pk for one in queries.search(kettle.ana.actor, "carl@work.example")] == [old.pk]


def test_what_is_written_for_the_old_number_is_the_other_ones(kettle):
    old, new = two(kettle)
    merged(kettle, new, old)
    assert kettle.mail("carl@work.example", key="later").conversation.customer_id == old.pk
    note = operations.add_note("By somebody who had the page open.", customer=new, by=SYSTEM)
    assert Note.objects.get(pk=note.pk).customer_id == old.pk


def test_an_undo_restores_everything_and_leaves_what_came_since(kettle):
    old, new = two(kettle)
    Customer.objects.filter(pk=new.pk).update(language="hr", note="Calls on Mondays.")
    operations.add_note("Likes tea.", customer=new, by=kettle.ana.actor)
    purpose = operations.save_purpose(Purpose(name="News"), by=SYSTEM)
    operations.record_consent(new, purpose, is_given=True, source=ConsentSource.STAFF, by=kettle.ana.actor)
    kettle.settle()
    before, people = whole(), (columns(old), columns(new))
    done = merged(kettle, new, old)
    assert (again(old).language, again(old).note) == ("hr", "Calls on Mondays.")
    assert Consent.objects.get().customer_id == old.pk
    later = kettle.mail("carl@work.example", key="later").conversation
    operations.undo_merge(done, by=kettle.ana.actor)
    kettle.settle()
    assert Conversation.objects.get(pk=later.pk).customer_id == old.pk
    now = whole()
    for what, rows in before.items():
        assert set(rows) <= set(now[what]), what
    assert (columns(old), columns(new)) == people
    with pytest.raises(CannotUndo):
        operations.undo_merge(done, by=kettle.ana.actor)
    assert kettle.mail("carl@work.example", key="after").conversation.customer_id == new.pk


def test_what_somebody_has_changed_since_an_undo_leaves(kettle):
    old, new = two(kettle)
    Customer.objects.filter(pk=new.pk).update(language="hr")
    done = merged(kettle, new, old)
    operations.change_customer(old, by=kettle.ana.actor, language="sr")
    operations.undo_merge(done, by=kettle.ana.actor)
    assert again(old).language == "sr"


def test_portal_sessions_of_both_end_and_the_password_of_the_one_opens_nothing(kettle):
    old, new = two(kettle)
    stamps = [operations.session_stamp(one) for one in (old, new)]
    merged(kettle, new, old)
    for customer, stamp in zip((old, new), stamps, strict=True):
        assert queries.signed_in(customer.pk, stamp) is None
        fresh = operations.session_stamp(customer)
        assert (queries.signed_in(customer.pk, fresh) is None) == (customer == new)


def test_no_permission_moves_along(kettle):
    old, new = two(kettle)
    company = operations.create_company("Works", by=SYSTEM)
    operations.place_in_company(new, company, by=SYSTEM)
    operations.allow_company(new, is_allowed=True, by=SYSTEM)
    merged(kettle, new, old)
    assert (again(old).company, again(old).reads_company) == (company, False)


def test_refusals(kettle):
    old, new = two(kettle)
    with pytest.raises(CannotMerge):
        operations.merge(old, into=old, by=SYSTEM)
    done = operations.merge(new, into=old, by=SYSTEM)
    third = kettle.mail("dora@example.org", key="third").conversation.customer
    with pytest.raises(CannotMerge):
        operations.merge(new, into=third, by=SYSTEM)
    with pytest.raises(CannotMerge, match="wait"):
        operations.merge(old, into=third, by=SYSTEM)
    with pytest.raises(CannotUndo, match="wait"):
        operations.undo_merge(done, by=SYSTEM)


def test_a_chain_is_undone_from_its_end(kettle):
    old, new = two(kettle)
    third = kettle.conversation("dora@example.org", key="third").customer
    first, second = merged(kettle, new, old), merged(kettle, old, third)
    assert queries.root_of(again(new)) == third
    with pytest.raises(CannotUndo):
        operations.undo_merge(first, by=SYSTEM)
    for one in (second, first):
        operations.undo_merge(one, by=SYSTEM)
        kettle.settle()
    assert [one.identities.get().value for one in (old, new, third)] == [
        "carl@example.org",
        "carl@work.example",
        "dora@example.org",
    ]


def test_a_large_merge_moves_in_portions(kettle):
    old, new = two(kettle)
    one = Conversation.objects.get(customer=new)
    Message.objects.bulk_create(
        Message(
            conversation=one, customer=new, kind="customer", at=timezone.now(), author_name="Carl", text="x"
        )
        for _ in range(1_200)
    )
    done = operations.merge(new, into=old, by=SYSTEM)
    assert not operations.settle_merge(done.pk, most=600)
    assert Message.objects.filter(customer=new).exists()
    kettle.settle()
    done.refresh_from_db()
    assert (done.state, done.moved_count) == ("merged", 1_202)
    assert not Message.objects.filter(customer=new).exists()


MAILBOXES = ("ana@one.example", "ana@two.example", "ana@three.example")


@given(
    st.lists(
        st.tuples(st.sampled_from(["mail", "merge", "undo"]), st.integers(0, 2), st.integers(0, 2)),
        max_size=8,
    )
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_nothing_is_lost_and_undoing_all_restores_all(kettle, steps):
    with transaction.atomic():
        people = [kettle.mail(box, key=f"first-{box}").conversation.customer for box in MAILBOXES]
        kettle.settle()
        before, count = whole(), 3
        for number, (what, one, other) in enumerate(steps):
            try:
                if what == "mail":
                    kettle.mail(MAILBOXES[one], key=f"more-{number}")
                    count += 1
                elif what == "merge":
                    merged(kettle, people[one], people[other])
                elif done := CustomerMerge.objects.in_force().order_by("-pk").first():
                    operations.undo_merge(done, by=SYSTEM)
                    kettle.settle()
            except CannotMerge:
                continue
            owners = set(Conversation.objects.values_list("customer", flat=True))
            assert not Customer.objects.filter(pk__in=owners).exclude(merged_into=None).exists()
        assert Conversation.objects.count() == count
        for done in CustomerMerge.objects.in_force().order_by("-pk"):
            operations.undo_merge(done, by=SYSTEM)
            kettle.settle()
        now = whole()
        assert all(set(rows) <= set(now[what]) for what, rows in before.items())
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_two_merge_at_once_each_into_the_other_while_mail_arrives(kettle):
    old, new = two(kettle)
    ready, broken = threading.Barrier(6), []

    def at_once(act):
        def run():
            try:
                ready.wait(10)
                act()
            except CannotMerge:
                pass
            except BaseException as error:  # noqa: BLE001 - told below
                broken.append(error)
            finally:
                connection.close()

        return threading.Thread(target=run)

    acts = [at_once(lambda: operations.merge(old, into=new, by=kettle.ana.actor))]
    acts.append(at_once(lambda: operations.merge(new, into=old, by=kettle.lea.actor)))
    boxes = ("carl@example.org", "carl@work.example")
    acts += [at_once(lambda at=at: kettle.mail(boxes[at % 2], key=f"meanwhile-{at}")) for at in range(4)]
    for one in acts:
        one.start()
    for one in acts:
        one.join(30)
    assert broken == []
    kettle.settle()
    done = CustomerMerge.objects.get()
    assert done.state == "merged"
    for what, rows in whole().items():
        assert all(owner != done.source_id for _row, owner in rows), what
    assert Conversation.objects.filter(customer=done.target).count() == 6


def test_who_may_be_the_same_person_is_offered(kettle):
    old, new = two(kettle)
    other = kettle.conversation("c.a.r.l+news@example.org", key="alias", name="C").customer
    kettle.conversation("info@example.org", key="info")
    kettle.conversation("info@work.example", key="info2")
    open_pairs = Pair.objects.open().visible_to(kettle.ana.actor)
    assert [(one.first, one.second, one.likeness) for one in open_pairs] == [(old, other, "alias")]
    operations.keep_apart(open_pairs.get(), by=kettle.ana.actor)
    operations.add_identity(new, IdentityKind.PHONE, "+385 91 234 5678", by=SYSTEM)
    operations.add_identity(other, IdentityKind.PHONE, "091 2345678", by=SYSTEM)
    kettle.settle()
    assert [(one.first, one.second, one.likeness) for one in open_pairs.all()] == [(new, other, "phone")]
    Identity.objects.filter(kind="phone").delete()
    operations.compare(new)
    assert not open_pairs.all().exists()
    assert Pair.objects.get().verdict == Verdict.APART
