"""Guards of the words: every package is understood in every language, and no two packages contradict each other."""

import gettext

import pytest

from tools import messages


@pytest.mark.parametrize("package", messages.packages(), ids=lambda package: package.name)
def test_every_message_is_translated_and_keeps_its_placeholders(package):
    assert messages.faults_of(package) == []


def test_the_same_words_are_translated_alike_everywhere():
    assert messages.contradictions() == []


@pytest.mark.parametrize(
    ("locale", "said"), [("hr", "Odjavi se"), ("sr_Latn", "Odjavi se"), ("sr", "Одјави се")]
)
def test_what_is_compiled_is_what_was_translated(locale, said, tmp_path):
    source = messages.catalog_path(messages.PULT / "accounts", messages.DERIVED.get(locale, locale))
    messages.compile_one(source, tmp_path / "django.mo", locale)
    with (tmp_path / "django.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Sign out") == said
