"""Documents as files: what goes out comes in again the same, and what is hostile stays outside."""

import io
import stat
import zipfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pult.foundation.actors import SYSTEM
from pult.knowledge import operations
from pult.knowledge.carrying import bundle as bundles
from pult.knowledge.carrying import heads, html, links, pages, sorting
from pult.knowledge.errors import BadImport
from pult.knowledge.files import address_of
from pult.knowledge.models import Category, Document, DocumentFile, Draft, Translation
from pult.knowledge.operations.exporting import take_out_all
from pult.knowledge.operations.importing import bring_in
from pult.knowledge.types.carrying import Fate, Line, Terms

TERMS = Terms(collection="old desk")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(str.strip)
BODIES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=400)


def zipped(files: dict[str, bytes | str]) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    stream.seek(0)
    return stream


def brought(files: dict[str, bytes | str], **how: Any) -> list[Line]:
    terms = Terms(**{"collection": "old desk", **how})
    return bring_in(bundles.of_archive(zipped(files)), terms, by=SYSTEM)


def exported() -> bytes:
    stream = io.BytesIO()
    take_out_all(stream, Document.objects.in_use())
    return stream.getvalue()


def emptied() -> None:
    Translation.objects.update(published=None, based_on=None)
    Document.objects.all().delete()
    Category.objects.update(parent=None)
    Category.objects.all().delete()


def fates(lines: list[Line]) -> list[tuple[str, str]]:
    return [(line.title, line.fate) for line in lines]


@given(WORDS, WORDS, BODIES)
@example("2024", "yes", "---\n\n---\n")
@example("'a': \"b\" # c", "- x", "\n\n  \n")
@example("a\u2028c", "null", "text")
def test_a_head_and_a_body_come_back_as_they_were(title: str, word: str, body: str):
    head: heads.Head = {"title": title, "also_asked": [title, word], "state": word}
    found, rest = heads.split(heads.join(head, body))
    assert found == head
    assert rest.removesuffix("\n") == body


@given(BODIES)
def test_a_text_whose_links_stay_is_the_same_text(body: str):
    assert links.rewritten(body, lambda _address: None) == body


def test_links_change_in_the_text_and_not_in_code():
    body = '[a](b.md) ![c](<d e.png> "t") `[a](b.md)`\n```\n[a](b.md)\n```\n[n]: b.md\n[x](https://a.b/c_(d))'
    changed = links.rewritten(body, lambda address: "/x (1)" if links.is_relative(address) else None)
    assert changed.count("/x (1)>") == 3
    assert "`[a](b.md)`\n```\n[a](b.md)\n```" in changed
    assert links.target("a/b/c.md", "../d%20e.md?x#part") == ("a/d e.md", "part")
    assert links.target("c.md", "../../etc/passwd") == ("", "")


@pytest.mark.parametrize("name", ["../x.md", "/etc/passwd", "C:\\x.md", "a/../../x", "", "x" * 600, "a\x00b"])
def test_names_that_lead_out_are_no_names(name: str):
    assert bundles.clean_path(name) is None


def test_what_an_archive_hides_is_told_and_left(tmp_path: Path):
    stream = zipped({"a/good.md": "# Good\n\nx", "a/../../evil.md": "x", "__MACOSX/a.md": "x", "a/.x": "y"})
    with zipfile.ZipFile(stream, "a") as archive:
        link = zipfile.ZipInfo("a/link.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a/bomb.md", b"\0" * 30_000_000, zipfile.ZIP_DEFLATED)
    stream.seek(0)
    bundle = bundles.of_archive(stream)
    assert list(bundle.files) == ["good.md"]
    assert len(bundle.refused) == 3
    (tmp_path / "good.md").write_text("x")
    (tmp_path / "link.md").symlink_to("/etc/passwd")
    folder = bundles.of_folder(tmp_path)
    assert list(folder.files) == ["good.md"]
    assert [name for name, _why in folder.refused] == ["link.md"]


def test_an_archive_that_is_none_or_too_large_is_refused_in_words():
    for content in (b"", b"PK\x03\x04 nothing", zipped({"a.md": "x"}).getvalue()[:-30]):
        with pytest.raises(BadImport):
            bundles.of_archive(io.BytesIO(content))
    with pytest.raises(BadImport):
        bundles.of_archive(zipped({f"{number}.md": "" for number in range(10_001)}))
    broken = bytearray(zipped({"a.md": "hello " * 500}).getvalue())
    broken[40:60] = b"x" * 20
    with pytest.raises(BadImport):
        bundles.of_archive(io.BytesIO(bytes(broken))).read("a.md")


def test_letters_are_found_out():
    assert pages.decoded("\ufeffšđč".encode()) == ("šđč", "")
    assert pages.decoded("šđč".encode("utf-16")) == ("šđč", "")
    assert pages.decoded("čaša žuta đ".encode("cp1250")) == ("čaša žuta đ", "Windows-1250")
    latin = '<meta charset="iso-8859-2"><p>čaša</p>'.encode("iso-8859-2")
    assert pages.decoded(latin) == ('<meta charset="iso-8859-2"><p>čaša</p>', "iso-8859-2")
    assert pages.decoded(b'<meta charset="nonsense">\xe8')[1] == "Windows-1250"


@given(st.binary(max_size=300))
def test_whatever_a_file_holds_it_is_read_or_refused(content: bytes):
    for name in ("a.md", "a.html"):
        try:
            assert isinstance(pages.read(name, content).body, str)
        except BadImport:
            continue


def test_a_page_of_another_desk_becomes_markdown_without_anything_that_acts():
    page = pages.read(
        "360012-my-kettle.html",
        b"""<html lang="hr-HR"><head><title>Desk</title></head><body><nav>Menu</nav>
        <article><h1>My <em>kettle</em></h1><div class="article-body"><p onclick="x()">Hello <b>you</b></p>
        <script>alert(1)</script><img src="img/lid.png" alt="Lid"><a href="javascript:x()">bad</a>
        <a href="other.html">good</a><table><tr><th>a</th></tr><tr><td>b</td></tr></table>
        <iframe src="//evil"></iframe></div></article></body></html>""",
    )
    assert (page.title, page.language) == ("My kettle", "hr")
    assert "Hello **you**" in page.body
    assert "![Lid](img/lid.png)" in page.body
    assert "[good](other.html)" in page.body
    assert "| a |" in page.body
    for word in ("alert", "javascript", "Menu", "onclick", "iframe", "evil"):
        assert word not in page.body
    with pytest.raises(BadImport):
        html.read("<div>" * 3000 + "deep")


def test_a_head_made_to_hurt_is_refused():
    bomb = "---\na: &a [x, x]\nb: [*a, *a]\n---\ntext"
    for text in (
        bomb,
        "---\n{[}\n---\nx",
        "---\n" + "[" * 5000 + "\n---\nx",
        f"---\na: {'x' * 300_000}\n---\n",
    ):
        with pytest.raises(BadImport):
            heads.split(text)
    assert heads.split("---\nno end") == ({}, "---\nno end")
    assert heads.split("---\n- a\n---\nx") == ({}, "x")


def test_documents_come_in_the_order_of_their_places():
    names = ["a-10/en.md", "a-2/en.md", "a/en.md"]
    bundle = bundles.of_archive(zipped({name: f"---\nid: {uuid4()}\n---\n# A\n\nx" for name in names}))
    found = sorting.sort(bundle, language="en").sheaves
    assert [sheaf.head.path for sheaf in found] == names[::-1]


def test_translations_are_found_by_head_name_and_folder():
    bundle = bundles.of_archive(
        zipped(
            {
                "care/descale.en.md": "# Descale\n\nx",
                "care/descale.hr.md": "# Kamenac\n\nx",
                "hr/dostava.md": "# Dostava\n\nx",
                "en/dostava.md": "# Delivery\n\nx",
                "seal/en.md": "# Seal\n\nx",
                "seal/sr.md": "# Zaptivka\n\nČaša curi",
                "one.md": "---\nid: 7\nlang: sr\n---\n# Један\n\nчаша",
                "two.md": "---\nid: 7\nlang: en\n---\n# One\n\nx",
                "again.md": "---\nid: 7\nlang: en\n---\n# One\n\nx",
            }
        )
    )
    found = sorting.sort(bundle, language="en")
    spoken = {sheaf.key: sheaf.languages for sheaf in found.sheaves}
    assert spoken == {
        "care/descale": ["en", "hr"], "dostava": ["en", "hr"], "seal": ["en", "sr-latn"], "id:7": ["en", "sr"],
    }  # fmt: skip
    assert [path for path, _why in found.refused] == ["two.md"]
    descale = next(sheaf for sheaf in found.sheaves if sheaf.key == "care/descale")
    assert sorting.category_of(descale) == ["Care"]


@pytest.mark.django_db
def test_a_folder_comes_in_with_links_pictures_and_categories_and_again_changes_nothing(kettle):
    files: dict[str, bytes | str] = {
        "help/how-to/leak.md": "---\ntitle: It leaks\nalso_asked: [Water below]\n---\nSee [scale](../care/scale.md#lid)\n\n![Lid](img/lid.png) ![x](https://evil/x.png) [lost](gone.md)",  # noqa: E501
        "help/how-to/img/lid.png": PNG,
        "help/care/scale.md": "# Scale\n\nBack to [it](../how-to/leak.md)",
        "help/notes.pdf": b"%PDF",
    }
    first = brought(files)
    assert fates(first) == [("Scale", "new"), ("It leaks", "new")]
    leak, scale = Document.objects.order_by("pk").last(), Document.objects.order_by("pk").first()
    file = DocumentFile.objects.get()
    text = Translation.objects.get(document=leak).published
    assert text.body.startswith(f"See [scale](/knowledge/{scale.pk}#lid)")
    assert address_of(file) in text.html
    assert first[1].notes == ["1 link leads nowhere.", "1 picture lies on another host and is not shown."]
    assert (leak.category.name, leak.also_asked) == ("How to", ["Water below"])
    assert fates(brought(files)) == [("Scale", "same"), ("It leaks", "same")]
    files["help/care/scale.md"] = "# Scale\n\nNew."
    foreseen = operations.foresee(bundles.of_archive(zipped(files)), TERMS)
    assert fates(foreseen) == [("Scale", "changed"), ("It leaks", "same")]
    assert fates(brought(files)) == fates(foreseen)
    assert Document.objects.count() == 2
    assert fates(brought(files, collection="another desk")) == [("Scale", "new"), ("It leaks", "new")]


@pytest.mark.django_db
def test_what_somebody_is_writing_is_not_written_over(kettle):
    brought({"a.md": "# A\n\nOld."})
    there = Translation.objects.get()
    operations.save_draft(there, title="A", body="Ana writes.", by=kettle.ana.actor)
    line = brought({"a.md": "# A\n\nNew."})[0]
    assert line.fate == Fate.SAME
    assert "Somebody is writing it" in line.notes[0]
    assert Draft.objects.get().body == "Ana writes."
    operations.discard_draft(there, by=SYSTEM)
    operations.put_away(there.document, by=SYSTEM)
    assert brought({"a.md": "# A\n\nNew."})[0].notes == ["It was put away here."]


@pytest.mark.django_db
def test_nobody_reads_more_than_the_file_allows(kettle):
    lines = brought(
        {
            "a.md": "---\naudience: department\ndepartment: Nowhere\n---\n# A\n\nx",
            "b.md": "---\naudience: everybody!\n---\n# B\n\nx",
            "c.md": "---\nkind: spell\n---\n# C\n\nx",
            "d.md": "---\nkind: handbook\naudience: public\n---\n# D\n\nx",
            "e.md": "---\nkind: script\ndata: '{'\n---\n# E\n\nx",
            "f.md": "---\naudience: department\ndepartment: support\n---\n# F\n\nx",
            "g.md": "---\nkind: handbook\n---\n# G\n\nx",
            "h.md": '---\nkind: term\ndata: \'{"verdict": "x", "why": ["y"], "evil": 1}\'\n---\n# H\n\nx',
            "i.md": "# I",
        }
    )
    came = {line.title: line.fate for line in lines}
    assert came == {**dict.fromkeys("ABCDE", Fate.SKIPPED), **dict.fromkeys("FGHI", Fate.NEW)}
    assert Translation.objects.get(title="H").published.data["verdict"] == "use"
    assert Translation.objects.get(title="G").document.audience == "staff"
    assert [line.notes for line in lines if line.title == "I"] == [["Not published: There is no text yet."]]


@pytest.mark.django_db
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.tuples(WORDS, BODIES.filter(str.strip), st.booleans()), min_size=1, max_size=3),
    asked=st.lists(WORDS, max_size=2),
)
@example(texts=[("A", "[b](/knowledge/1) `x`", True), ("A", "---\nx\n---\n", False)], asked=["Ž?"])
def test_what_goes_out_comes_in_again_the_same(kettle, texts, asked):
    emptied()
    care = operations.add_category({"en": "Care", "hr": "Njega"}, by=SYSTEM, descriptions={"en": "All of it"})
    deep = operations.add_category({"en": "Scale"}, parent=care, by=SYSTEM)
    for number, (title, body, is_published) in enumerate(texts):
        made = operations.write(
            title.strip(), body=body, by=SYSTEM, category=deep, also_asked=[*map(str.strip, asked)]
        )
        file = operations.add_file(made.document, name="lid (1).png", content=PNG, by=SYSTEM)
        operations.save_draft(made, title=title.strip(), body=f"{body}\n\n![]({address_of(file)})", by=SYSTEM)
        if is_published:
            operations.publish(made, by=SYSTEM)
            operations.translate(made.document, "hr", title=f"hr {number}", body="Tekst.", by=SYSTEM)
    archive = exported()
    unchanged = bring_in(bundles.of_archive(io.BytesIO(archive)), TERMS, by=SYSTEM)
    assert [line for line in unchanged if line.fate != Fate.SAME] == []
    emptied()
    lines = bring_in(bundles.of_archive(io.BytesIO(archive)), TERMS, by=SYSTEM)
    assert {line.fate for line in lines} == {Fate.NEW}
    again = exported()
    with zipfile.ZipFile(io.BytesIO(archive)) as first, zipfile.ZipFile(io.BytesIO(again)) as second:
        before = {name: first.read(name) for name in first.namelist()}
        after = {name: second.read(name) for name in second.namelist()}
    assert after == before
