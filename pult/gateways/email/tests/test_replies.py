"""What is new in a reply, in the languages of our customers."""

import pytest

from pult.gateways.email.html.text import text_of_html
from pult.gateways.email.reply.cut import cut_reply
from pult.gateways.email.tests.reference import squeezed

OUTLOOK = (
    "<div class=WordSection1><p class=MsoNormal>{new}</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt'>"
    "<p><b>{a}</b> Podrška<br><b>{b}</b> x<br><b>{c}</b> y</p></div></div><p>Stari tekst</p></div>"
)
TEXTS = {
    "hrvatski, Gmail": ("Točan je 48213.", "\n\npon, 15. sij 2024. u 9:12 P <p@k.example>\nnapisao je:\n\n> Stari"),
    "srpski, Gmail": ("Ne radi i dalje.", "\n\nsre, 7. feb 2024. u 18:40 P <p@k.example> je napisao/la:\n\n> Stari"),
    "српски, Gmail": ("Хвала.", "\n\nпет, 5. јан 2024. у 10:15 Подршка <p@k.example> је написао/ла:\n\n> Стари"),
    "English, Outlook": ("Any news?",
    "\n\nFrom: Support <p@k.example>\nSent: Monday\nTo: Carl\nSubject: Re: Order\n\nOld"),
    "hrvatski, Outlook": ("Molim storno.",
    "\n\nOd: Podrška\nPoslano: ponedjeljak\nPrima: Ana\nPredmet: Re: N\n\nStari"),
    "srpski, Outlook": ("Hitno mi je.", "\n\nOd: Podrška\nPoslato: sreda\nZa: Petar\nTema: RE: R\n\nStari"),
    "српски, Outlook": ("Хитно ми је.", "\n\nОд: Подршка\nПослато: среда\nЗа: Петар\nТема: RE: Р\n\nСтари"),
    "Deutsch, Gmail": ("Ja, bitte.", "\n\nAm Mo., 15. Jan. 2024 um 09:12 Uhr schrieb Support <p@k.example>:\n\n> Alt"),
    "marked by us": ("Dovoljno mi je.", "\n\n##- Molimo odgovorite iznad ove crte -##\n\nVaš upit je zaprimljen."),
    "izvorna poruka": ("U prilogu.", "\n\n-----Izvorna poruka-----\nŠalje: Podrška\nPoslano: 15.1.\n\nStari"),
    "Samsung": ("Slike.", "\n\nPoslato sa mog Galaxy uređaja\n\n-------- Originalna poruka --------\nOd: P\n\nStari"),
    "signed": ("Hvala lijepa.", "\n\n-- \nCarl Kupac\nIlica 1, Zagreb"),
}  # fmt: skip


@pytest.mark.parametrize("who", TEXTS)
def test_the_new_part_of_plain_text(who):
    new, old = TEXTS[who]
    assert cut_reply(new + old, "").text == new


@pytest.mark.parametrize(
    "words", [("Od:", "Poslano:", "Prima:"), ("Od:", "Poslato:", "Za:"), ("Од:", "Послато:", "За:")]
)
def test_the_new_part_of_outlooks_html(words):
    html = OUTLOOK.format(new="Molim storno.", a=words[0], b=words[1], c=words[2])
    reply = cut_reply(text_of_html(html), html)
    assert squeezed(reply.text) == "Molim storno."
    assert "Stari" not in reply.html
    assert "Stari" in reply.elided


def test_an_answer_between_the_lines_keeps_its_questions():
    text = "> Did you restart it?\nYes, twice.\n> Which version?\n2.4.1\n\nOn 15/01/2024 09:12, Support wrote:\n> old"
    assert cut_reply(text, "").text == "> Did you restart it?\nYes, twice.\n> Which version?\n2.4.1"


def test_an_answer_between_blockquotes_keeps_its_questions():
    quote = "<blockquote type=cite>{}</blockquote>".format
    html = f"<p>Below.</p>{quote('Restarted?')}<p>Yes.</p>{quote('Version?')}<p>2</p>"
    text = cut_reply(text_of_html(html), html).text
    assert "> Restarted?" in text
    assert "Yes." in text


def test_a_sentence_that_only_sounds_like_a_quotation_stays():
    text = (
        'Dana 12.1. u 10 sati zvao sam vas i djelatnik je napisao:\n"vratit ćemo novac". Molim objašnjenje.'
    )
    assert cut_reply(text, "").text == text


def test_a_quotation_alone_is_shown():
    assert cut_reply("> only this", "").text == "> only this"
