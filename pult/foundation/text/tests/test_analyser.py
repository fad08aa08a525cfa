"""One key for all forms of a word, whoever typed it: measured on families, checked on the words that hurt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.text import analyser, folding
from pult.foundation.text.tests import families
from pult.foundation.text.tests.families import WITHOUT_MARKS

OURS = {family.name: family.forms for family in families.read_families()}
UNSEEN = {family.name: family.forms for family in families.read_families("families_unseen.txt")}
ENGLISH = families.read_english()


def without_marks(word: str) -> str:
    return word.translate(WITHOUT_MARKS)


@pytest.mark.parametrize(
    ("group", "recall", "precision", "f1"),
    [(OURS, 0.99, 0.99, 0.99), (UNSEEN, 0.93, 0.995, 0.96), (ENGLISH, 0.99, 0.99, 0.99)],
    ids=["known", "unseen", "english"],
)
def test_forms_of_a_word_find_each_other(group, recall, precision, f1):
    score = families.score(analyser.key, group)
    assert score.recall >= recall
    assert score.precision >= precision
    assert score.f1 >= f1


@pytest.mark.parametrize(("group", "f1"), [(OURS, 0.99), (UNSEEN, 0.975)], ids=["known", "unseen"])
def test_typing_without_diacritics_finds_the_same(group, f1):
    assert families.score(analyser.key, group, typed=without_marks, only="[a-z]").f1 >= f1


@pytest.mark.parametrize(("group", "f1"), [(OURS, 0.99), (UNSEEN, 0.96)], ids=["known", "unseen"])
def test_asking_in_cyrillic_finds_the_same(group, f1):
    assert families.score(analyser.key, group, only="[а-ш]").f1 >= f1


@pytest.mark.parametrize(
    "spellings",
    [
        "račun racun RAČUN рачун РАЧУН racˇun".replace("cˇ", "c\u030c"),
        "Đurđevac Djurdjevac Durdevac Ђурђевац DJURDJEVAC",
        "mlijeko mleko млеко mlijeka млека",
        "sljedeći sledeći следећи sljedeci sledeci",
        "ljeto leto лето",
        "njegov његов NJEGOV",
        "džep џеп dzep",
        "cijena cena цена cijenu цену",
        "promijeniti promeniti променити promijenio промени́о",
        "Straße strasse STRASSE",
        "narudžba na\u00adrudžba наруџба",
        "tjedan tjedna tjedni",
        "plaćanje plaćanja плаћању",
        "pošiljka pošiljci пошиљци",
        "čajnik čajnici чајника",
        "refund refunds refunded",
    ],
)
def test_spellings_of_one_word_share_a_key(spellings):
    assert len({analyser.key(word) for word in spellings.split()}) == 1, {
        word: analyser.key(word) for word in spellings.split()
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [("račun", "računalo"), ("povrat", "povratak"), ("reklama", "reklamacija"), ("plaća", "plaćanje"),
     ("stan", "stanje"), ("strana", "stranica"), ("pregled", "preglednik"), ("kupac", "kupiti"),
     ("dug", "dugme")],
)  # fmt: skip
def test_different_words_stay_apart(one, other):
    assert analyser.key(one) != analyser.key(other)


@pytest.mark.parametrize(
    ("word", "key"), [("48213", "48213"), ("HR12", "hr12"), ("X", "x"), ("№", "no"), ("½", "12")]
)
def test_numbers_and_codes_stay_as_they_are(word, key):
    assert analyser.key(word) == key


def test_tokens_know_their_place_in_the_text():
    text = "Moja НАРУЏБА br. 48213, c\u030cekam!"
    found = [(text[token.start : token.end], token.key) for token in analyser.tokens(text)]
    assert [word for word, _ in found] == ["Moja", "НАРУЏБА", "br", "48213", "c\u030cekam"]
    assert found[1][1] == analyser.key("narudžbe")
    assert found[3][1] == "48213"


def test_an_address_is_several_words():
    assert analyser.keys("ana@primer.example") == [
        analyser.key(word) for word in ("ana", "primer", "example")
    ]


def test_an_endless_token_gives_a_short_key():
    assert [len(key) for key in analyser.keys("9" * 100_000)] == [analyser.LONGEST_TOKEN]


@given(st.text())
def test_any_text_gives_plain_keys(text):
    for token in analyser.tokens(text):
        assert token.key
        assert token.key.isalnum()
        assert 0 <= token.start < token.end <= len(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    once = folding.plain(text)
    assert folding.plain(once) == once


def test_the_version_names_the_data_and_the_rules():
    assert len(analyser.ANALYZER_VERSION) == 12
    assert int(analyser.ANALYZER_VERSION, 16) >= 0
