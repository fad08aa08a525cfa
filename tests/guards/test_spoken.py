"""Every page is complete in every language: whoever reads Cyrillic finds nothing in Latin script but names and data."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from pult.accounts.models import Person
from tests.cast import Kettle
from tests.guards import access

STRANGER, ADMINISTRATOR = access.PEOPLE.index("stranger"), access.PEOPLE.index("administrator")
SILENT = {"script", "style", "code", "kbd", "pre", "svg", "template", "option", "time", "textarea"}
SPOKEN_ATTRIBUTES = {"aria-label", "placeholder", "title", "alt", "data-key-label", "data-ask"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LATIN = re.compile(r"[A-Za-zŠĐŽČĆšđžčć]{2,}")
# The gallery is for those who make pages; careers, letters, surveys and the bot speak as whoever wrote them does.
OTHERS_WORDS = ("ui:", "hiring:", "surveys:", "assistant:flow", "assistant:chatter")
# What is written the same in every script: names of people, products, standards and keys, and what the cast wrote.
NAMES = """
    Pult English Hrvatski Srpski latinica Carl Carlsson Ana Horvat Lea Novak Omar Khalil Stella Marić Eva Jurić Mila
    Petrović Kettle Help Support Billing My kettle leaks It leaks from the bottom Night hours Europe Zagreb Ctrl Esc
    Enter Shift SMTP TLS STARTTLS IMAP API URL OpenID Connect SAML OAuth HTTP HTTPS HTML CSV XLSX PDF JSON SLA CSAT NPS
    OpenAI Google Microsoft Web CES TOTP QR ID IP UTC MB kB ms CPU PostgreSQL Redis MX SPF DKIM DMARC RFC ISO
    AH CC EJ LN MP SM OK HK Hana Kos Petra Kovač PK Stefan Ristić SR Usual Standard Listened
    HMAC SHA JWT HS iPhone iPad Markdown Zip ZIP SpamAssassin Contact
    Monday Tuesday Krippendorffova PNG JPEG WebP XML
    install saml work jobs References CSP script connect img src issuer
"""


class Words(HTMLParser):
    """What a reader of the page reads or hears."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(f"{tag}!" if dict(attrs).get("translate") == "no" else tag)
        if not self._is_silent():
            self.said += [value for name, value in attrs if name in SPOKEN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().rstrip("!") != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._is_silent():
            self.said.append(data)

    def _is_silent(self) -> bool:
        return any(tag in SILENT or tag.endswith("!") for tag in self.open)


def latin_words(html: str) -> set[str]:
    """The words in Latin script that are nobody's name and part of no address."""
    words = Words()
    words.feed(html)
    text = re.sub(r"\S*[@/_.:]\w\S*", " ", " | ".join(words.said))
    return {word for word in LATIN.findall(text) if word not in NAMES.split()}


@pytest.mark.django_db
@pytest.mark.parametrize("who", [STRANGER, ADMINISTRATOR], ids=["stranger", "administrator"])
def test_in_cyrillic_no_page_says_a_latin_word(kettle: Kettle, who: int):
    things = access.things(kettle)
    Person.objects.update(language="sr")
    client = kettle.omar.client if who == ADMINISTRATOR else Client(headers={"accept-language": "sr"})
    found = {}
    for line in access.table():
        if line.method != "GET" or line.statuses[who] != 200 or line.name.startswith(OTHERS_WORDS):
            continue
        answer = client.get(line.address.format(**things))
        if not answer.streaming and "html" in answer.get("Content-Type", ""):
            found[line.name] = latin_words(answer.content.decode())
    assert [f"{name}: {' '.join(sorted(words))}" for name, words in found.items() if words] == []
