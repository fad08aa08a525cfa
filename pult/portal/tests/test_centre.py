"""The help centre: who reads what, in which language, under which address, and what is counted."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pult.brands import operations as brands
from pult.customers.models import Company
from pult.foundation.actors import SYSTEM
from pult.knowledge import operations as knowledge
from pult.knowledge.models import Category, DayOfReading, Feedback, Search, Translation, Visit
from pult.knowledge.types import Reader
from tests.cast import Kettle

pytestmark = pytest.mark.django_db
BROWSER = {"user-agent": "Mozilla/5.0 Firefox/150.0"}
BODY = "\n\n".join(f"## Step {number}\n\nBoil **water** {number}." for number in range(1, 4))


def published(title: str, body: str = BODY, language: str = "en", **how: object) -> Translation:
    article = knowledge.write(title, by=SYSTEM, body=body, language=language, **how)
    knowledge.publish(article, by=SYSTEM)
    knowledge.index_document(article.document_id)
    return article


def also_in(article: Translation, language: str, title: str, body: str = "Prokuhajte vodu.") -> Translation:
    other = knowledge.translate(article.document, language, by=SYSTEM, title=title, body=body)
    knowledge.publish(other, by=SYSTEM)
    knowledge.index_document(article.document_id)
    return other


def path(article: Translation, locale: str = "en", slug: str = "") -> str:
    return f"/hc/{locale}/articles/{article.document_id}-{slug or article.slug}"


@pytest.fixture
def shelf() -> Category:
    return Category.objects.create(slug="care", names={"en": "Care", "hr": "Održavanje"})


@pytest.fixture
def guest(kettle: Kettle) -> Client:
    return Client(headers=BROWSER)


def text_of(answer) -> str:
    return str(answer.content.decode())


def test_the_first_page_shows_topics_and_what_is_read_most(guest: Client, shelf: Category):
    article = published("Descaling", category=shelf)
    published("Shipping")
    page = text_of(guest.get("/hc/en/"))
    assert 'href="/hc/en/categories/care"' in page
    assert "1 article" in page
    assert path(article) in page
    assert "<h1>How can we help?</h1>" in page
    brands.change_house(by=SYSTEM, welcomes={"hr": "Kako pomoći?"}, introductions={"hr": "Tu smo."})
    page = text_of(guest.get("/hc/hr/"))
    assert "Kako pomoći?" in page
    assert "Održavanje" in page
    assert "Tu smo." in page


def test_an_empty_help_centre_says_so(guest: Client):
    assert "Nothing is published yet" in text_of(guest.get("/hc/en/"))


def test_hc_leads_to_the_language_of_the_visitor(guest: Client):
    assert guest.get("/hc", headers={"accept-language": "hr"})["Location"] == "/hc/hr/"
    brands.change_house(by=SYSTEM, languages=["sr"])
    assert guest.get("/hc", headers={"accept-language": "hr"})["Location"] == "/hc/sr/"
    assert guest.get("/hc/hr/").status_code == 404
    assert guest.get("/hc/xx/").status_code == 404


def test_an_article_has_one_address(guest: Client):
    article = published("Descaling")
    number = f"/hc/en/articles/{article.document_id}"
    for wrong in (number, f"{number}-descale", f"{number}-x"):
        answer = guest.get(wrong)
        assert (answer.status_code, answer["Location"]) == (301, path(article))
        # A name may come back; a browser that kept the way would go round in circles.
        assert "no-cache" in answer["Cache-Control"]
    knowledge.save_draft(article, by=SYSTEM, title="Remove limescale", body=BODY)
    knowledge.publish(article, by=SYSTEM)
    assert guest.get(path(article))["Location"] == path(article, slug="remove-limescale")
    assert guest.get("/hc/en/articles/999999-x").status_code == 404


def test_an_article_carries_its_parts_its_way_and_its_neighbours(guest: Client, shelf: Category):
    other = published("Limescale", category=shelf)
    article = published("Descaling", BODY + f"\n\n[More](/knowledge/{other.document_id})", category=shelf)
    page = text_of(guest.get(path(article)))
    assert '<a href="#step-1">' in page
    assert '<h2 id="step-1">' in page
    assert f'href="/hc/en/articles/{other.document_id}"' in page
    assert path(other) in page
    assert 'href="/hc/en/categories/care"' in page
    data = json.loads(re.search(r"ld\+json\">(.*?)</script>", page)[1])
    assert data["@graph"][0]["headline"] == "Descaling"
    assert [step["name"] for step in data["@graph"][1]["itemListElement"]][1:] == ["Care", "Descaling"]


def test_structured_data_cannot_end_its_block(guest: Client):
    article = published("</script><script>alert(1)</script>", "<script>alert(2)</script>")
    page = text_of(guest.get(path(article)))
    assert "<script>alert" not in page
    assert page.count("</script>") == page.count("<script")


def test_languages_stand_side_by_side_and_the_missing_one_is_said(guest: Client):
    article = published("Descaling")
    croatian = also_in(article, "hr", "Uklanjanje kamenca")
    page = text_of(guest.get(path(croatian, "hr")))
    assert 'hreflang="en"' in page
    assert (
        f'<link rel="canonical" href="http://testserver{path(croatian, "hr")}"' in page or "canonical" in page
    )
    assert "jeziku" not in page.split("<h1>")[0].split("<main")[1]
    answer = guest.get(path(article, "sr-latn", "descaling"))
    assert answer["Location"] == path(croatian, "sr-latn")
    page = text_of(guest.get(path(croatian, "sr-latn")))
    assert 'lang="hr"' in page
    assert "Hrvatski" in page
    assert 'hreflang="sr-Latn"' not in page.split("</head>")[0]


def test_who_reads_cyrillic_reads_a_latin_article_in_cyrillic(guest: Client):
    latin = published("Kuvalo curi", "Proverite zaptivku.", "sr-latn")
    twin = Translation.objects.get(document=latin.document, language="sr")
    page = text_of(guest.get(path(twin, "sr")))
    assert "Кувало цури" in page
    assert "Проверите заптивку." in page


def test_each_page_shows_only_what_its_reader_may_read(
    kettle: Kettle, guest: Client, shelf: Category, monkeypatch
):
    firm = Company.objects.create(name="Grand Hotel")
    every = {
        audience: published(f"Seal {audience}", "The seal.", audience=audience, groups=[firm], category=shelf)
        for audience in ("public", "customers", "group")
    }
    hidden = published("Seal house", "The seal.", kind="handbook", audience="staff")
    draft = knowledge.write("Seal draft", by=SYSTEM, body="The seal.", category=shelf)
    readers = {
        None: {"public"},
        Reader(customer_id=7): {"public", "customers"},
        Reader(customer_id=7, groups=frozenset({firm.pk})): {"public", "customers", "group"},
    }
    lists = ("/hc/en/", "/hc/en/categories/care", "/hc/en/search?q=seal", "/hc/en/search/suggestions?q=seal")
    for reader, seen in readers.items():
        if reader is not None:
            monkeypatch.setattr("pult.portal.help_pages.reader_of", lambda _request, who=reader: who)
        for audience, article in every.items():
            expected = audience in seen
            assert guest.get(path(article)).status_code == (200 if expected else 404), (reader, audience)
            for address in lists:
                assert (f"articles/{article.document_id}-" in text_of(guest.get(address))) is expected, (
                    address
                )
        for article in (hidden, draft):
            assert guest.get(path(article)).status_code == 404
            assert "Seal house" not in "".join(text_of(guest.get(address)) for address in lists)
    public = text_of(Client(headers=BROWSER).get("/hc/sitemap.xml"))
    assert public.count("<loc>") >= 1
    assert "seal-customers" not in public
    assert "seal-customers" not in text_of(Client(headers=BROWSER).get("/hc/en/feed"))


def test_a_search_shows_passages_and_what_finds_nothing_is_kept(guest: Client):
    published("Descaling", "Boil the water with citric acid.")
    page = text_of(guest.get("/hc/en/search?q=citric"))
    assert "<mark>citric</mark>" in page
    page = text_of(guest.get("/hc/en/search?q=%3Cscript%3Ealert(1)%3C/script%3E+unicorn"))
    assert "<script>alert" not in page
    assert "Nothing was found" in page
    assert list(Search.objects.order_by("pk").values_list("found", flat=True)) == [1, 0]
    assert Visit.objects.get().searches == 2
    assert guest.get("/hc/en/search")["X-Robots-Tag"] == "noindex"
    machine = Client(headers={"user-agent": "Googlebot/2.1"})
    machine.get("/hc/en/search?q=citric")
    assert Search.objects.count() == 2


def test_suggestions_come_while_somebody_types(guest: Client):
    article = published("Descaling the kettle")
    [one] = guest.get("/hc/en/search/suggestions?q=desc").json()["suggestions"]
    assert (one["title"], one["path"]) == ("Descaling the kettle", path(article))
    assert guest.get("/hc/en/search/suggestions?q=d").json() == {"suggestions": []}


def test_reading_is_counted_for_people_once_a_page(kettle: Kettle, guest: Client):
    article = published("Descaling")
    guest.get(path(article))
    guest.get(f"{path(article)}?helpful=yes")
    kettle.ana.client.get(path(article), headers=BROWSER)
    Client(headers={"user-agent": "Googlebot/2.1"}).get(path(article))
    Client().get(path(article))
    assert DayOfReading.objects.get().count == 1
    assert Visit.objects.get().articles == 1


def test_a_reader_says_whether_it_helped_and_why_not(guest: Client):
    article = published("Descaling")
    address = f"/hc/en/articles/{article.document_id}/feedback"
    answer = guest.post(address, {"helpful": "no"})
    assert answer["Location"] == f"{path(article)}?helpful=no#helpful"
    assert "What did you miss?" in text_of(guest.get(answer["Location"]))
    guest.post(address, {"helpful": "no", "comment": "  How long?  "})
    said = Feedback.objects.get()
    assert (said.is_helpful, said.comment) == (False, "How long?")
    guest.post(address, {"helpful": "yes"})
    said.refresh_from_db()
    assert (said.is_helpful, said.comment, said.revision) == (True, "How long?", 2)
    assert guest.post(address, {"helpful": "perhaps"}).status_code == 404
    guest.post(address, {"helpful": "no", "website": "https://spam.example"})
    assert Feedback.objects.get().is_helpful


def test_nobody_says_it_a_hundred_times(guest: Client):
    article = published("Descaling")
    address = f"/hc/en/articles/{article.document_id}/feedback"
    statuses = [guest.post(address, {"helpful": "yes"}).status_code for _turn in range(32)]
    assert statuses.count(302) == 30
    assert statuses[-1] == 429


def test_a_page_that_has_not_changed_is_not_sent_again(kettle: Kettle, guest: Client):
    article = published("Descaling")
    first = guest.get(path(article))
    assert "public" in first["Cache-Control"]
    assert "Cookie" in first["Vary"]
    assert "Set-Cookie" not in first
    again = guest.get(path(article), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert "private" in kettle.ana.client.get(path(article))["Cache-Control"]


def test_machines_read_the_map_the_feed_and_the_rules(guest: Client):
    article = published("Descaling")
    croatian = also_in(article, "hr", "Kamenac")
    sitemap = text_of(guest.get("/hc/sitemap.xml"))
    assert path(article) in sitemap
    assert path(croatian, "hr") in sitemap
    feed = text_of(guest.get("/hc/hr/feed"))
    assert "<title>Kamenac</title>" in feed
    assert "Disallow: /app" in text_of(guest.get("/robots.txt"))
    assert "\nDisallow: /hc\n" not in text_of(guest.get("/robots.txt"))
    brands.change_house(by=SYSTEM, is_listed=False)
    assert "\nDisallow: /hc\n" in text_of(guest.get("/robots.txt"))


@pytest.mark.parametrize("count", [3, 30])
def test_a_page_costs_the_same_with_few_articles_and_many(guest: Client, shelf: Category, count: int):
    for number in range(count):
        article = published(f"Kettle {number}", category=shelf)
    budgets = {"/hc/en/": 8, "/hc/en/categories/care": 7, path(article): 10, "/hc/en/search?q=kettle": 15}
    for address, budget in budgets.items():
        guest.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert guest.get(address).status_code == 200
        spent = [one for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]
        assert len(spent) <= budget, (address, [one["sql"][:90] for one in spent])


def test_what_is_not_there_is_answered_with_a_search_field(guest: Client):
    answer = guest.get("/hc/hr/articles/5-nema")
    assert answer.status_code == 404
    assert 'action="/hc/hr/search"' in text_of(answer)
    assert guest.get("/hc/en/categories/nothing").status_code == 404
