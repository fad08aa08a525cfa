"""Whatever is written into a document, a page of it holds nothing that acts: shown by reading what comes out."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from pult.foundation.actors import SYSTEM
from pult.foundation.files import operations as files
from pult.foundation.files.kinds import kind_of
from pult.foundation.files.serving import Named, answer
from pult.knowledge import operations
from pult.knowledge.markdown import ATTRIBUTES, LONGEST, OWN_FILE, SCHEMES, TAGS, clean, plain, render

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)

MARKDOWN = {
    "script": "<script>alert(1)</script>",
    "script in a table": "| a | b |\n|---|---|\n| <script>alert(1)</script> | <svg onload=alert(1)> |",
    "script in a heading": "# <img src=x onerror=alert(1)>",
    "script in code": "```html\n</code></pre><script>alert(1)</script>\n```",
    "language of code": '```"><script>alert(1)</script>\nx\n```',
    "javascript link": "[a](javascript:alert(1))",
    "javascript in capitals": "[a](JaVaScRiPt:alert(1))",
    "javascript with a tab": "[a](java\tscript:alert(1))",
    "javascript with entities": "[a](&#106;avascript&colon;alert(1))",
    "javascript after a control sign": "[a](<\x01javascript:alert(1)>)",
    "javascript in angles": "<javascript:alert(1)>",
    "javascript by reference": "[a][b]\n\n[b]: javascript:alert(1)",
    "vbscript": "[a](vbscript:msgbox(1))",
    "data link": "[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "data picture": "![a](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
    "javascript picture": "![a](javascript:alert(1))",
    "foreign picture": "![a](https://evil.example/track.gif)",
    "picture that climbs": "![a](/files/knowledge/1/../../../account/logout)",
    "picture with a handler": '![a" onerror="alert(1)](/files/knowledge/1/a.png)',
    "title that breaks out": '[a](https://example.org "x\\" onmouseover=alert(1) y=\\"")',
    "address that breaks out": '[a](https://example.org/"onmouseover="alert(1))',
    "link to nobody's host": "[a](//evil.example/x)",
    "link with a backslash": "[a](/\\\\evil.example)",
    "box": "> [!NOTE]\n> <svg/onload=alert(1)>",
    "box with a made-up tone": '> [!NOTE" onclick="alert(1)]\n> x',
    "film": '[film](https://youtube.com@evil.example/"onload=alert(1))',
}
HTML = {
    "handler": "<p onclick=alert(1)>a</p>",
    "handler without quotes": "<a href=x onclick=alert(1)//>a</a>",
    "svg": "<svg><script>alert(1)</script><a xlink:href='javascript:alert(1)'><text>a</text></a></svg>",
    "svg that animates": "<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
    "svg that uses": "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)></svg>#x'/></svg>",
    "svg foreign object": "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></foreignObject></svg>",
    "math": "<math><maction actiontype='statusline#http://evil' xlink:href='javascript:alert(1)'>a</maction></math>",
    "frame": "<iframe src=javascript:alert(1)></iframe><object data=x></object><embed src=x>",
    "form": "<form action=https://evil.example><input name=password><button formaction=javascript:alert(1)>a",
    "style": "<style>@import 'https://evil.example'</style><p style='background:url(javascript:alert(1))'>a</p>",
    "meta": "<meta http-equiv=refresh content='0;url=javascript:alert(1)'><base href=https://evil.example>",
    "link": "<link rel=stylesheet href=https://evil.example/x.css>",
    "class of ours": "<div class='pult-rail htmx-request'>a</div><div class='callout callout-note'>b</div>",
    "htmx": "<a hx-get=/account/logout hx-trigger=load data-hx-post=/x>a</a>",
    "id of a page": "<h2 id=location>a</h2><h2 id='X Y'>b</h2><a id=x name=y>c</a>",
    "target": "<a href=https://example.org target=_blank ping=https://evil.example download>a</a>",
    "picture set": "<img srcset='https://evil.example/x 1x' src=/files/knowledge/1/a.png onload=alert(1)>",
    "comment": "<!--><img src=x onerror=alert(1)>--><![CDATA[<script>alert(1)</script>]]>",
    "half a tag": "<img src=x onerror=alert(1) <p>a",
    "nul": "<scr\x00ipt>alert(1)</scr\x00ipt><a href='java\x00script:alert(1)'>a</a>",
    "mutation by noscript": "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "mutation by math and style": (
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>"
    ),
    "mutation by svg and style": "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "mutation by form": "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "mutation by template": "<template><p></template><script>alert(1)</script><select><template></select>",
    "mutation by title": "<title><p id='</title><img src=x onerror=alert(1)>'></title>",
    "mutation by textarea": "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "mutation by xmp": "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp><plaintext><script>",
    "mutation by back-ticks": "<p title='``onmouseover=alert(1)'>a</p>",
    "mutation by annotation": (
        "<math><annotation-xml encoding='text/html'><style><img src=x onerror=alert(1)></style></annotation-xml>"
    ),
    "mutation by many tables": "<table>" * 60 + "<a href='</table><img src=x onerror=alert(1)>'>",
}


def leads_to_a_page(address: str) -> bool:
    """As browsers read an address: signs below the space at both ends count for nothing, nor tabs and new lines."""
    read = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(0x21)))))
    scheme = SCHEME.match(read)
    return scheme[1].lower() in SCHEMES if scheme else not re.match(r"[/\\]{2}", read)


class Reading(HTMLParser):
    """Everything that acts, or could, in a piece of HTML. Words about a thing, and its language, are free."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()) | {"title", "lang"} | (
                {"rel"} if tag == "a" else set()
            ):
                self.faults.append(f"<{tag} {name}>")
            if name == "href" and not leads_to_a_page(value or ""):
                self.faults.append(f"link to {value}")
            if name == "src" and (not OWN_FILE.fullmatch(value or "") or ".." in (value or "")):
                self.faults.append(f"picture of {value}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"instruction {data}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"section {data}")


def must_be_harmless(html: str) -> None:
    assert Reading(html).faults == []
    # A browser reads it, and writes it again when it is copied: nothing comes alive on the way.
    assert clean(html) == html


@pytest.mark.parametrize("body", MARKDOWN.values(), ids=MARKDOWN.keys())
def test_no_markdown_acts(body: str):
    must_be_harmless(render(body))


@pytest.mark.parametrize("body", [*HTML.values(), *MARKDOWN.values()], ids=[*HTML, *MARKDOWN])
def test_no_html_acts_in_markdown_or_by_itself(body: str):
    must_be_harmless(clean(body))
    must_be_harmless(render(body))
    assert Reading(plain(body).replace("<", "")).faults == []


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            [*HTML.values(), *MARKDOWN.values(), "\n", "\n\n> ", "`", "|", "</div>", '"', "<", "\x00"]
        ),
        max_size=5,
    )
)
def test_no_mixture_of_them_acts_either(parts: list[str]):
    body = "".join(parts)
    must_be_harmless(render(body))
    must_be_harmless(clean(body))


@pytest.mark.parametrize(
    "body",
    [
        "> " * 20_000 + "a",
        "- " * 5_000 + "a",
        "*" * 100_000,
        "[" * 50_000 + "](",
        "`" * 99_999 + "a",
        "a" * 1_000_000,
        "| " * 200_000,
        "<div>" * 100_000,
        "![" * 30_000 + "a",
        "&" * 300_000,
    ],
    ids=["quotes", "lists", "stars", "brackets", "ticks", "one line", "pipes", "tags", "pictures", "signs"],
)
def test_depth_and_length_end(body: str):
    """Nothing to measure: what does not end would never come here."""
    html = render(body)
    assert Reading(html).faults == []
    assert len(html) < 12 * LONGEST


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "claimed"),
    [
        (SVG, "image/svg+xml"),
        (SVG, "image/png"),
        (b"<?xml version='1.0'?>" + SVG, "image/png"),
        (b"\xef\xbb\xbf" + SVG, "image/jpeg"),
        (b"<!doctype html><script>alert(1)</script>", "text/plain"),
        (b"\n\n<html><body onload=alert(1)>", "image/gif"),
    ],
    ids=["svg", "svg as png", "xml", "with a mark", "html as text", "html as gif"],
)
def test_a_file_that_could_act_is_only_kept(rf, content: bytes, claimed: str):
    stored = files.keep(content, content_type=kind_of(content, claimed=claimed))
    given_out = answer(rf.get("/"), Named(stored, "drawing.svg"))
    assert given_out["Content-Disposition"].startswith("attachment")
    assert given_out["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in given_out["Content-Security-Policy"]
    assert not re.match(r"(text/html|.*xml)", given_out["Content-Type"])


@pytest.mark.django_db
def test_script_in_every_field_of_an_article_stays_text(kettle):
    shelf = operations.add_category({"en": SCRIPT}, by=SYSTEM)
    article = operations.write(SCRIPT, body=f"{SCRIPT}\n\n## {SCRIPT}", category=shelf, by=SYSTEM)
    operations.publish(article, by=SYSTEM, note=SCRIPT)
    operations.save_draft(article, by=SYSTEM, title=f"{SCRIPT} again", body=SCRIPT)
    operations.publish(article, by=SYSTEM, note=SCRIPT)
    operations.index_document(article.document_id)
    article.refresh_from_db()
    reader, lea, here = Client(), kettle.lea.client, f"/app/knowledge/{article.document_id}"
    pages = [
        reader.get("/hc/en/"),
        reader.get(f"/hc/en/categories/{shelf.slug}"),
        reader.get(f"/hc/en/articles/{article.document_id}-{article.slug}"),
        reader.get("/hc/en/search", {"q": f"alert {SCRIPT}"}),
        reader.get("/hc/en/feed"),
        lea.get("/app/knowledge"),
        lea.get("/app/knowledge/documents"),
        lea.get(here),
        lea.get(f"{here}/in/en"),
        lea.get(f"{here}/in/en/revisions"),
    ]
    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200, page.request["PATH_INFO"]
        assert "<script>alert" not in text, page.request["PATH_INFO"]
        assert "<img src=x" not in text, page.request["PATH_INFO"]
