"""The tool that gathers and compiles the words of the interface."""

import gettext

import pytest

from tools import messages


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A small package of its own."""
    folder = tmp_path / "kettles"
    (folder / "templates" / "kettles").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "views.py").write_text(
        "from django.utils.translation import gettext as _, ngettext, pgettext\n"
        '_("Boil the kettle.")\nngettext("%(count)s cup", "%(count)s cups", 2)\npgettext("verb", "Boil")\n'
    )
    (folder / "templates" / "kettles" / "cup.html").write_text(
        '{% load i18n %}\n  <p title="{% translate "A cup" %}">{{ _("Handle")|upper }}</p>\n'
        "    {% blocktranslate trimmed with name=x %}\n  Tea for\n    {{ name }}.{% endblocktranslate %}\n"
    )
    monkeypatch.setattr(messages, "PULT", tmp_path)
    return folder


def write(package, locale="hr", **replacements):
    """Run the tool, then translate."""
    messages.update([])
    path = messages.catalog_path(package, locale)
    text = path.read_text()
    for english, translation in replacements.items():
        english = english.replace("_", " ")
        text = text.replace(f'msgid "{english}."\nmsgstr ""', f'msgid "{english}."\nmsgstr "{translation}"')
    path.write_text(text)


def test_words_of_code_and_templates_are_found(package):
    assert set(messages.messages_of(package)) == {
        (None, "A cup"),
        (None, "Boil the kettle."),
        ("verb", "Boil"),
        (None, "%(count)s cup"),
        (None, "Handle"),
        (None, "Tea for %(name)s."),
    }


def test_a_second_run_keeps_translations_and_changes_nothing(package):
    write(package, Boil_the_kettle="Zakuhaj vodu.")
    first = messages.catalog_path(package, "hr").read_bytes()
    messages.update([])
    assert messages.catalog_path(package, "hr").read_bytes() == first
    assert b"Zakuhaj vodu." in first


def test_what_is_no_longer_said_is_dropped(package):
    write(package, Boil_the_kettle="Zakuhaj vodu.")
    (package / "views.py").write_text("")
    messages.update([])
    assert "Zakuhaj" not in messages.catalog_path(package, "hr").read_text()


def test_serbian_in_cyrillic_is_made_from_latin_and_keeps_placeholders(package):
    write(package, "sr_Latn", Boil_the_kettle="Zakuvaj vodu.")
    path = messages.catalog_path(package, "sr_Latn")
    path.write_text(
        path.read_text().replace(
            'Tea for %(name)s."\nmsgstr ""', 'Tea for %(name)s."\nmsgstr "Čaj za %(name)s."'
        )
    )
    messages.compile_all([])
    with messages.catalog_path(package, "sr").with_suffix(".mo").open("rb") as file:
        words = gettext.GNUTranslations(file)
    assert words.gettext("Boil the kettle.") == "Закувај воду."
    assert words.gettext("Tea for %(name)s.") == "Чај за %(name)s."
    assert words.gettext("A cup") == "A cup"
    assert words.ngettext("%(count)s cup", "%(count)s cups", 2) == "%(count)s cups"


def test_missing_words_and_lost_placeholders_are_faults(package):
    write(package)
    assert "hr: not translated: 'A cup'" in messages.faults_of(package)
    path = messages.catalog_path(package, "hr")
    path.write_text(
        path.read_text().replace(
            'Tea for %(name)s."\nmsgstr ""', 'Tea for %(name)s."\nmsgstr "Čaj za %(nome)s."'
        )
    )
    assert any("placeholders differ: 'Tea for" in fault for fault in messages.faults_of(package))
    (package / "views.py").write_text('_("New words")')
    assert "hr: out of date; run `make messages`" in messages.faults_of(package)


def test_two_packages_may_not_contradict_each_other(package):
    other = package.parent / "cups"
    other.mkdir()
    (other / "__init__.py").write_text("")
    (other / "views.py").write_text('_("Boil the kettle.")')
    write(package, Boil_the_kettle="Zakuhaj vodu.")
    write(other, Boil_the_kettle="Prokuhaj vodu.")
    assert [fault for fault in messages.contradictions() if "Boil the kettle" in fault]
