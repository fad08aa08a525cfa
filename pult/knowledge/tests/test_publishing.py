"""Writing, publishing, translating, restoring: what readers see, and what stays on record."""

import pytest

from pult.customers.models import Company
from pult.foundation.actors import SYSTEM
from pult.knowledge import operations
from pult.knowledge.errors import AlreadyThere, ChangedElsewhere, NotForThem, NothingNew, NotReady
from pult.knowledge.models import Document, Draft, OldSlug, Revision, Translation
from pult.knowledge.types import ANYBODY, Audience, Change, DocumentKind, Reader, TranslationState

pytestmark = pytest.mark.django_db


def leaking(kettle, **how: object) -> Translation:
    """An article that Ana has begun."""
    return operations.write("My kettle leaks", by=kettle.ana.actor, body="Close the **lid**.", **how)


def seen_by(reader: Reader) -> set[str]:
    return set(Translation.objects.readable_by(reader).values_list("title", flat=True))


def test_a_draft_is_seen_by_writers_only_until_it_is_published(kettle):
    article = leaking(kettle)
    assert seen_by(ANYBODY) == set()
    assert article.document in Document.objects.visible_to(kettle.ana.actor)
    assert article.document not in Document.objects.visible_to(kettle.eva.actor)
    revision = operations.publish(article, by=kettle.lea.actor, note="First")
    assert seen_by(ANYBODY) == {"My kettle leaks"}
    assert article.document in Document.objects.visible_to(kettle.eva.actor)
    assert (revision.number, revision.by) == (1, kettle.lea.person)
    assert "<strong>lid</strong>" in revision.html
    with pytest.raises(NothingNew):
        operations.publish(article, by=kettle.lea.actor)


def test_nothing_without_a_title_or_a_text_is_published(kettle):
    empty = operations.write("", by=SYSTEM)
    with pytest.raises(NotReady):
        operations.publish(empty, by=SYSTEM)
    operations.save_draft(empty, by=SYSTEM, title="Descaling", body=" ")
    with pytest.raises(NotReady):
        operations.publish(empty, by=SYSTEM)


def test_each_audience_reads_its_own(kettle):
    firm = Company.objects.create(name="Grand Hotel")
    for title, audience in [("Open", "public"), ("Signed in", "customers"), ("Hotels", "group")]:
        made = operations.write(title, by=SYSTEM, body="x", audience=audience, groups=[firm])
        operations.publish(made, by=SYSTEM)
    for title, audience, department in [("House", "staff", None), ("Support", "department", kettle.support)]:
        made = operations.write(
            title, by=SYSTEM, body="x", kind="handbook", audience=audience, department=department
        )
        operations.publish(made, by=SYSTEM)
    outside = {"Open", "Signed in", "Hotels"}
    assert seen_by(ANYBODY) == {"Open"}
    assert seen_by(Reader(groups=frozenset({firm.pk}))) == {"Open"}
    assert seen_by(Reader(customer_id=7)) == {"Open", "Signed in"}
    assert seen_by(Reader(customer_id=7, groups=frozenset({firm.pk}))) == outside
    assert seen_by(Reader(actor=kettle.ana.actor)) == {*outside, "House", "Support"}
    assert seen_by(Reader(actor=kettle.stella.actor)) == {*outside, "House"}
    assert seen_by(Reader(actor=kettle.mila.actor)) == {*outside, "House", "Support"}


def test_only_articles_leave_the_house(kettle):
    with pytest.raises(NotForThem):
        operations.write("Refunds", by=SYSTEM, kind=DocumentKind.SOP, audience=Audience.PUBLIC)
    with pytest.raises(NotForThem):
        operations.write("Refunds", by=SYSTEM, kind=DocumentKind.SOP, audience=Audience.DEPARTMENT)


def test_two_windows_never_overwrite_each_other(kettle):
    article = leaking(kettle)
    first = operations.save_draft(article, by=kettle.ana.actor, title="My kettle leaks", body="A", seen=1)
    assert first.version == 2
    with pytest.raises(ChangedElsewhere) as refused:
        operations.save_draft(article, by=kettle.ana.actor, title="My kettle leaks", body="B", seen=1)
    assert refused.value.theirs.body == "A"
    assert Draft.objects.get(translation=article).body == "A"
    again = operations.save_draft(article, by=kettle.ana.actor, title="My kettle leaks", body="A", seen=1)
    assert again.version == 2


def test_a_change_leaves_translations_behind_unless_it_is_small(kettle):
    article = leaking(kettle)
    operations.publish(article, by=SYSTEM)
    croatian = operations.translate(article.document, "hr", by=SYSTEM, title="Čajnik curi", body="Zatvorite.")
    operations.publish(croatian, by=SYSTEM)
    for change, outdated in [(Change.SMALL, False), (Change.NORMAL, True)]:
        operations.save_draft(article, by=SYSTEM, title="My kettle leaks", body=f"Close it: {change}.")
        operations.publish(article, by=SYSTEM, change=change)
        croatian.refresh_from_db()
        assert croatian.is_outdated is outdated
    assert str(croatian.state) == "outdated"
    operations.confirm_current(croatian, by=SYSTEM)
    croatian.refresh_from_db()
    assert str(croatian.state) == "published"
    with pytest.raises(AlreadyThere):
        operations.translate(article.document, "hr", by=SYSTEM)


def test_the_other_script_is_made_until_somebody_writes_it(kettle):
    latin = operations.write(
        "Kuvalo curi", by=SYSTEM, language="sr-latn", body="Zatvorite **poklopac**.\n\n`kettle reset`"
    )
    operations.publish(latin, by=SYSTEM)
    made = Translation.objects.get(document=latin.document, language="sr")
    assert (made.title, made.state) == ("Кувало цури", TranslationState.MADE)
    assert made.published.body == "Затворите **поклопац**.\n\n`kettle reset`"
    operations.save_draft(latin, by=SYSTEM, title="Kuvalo curi", body="Zatvorite ga.")
    operations.publish(latin, by=SYSTEM)
    made.refresh_from_db()
    assert made.published.body == "Затворите га."
    own = operations.translate(latin.document, "sr", by=SYSTEM)
    operations.save_draft(own, by=SYSTEM, title="Кувало пушта воду", body="Затворите поклопац.")
    operations.publish(own, by=SYSTEM)
    operations.save_draft(latin, by=SYSTEM, title="Kuvalo curi", body="Novo.")
    operations.publish(latin, by=SYSTEM)
    own.refresh_from_db()
    assert (own.is_made, own.published.body) == (False, "Затворите поклопац.")


def test_latin_letters_are_made_of_cyrillic_ones_too(kettle):
    cyrillic = operations.write("Чајник цури", by=SYSTEM, language="sr", body="Љубазно: Његош, ЏЕП.")
    operations.publish(cyrillic, by=SYSTEM)
    made = Translation.objects.get(document=cyrillic.document, language="sr-latn")
    assert (made.title, made.published.body) == ("Čajnik curi", "Ljubazno: Njegoš, DŽEP.")


def test_an_old_name_still_leads_there(kettle):
    article = leaking(kettle)
    operations.publish(article, by=SYSTEM)
    operations.save_draft(article, by=SYSTEM, title="A leaking kettle", body="Close the lid.")
    operations.publish(article, by=SYSTEM)
    article.refresh_from_db()
    assert article.slug == "a-leaking-kettle"
    assert OldSlug.objects.get(slug="my-kettle-leaks").translation == article
    other = leaking(kettle)
    assert other.slug == "my-kettle-leaks-2"


def test_what_is_withdrawn_becomes_a_draft_again(kettle):
    article = leaking(kettle)
    operations.publish(article, by=SYSTEM)
    operations.withdraw(article, by=kettle.lea.actor)
    article = Translation.objects.whole().get(pk=article.pk)
    assert article.state == TranslationState.WITHDRAWN
    assert article.open_draft.body == "Close the **lid**."
    assert seen_by(ANYBODY) == set()
    operations.withdraw(article, by=kettle.lea.actor)


def test_an_earlier_version_can_be_restored(kettle):
    article = leaking(kettle)
    first = operations.publish(article, by=SYSTEM)
    operations.save_draft(article, by=SYSTEM, title="My kettle leaks", body="Worse.")
    operations.publish(article, by=SYSTEM)
    operations.restore(first, by=kettle.lea.actor)
    third = operations.publish(article, by=kettle.lea.actor)
    assert (third.number, third.body) == (3, "Close the **lid**.")
    assert Revision.objects.filter(translation=article).count() == 3


def test_a_draft_is_thrown_away_and_with_it_what_was_never_published(kettle):
    article = leaking(kettle)
    assert operations.discard_draft(article, by=kettle.ana.actor) is True
    assert not Document.objects.filter(pk=article.document_id).exists()
    article = leaking(kettle)
    operations.publish(article, by=SYSTEM)
    operations.save_draft(article, by=SYSTEM, title="x", body="y")
    assert operations.discard_draft(article, by=kettle.ana.actor) is False
    assert not Draft.objects.filter(translation=article).exists()
