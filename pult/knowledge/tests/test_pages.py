"""The pages of knowledge: who sees them, what they do, how many statements they cost."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pult.foundation.actors import SYSTEM
from pult.knowledge import addresses, dependence, operations
from pult.knowledge.models import Acknowledgement, Category, Document, Draft, Revision, Translation

pytestmark = pytest.mark.django_db
SCRIPT = {"HTTP_ACCEPT": "application/json"}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def made(title: str = "My kettle leaks", body: str = "Close the **lid**.", **how: object) -> Translation:
    article = operations.write(title, body=body, by=SYSTEM, **how)
    operations.publish(article, by=SYSTEM)
    return Translation.objects.whole().get(pk=article.pk)


def text_of(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(f"knowledge:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def bytes_of(client: Client, address: str) -> int:
    return len(b"".join(client.get(address)))


def test_an_article_is_begun_written_and_published_without_script(kettle):
    client = kettle.lea.client
    assert "A hard conversation" in text_of(client, "new")
    first = {"title": "Descaling", "language": "en", "audience": "public"}
    answer = client.post(reverse("knowledge:new") + "?kind=article", first)
    article = Translation.objects.get(title="Descaling")
    assert answer["Location"] == reverse("knowledge:draft", args=[article.document_id, "en"])
    page = client.get(answer["Location"]).content.decode()
    assert '<textarea class="form-control know-markdown"' in page
    given = {"title": "Descaling", "body": "Boil **vinegar**.", "seen": "1"}
    client.post(answer["Location"], given)
    assert Draft.objects.get(translation=article).body == "Boil **vinegar**."
    given |= {"seen": "2", "change": "normal", "note": "First"}
    client.post(reverse("knowledge:publication", args=[article.document_id, "en"]), given)
    assert "<strong>vinegar</strong>" in text_of(client, "reading", article.document_id)


def test_an_agent_drafts_and_does_not_publish(kettle):
    article = operations.write("Descaling", body="x", by=kettle.ana.actor)
    page = text_of(kettle.ana.client, "draft", article.document_id, "en")
    assert "A supervisor publishes what you have written." in page
    answer = kettle.ana.client.post(reverse("knowledge:publication", args=[article.document_id, "en"]))
    assert answer.status_code == 403


def test_what_another_window_saved_is_told_with_both_texts(kettle):
    article = operations.write("Descaling", body="Boil vinegar.", by=kettle.ana.actor)
    address = reverse("knowledge:draft", args=[article.document_id, "en"])
    saved = kettle.lea.client.post(
        address, {"title": "Descaling", "body": "Boil lemon.", "seen": "1"}, **SCRIPT
    )
    assert json.loads(saved.content) == {"seen": 2}
    mine = {"title": "Descaling", "body": "Boil water.", "seen": "1"}
    told = kettle.ana.client.post(address, mine, **SCRIPT)
    assert told.status_code == 409
    said = told.content.decode()
    assert 'data-now="2"' in said
    assert "Boil lemon." in said
    assert "Lea Novak" in said
    whole = kettle.ana.client.post(address, mine).content.decode()
    assert "Boil water.</textarea>" in whole
    assert 'name="seen" value="2"' in whole
    kettle.ana.client.post(address, mine | {"seen": "2"})
    assert Draft.objects.get(translation=article).body == "Boil water."


def test_a_translation_is_written_beside_the_first_language_and_sees_what_is_new(kettle):
    article = made()
    client = kettle.lea.client
    client.post(reverse("knowledge:translations", args=[article.document_id]), {"language": "hr"})
    croatian = Translation.objects.get(document=article.document, language="hr")
    assert "Close the <strong>lid</strong>." in text_of(client, "draft", article.document_id, "hr")
    operations.save_draft(croatian, by=SYSTEM, title="Kuhalo curi", body="Zatvorite poklopac.")
    operations.publish(croatian, by=SYSTEM)
    operations.save_draft(article, by=SYSTEM, title="My kettle leaks", body="Close the **lid** firmly.")
    operations.publish(article, by=SYSTEM)
    assert "<ins> firmly</ins>" in text_of(client, "draft", article.document_id, "hr")
    assert "Outdated" in text_of(client, "translations", article.document_id)
    assert "has still to follow" in text_of(client, "reading", article.document_id, language="hr")
    client.post(reverse("knowledge:confirmation", args=[article.document_id, "hr"]))
    assert "Outdated" not in text_of(client, "translations", article.document_id)


def test_versions_are_compared_and_one_is_restored(kettle):
    article = made()
    operations.save_draft(article, by=SYSTEM, title="My kettle leaks", body="Close the **cover**.")
    operations.publish(article, by=SYSTEM)
    client = kettle.lea.client
    page = text_of(client, "revisions", article.document_id, "en")
    assert "<del>lid</del>" in page
    assert "<ins>cover</ins>" in page
    assert "The texts are the same" in text_of(
        client, "revisions", article.document_id, "en", before="1", after="1"
    )
    client.post(reverse("knowledge:restoration", args=[article.document_id, "en", 1]))
    assert Draft.objects.get(translation=article).body == "Close the **lid**."
    gone = client.post(reverse("knowledge:restoration", args=[article.document_id, "en", 9]))
    assert gone.status_code == 404


def test_the_list_is_filtered_and_searched(kettle):
    category = operations.add_category({"en": "Repairs", "hr": "Popravci"}, by=SYSTEM)
    made(category=category)
    made("Greeting on the phone", "Say your name.", kind="sop")
    client = kettle.ana.client

    def found(**query: str) -> set[str]:
        page = text_of(client, "documents", **query)
        return {title for title in ("My kettle leaks", "Greeting on the phone") if f">{title}</a>" in page}

    both = {"My kettle leaks", "Greeting on the phone"}
    assert found() == both
    assert found(q="lid") == {"My kettle leaks"}
    assert found(kind="sop") == {"Greeting on the phone"}
    assert found(category=str(category.pk)) == {"My kettle leaks"}
    assert found(language="hr", state="missing") == both
    assert found(state="missing") == both
    assert found(state="published") == both
    assert found(language="hr") == set()
    assert found(due="on") == set()
    assert found(away="on") == set()
    assert found(owner="999999") == set()
    rows = client.get(reverse("knowledge:documents"), HTTP_HX_REQUEST="true").content.decode()
    assert rows.strip().startswith('<ul class="know-list">')


@pytest.mark.parametrize("name", ["documents", "handbook", "waiting"])
def test_a_list_costs_the_same_with_3_rows_and_with_30(kettle, name):
    def statements() -> int:
        text_of(kettle.ana.client, name)
        with CaptureQueriesContext(connection) as captured:
            text_of(kettle.ana.client, name)
        return len(captured)

    counts = []
    for whole in (3, 27):
        for at in range(whole):
            page = made(f"Page {whole} {at}", kind="handbook")
            operations.ask_for_signatures(page.document, department=kettle.support, by=SYSTEM)
        counts.append(statements())
    assert counts[0] == counts[1]


def test_a_page_is_read_signed_and_proved(kettle):
    page = made("Refunds over 100 €", kind="sop")
    lea, ana = kettle.lea.client, kettle.ana.client
    asked = {"department": kettle.support.pk, "days": 7}
    lea.post(reverse("knowledge:signatures", args=[page.document_id]), asked)
    assert "Refunds over 100 €" in text_of(ana, "waiting")
    assert "1 page waits for your signature" in text_of(ana, "handbook")
    assert "I have read it and will keep to it" in text_of(ana, "reading", page.document_id)
    ana.post(reverse("knowledge:signature", args=[page.document_id]), {"read": page.published.pk})
    assert "Nothing waits for your signature" in text_of(ana, "waiting")
    proof = text_of(lea, "signatures", page.document_id)
    assert "1 of 3" in proof
    table = lea.get(reverse("knowledge:table", args=[page.document_id])).content.decode("utf-8-sig")
    line = next(one for one in table.splitlines() if "ana@kettle.example" in one)
    assert line.startswith("1,Refunds over 100 €,Ana Horvat,ana@kettle.example,")
    assert "en 1" in line
    asking = page.document.askings.get()
    lea.post(reverse("knowledge:asking_end", args=[page.document_id, asking.pk]))
    assert Acknowledgement.objects.waiting().count() == 0
    again = lea.post(reverse("knowledge:signatures", args=[page.document_id]), {"days": "0"})
    assert again.status_code == 422


def test_a_draft_cannot_be_signed_yet(kettle):
    draft = operations.write("Refunds", kind="sop", body="x", by=SYSTEM)
    answer = kettle.lea.client.post(reverse("knowledge:signatures", args=[draft.document_id]), {"days": "7"})
    assert answer.status_code == 422


def test_properties_say_who_reads_it_and_when_it_is_reviewed(kettle):
    article = made()
    address = reverse("knowledge:properties", args=[article.document_id])
    given = {
        "owner": kettle.ana.person.pk,
        "audience": "customers",
        "also_asked": "Water on the table\n\nKuhalo curi",
        "review_on": "2020-01-31",
        "review_months": "1",
    }
    assert kettle.lea.client.post(address, given).status_code == 302
    document = Document.objects.get(pk=article.document_id)
    assert (document.owner, document.audience) == (kettle.ana.member, "customers")
    assert document.also_asked == ["Water on the table", "Kuhalo curi"]
    assert "Its review is due" in text_of(kettle.ana.client, "reading", article.document_id)
    assert "Due for review" in text_of(kettle.ana.client, "documents", due="on")
    kettle.ana.client.post(reverse("knowledge:review", args=[article.document_id]))
    assert "Its review is due" not in text_of(kettle.ana.client, "reading", article.document_id)
    wrong = kettle.lea.client.post(address, given | {"audience": "department"})
    assert "Say which department it is for." in wrong.content.decode()


def test_pictures_are_put_in_and_read_by_whoever_reads_the_article(kettle):
    article = made()
    picture = SimpleUploadedFile("lid.png", PNG, content_type="image/png")
    sent = kettle.ana.client.post(
        reverse("knowledge:files", args=[article.document_id]), {"files": [picture]}
    ).json()["files"][0]
    assert sent["picture"] is True
    assert bytes_of(Client(), sent["href"]) == len(PNG)
    inside = made("Refunds", kind="sop")
    kept = operations.add_file(inside.document, name="a.txt", content=b"secret", by=SYSTEM)
    address = f"/files/knowledge/{kept.pk}/a.txt"
    assert Client().get(address).status_code == 404
    assert bytes_of(kettle.ana.client, address) == len(b"secret")


def test_links_tell_what_refers_to_a_document(kettle, monkeypatch):
    lid = made("The lid")
    made("Leaks", f"See [the lid](/knowledge/{lid.document_id}).")
    monkeypatch.setattr(dependence, "_sources", {})
    dependence.declare(
        dependence.Source(
            key="test",
            label="Canned reply",
            find=lambda pk, _actor: [dependence.Dependent(name=f"Reply {pk}", href="/x")],
        )
    )
    page = text_of(kettle.ana.client, "links", lid.document_id)
    assert ">Leaks</a>" in page
    assert f">Reply {lid.document_id}</a>" in page


def test_a_link_in_a_text_leads_everybody_to_their_page(kettle, monkeypatch):
    article = made()
    address = reverse("knowledge:document", args=[article.document_id])
    assert kettle.ana.client.get(address)["Location"] == f"/app/knowledge/{article.document_id}"
    monkeypatch.setattr(addresses, "_public", [])
    assert Client().get(address).status_code == 404
    addresses.declare_public(lambda one: f"/there/{one.slug}")
    assert Client().get(address)["Location"] == "/there/my-kettle-leaks"


def test_categories_are_made_moved_renamed_and_taken_away(kettle):
    client = kettle.mila.client
    for name in ("Repairs", "Delivery"):
        client.post(reverse("knowledge:categories"), {"en": name, "sr_latn": "Popravke"})
    repairs, delivery = Category.objects.in_order()
    assert repairs.name_in("sr") == "Поправке"
    client.post(reverse("knowledge:place", args=[delivery.pk]), {"to": "up"})
    assert [one.name for one in Category.objects.in_order()] == ["Delivery", "Repairs"]
    renamed = {
        "en": "Parcels",
        "about_en": "How they travel.",
        "about_sr_latn": "Kako putuju.",
        "parent": repairs.pk,
    }
    client.post(reverse("knowledge:category", args=[delivery.pk]), renamed)
    delivery.refresh_from_db()
    assert (delivery.name, delivery.description, delivery.parent) == ("Parcels", "How they travel.", repairs)
    page = client.get(reverse("knowledge:category", args=[delivery.pk])).content.decode()
    assert "How they travel." in page
    assert "Kako putuju." in page
    circle = client.post(reverse("knowledge:category", args=[repairs.pk]), {"en": "R", "parent": delivery.pk})
    assert "cannot lie in itself" in circle.content.decode()
    assert client.post(reverse("knowledge:removal", args=[repairs.pk])).status_code == 409
    client.post(reverse("knowledge:removal", args=[delivery.pk]))
    assert "Parcels" not in text_of(client, "categories")
    assert client.post(reverse("knowledge:categories"), {}).status_code == 422


def test_a_word_keeps_what_to_say_instead(kettle):
    term = operations.write("Unfortunately", kind="term", by=SYSTEM)
    address = reverse("knowledge:draft", args=[term.document_id, "en"])
    given = {"title": "Unfortunately", "body": "", "seen": "1", "data-verdict": "avoid"}
    given |= {
        "data-instead": "What I can do is…",
        "data-forms": "sadly\nregrettably",
        "data-why": "It stops.",
    }
    kettle.lea.client.post(address, given)
    operations.publish(term, by=SYSTEM)
    assert Revision.objects.get(translation=term).data["forms"] == ["sadly", "regrettably"]
    page = text_of(kettle.ana.client, "reading", term.document_id)
    assert "Do not say this" in page
    assert "<li>regrettably</li>" in page


def test_what_is_withdrawn_thrown_or_put_away_is_gone(kettle):
    article = made()
    where = [article.document_id, "en"]
    kettle.lea.client.post(reverse("knowledge:withdrawal", args=where))
    assert "This is a draft" in text_of(kettle.lea.client, "reading", article.document_id)
    kettle.lea.client.post(reverse("knowledge:discarding", args=where))
    assert not Draft.objects.filter(translation=article).exists()
    kettle.lea.client.post(reverse("knowledge:storage", args=[article.document_id]))
    assert "was put away" in text_of(kettle.lea.client, "properties", article.document_id)
    kettle.lea.client.post(reverse("knowledge:storage", args=[article.document_id]))
    assert Document.objects.in_use().filter(pk=article.document_id).exists()


def test_a_preview_is_what_readers_would_see(kettle):
    sent = {"body": "> [!TIP]\n> Descale it.", "language": "hr"}
    answer = kettle.ana.client.post(reverse("knowledge:preview"), sent).content.decode()
    assert 'class="callout callout-tip"' in answer
    assert "Savjet" in answer


def test_another_departments_page_is_not_there(kettle):
    page = made("Refunds", kind="sop", audience="department", department=kettle.billing)
    for player, status in [(kettle.ana, 404), (kettle.stella, 200), (kettle.mila, 200)]:
        assert player.client.get(reverse("knowledge:reading", args=[page.document_id])).status_code == status
