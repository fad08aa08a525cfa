from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from pult.ui.icons import UnknownIcon
from pult.ui.spans import span
from pult.ui.templatetags import ui


def render(text: str, **context: Any) -> str:
    return Template("{% load ui %}" + text).render(Context(context))


def test_an_icon_beside_words_is_passed_over_and_one_alone_speaks():
    assert 'aria-hidden="true"' in render('{% icon "inbox" %}')
    alone = render('{% icon "inbox" label=words %}', words='Inbox "one"')
    assert 'role="img" aria-label="Inbox &quot;one&quot;"' in alone


def test_a_missing_icon_says_what_to_do():
    with pytest.raises(UnknownIcon, match="npm run build"):
        render('{% icon "no-such-icon" %}')


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ana Novak", "AN"),
        ("Đurđica Šćepanović-Kovačević", "ĐŠ"),
        ("Љубица", "Љ"),
        ("ana.novak@example.org", "AN"),
        ("  ", "?"),
        ("(no name) X", "NX"),
        ("Ana Marija Novak", "AN"),
    ],
)
def test_a_name_has_initials(name: str, letters: str):
    assert ui.initials(name) == letters


def test_a_colour_stays_with_a_name_however_it_is_written():
    assert ui.hue("Ana Novak") == ui.hue(" ana novak ")
    assert {ui.hue(f"person {number}") for number in range(200)} == set(range(ui.HUES))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 min"),
        (59, "0 min"),
        (1139, "18 min"),
        (4320, "1h 12 min"),
        (93_600, "1d 2h"),
        (-1500, "25 min"),
    ],
)
def test_spans_are_short(seconds: int, words: str):
    assert span(seconds) == words


def test_a_deadline_tells_how_pressing_it_is():
    now = timezone.now()
    assert ui.left_tone(now + timedelta(hours=2)) == "neutral"
    assert ui.left_tone(now + timedelta(minutes=10)) == "risk"
    assert ui.left_tone(now - timedelta(minutes=10)) == "late"
    assert ui.left(now - timedelta(minutes=25, seconds=5)) == "25 min late"
    assert ui.left(None) == ""


def test_a_list_shows_the_time_today_and_the_day_before():
    now = timezone.now()
    assert ui.shortly(now - timedelta(seconds=1)) != ""
    assert ui.shortly(datetime(2019, 3, 4, 12, tzinfo=UTC)) == "03/04/2019"
    assert ui.shortly(None) == ""


class Letter(forms.Form):
    subject = forms.CharField(help_text="In a few words.")
    urgent = forms.BooleanField(required=False)
    way = forms.ChoiceField(choices=[("mail", "Mail")], widget=forms.RadioSelect)
    picture = forms.FileField(required=False)


def test_a_field_that_is_wrong_says_so_in_words_that_its_control_points_to():
    form = Letter({"subject": "", "way": "mail"})
    drawn = render('{% include "ui/fields.html" with form=form only %}', form=form)
    assert "This field is required." in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'id="id_subject_error"' in drawn
    assert 'id="id_subject_helptext"' in drawn
    assert "form-control is-invalid" in drawn


def test_each_kind_of_control_has_its_layout():
    form = Letter()
    kinds = [ui.control_kind(form[name]) for name in ("subject", "urgent", "way", "picture")]
    assert kinds == ["plain", "check", "choices", "file"]


def test_the_page_s_address_keeps_what_is_not_changed():
    request = RequestFactory().get("/app/?q=čajnik&after=abc")
    text = Template("{% load ui %}{% with_query after=None before='x y' %}").render(RequestContext(request))
    assert text == "?q=%C4%8Dajnik&amp;before=x+y" or text == "?q=%C4%8Dajnik&before=x+y"


def test_nobody_is_sent_away_by_a_forged_referrer():
    request = RequestFactory().get("/")
    assert ui.local_path("https://evil.example/x", request) == "/"
    assert ui.local_path("http://testserver/app/?q=1", request) == "/app/?q=1"
    assert ui.local_path(None, request) == "/"


def test_figures_for_machines_carry_no_commas():
    with translation.override("hr"):
        assert render("{{ number|unlocalised }}", number=1234.5) == "1234.5"


def test_a_chart_is_a_table_too():
    chart = {
        "categories": ["Mon", "Tue"],
        "series": [{"name": "a", "values": [1, None]}],
        "unit": " %",
        "kind": "line",
    }
    drawn = render('{% include "ui/chart.html" with chart=chart id="c" label="Work" only %}', chart=chart)
    assert "<td>1 %</td>" in drawn
    assert "<td>–" in drawn
