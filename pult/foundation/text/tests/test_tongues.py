"""One text in several languages."""

from django.utils import translation

from pult.foundation.text.tongues import cleaned, missing, said

EMPATHY = {"en": "Empathy", "hr": "Empatija", "sr-latn": "Saosećanje"}


def test_everybody_reads_their_own_language():
    found = {language: said(EMPATHY, language) for language in ("en", "hr", "sr-latn", "sr")}
    assert found == {**EMPATHY, "sr": "Саосећање"}


def test_the_language_in_force_is_taken_when_none_is_named():
    with translation.override("sr"):
        assert said(EMPATHY) == "Саосећање"


def test_what_is_not_written_is_read_in_another_language():
    assert said({"hr": "Empatija"}, "en") == "Empatija"
    assert said({"en": "Empathy", "hr": ""}, "hr") == "Empathy"
    assert said({"sr": "Рука"}, "sr") == "Рука"
    assert said({}, "en") == ""


def test_blanks_are_not_words_and_what_is_missing_is_known():
    text = {"sr-latn": "  Saosećanje ", "en": " ", "de": "Empathie"}
    assert cleaned(text) == {"sr-latn": "Saosećanje", "de": "Empathie"}
    assert missing(text) == ["en", "hr"]
