"""Guards of the words: every package is understood in every language, and no two packages contradict each other."""

import gettext
import re

import pytest

from tools import messages


@pytest.mark.parametrize("package", messages.packages(), ids=lambda package: package.name)
def test_every_message_is_translated_and_keeps_its_placeholders(package):
    assert messages.faults_of(package) == []


def test_no_message_hides_behind_a_name_that_the_tool_does_not_know():
    """`gettext as now` is never extracted, so what it says stays English."""
    renamed = re.compile(r"import (?:n?p?gettext(?:_lazy)?) as (?!_$)\w+$", re.MULTILINE)
    assert [str(path) for path in messages.PULT.rglob("*.py") if renamed.search(path.read_text())] == []


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
