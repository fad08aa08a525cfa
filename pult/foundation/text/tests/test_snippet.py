"""The passage that shows why something was found."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.text.query import parse
from pult.foundation.text.snippet import highlight, snippet

FILLER = "jedan dva tri četiri pet šest sedam osam devet deset "
MESSAGE = f"{FILLER * 10}Поштовани, нисам добио рачун за јануар, молим повраћај новца. {FILLER * 10}"


def marked(text: str) -> list[str]:
    return re.findall("<mark>(.*?)</mark>", text)


def test_a_question_in_latin_marks_words_in_cyrillic():
    assert marked(snippet(MESSAGE, parse("racuni povracaj"))) == ["рачун", "повраћај"]


def test_a_question_in_cyrillic_marks_words_in_latin():
    assert marked(snippet("Molim povrat novca na karticu.", parse("новац картица"))) == ["novca", "karticu"]


def test_the_passage_is_short_and_says_that_it_is_one():
    shown = snippet(MESSAGE, parse("račun"))
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert 25 <= len(shown.split()) <= 33


def test_the_passage_with_most_different_words_wins():
    text = f"povrat povrat povrat {FILLER * 6} povrat novca {FILLER * 6}"
    assert marked(snippet(text, parse("povrat novca"))) == ["povrat", "novca"]


def test_a_phrase_is_marked_only_where_it_stands():
    assert marked(snippet("novca povrat, povrat novca", parse('"povrat novca"'))) == ["povrat", "novca"]


def test_an_unfinished_word_marks_what_begins_like_it():
    assert marked(snippet("Moja narudžba 48213", parse("narud", is_typing=True))) == ["narudžba"]


def test_what_is_unwanted_is_not_marked():
    assert marked(snippet("povrat kartica", parse("povrat -kartica"))) == ["povrat"]


def test_without_a_hit_the_beginning_is_shown():
    assert snippet(FILLER * 10, parse("kettle")).startswith("jedan dva")
    assert snippet("", parse("kettle")) == ""


def test_markup_in_the_text_is_shown_not_obeyed():
    shown = snippet("<script>alert('račun')</script> & <mark>x</mark>", parse("račun"))
    assert shown == (
        "&lt;script&gt;alert(&#x27;<mark>račun</mark>&#x27;)&lt;/script&gt; &amp; &lt;mark&gt;x&lt;/mark&gt;"
    )


def test_a_title_is_marked_as_a_whole():
    assert highlight("Re: Račun & <b>", parse("računa")) == "Re: <mark>Račun</mark> &amp; &lt;b&gt;"


@given(st.text(alphabet=st.sampled_from("ab <>&\"'čж1 -"), max_size=200), st.text(max_size=20))
def test_taking_the_marks_away_gives_a_piece_of_the_text(text, typed):
    shown = snippet(text, parse(typed))
    plain = html.unescape(re.sub("</?mark>", "", shown))
    assert plain.removeprefix("… ").removesuffix(" …") in text
