"""Serbian in Cyrillic letters: the words that trip a plain table, and the pieces that must not change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.text.script import to_cyrillic

HARD_WORDS = """
injekcija инјекција | dezinjekcija дезинјекција | konjunktura конјунктура | konjugacija конјугација
konjunktivitis конјунктивитис | Tanjug Танјуг | TANJUG ТАНЈУГ | anjon анјон | vanjezički ванјезички
nadživeti надживети | nadživela надживела | nadžnjeti наджњети | podžeći поджећи | podžanr поджанр
odživeti одживети | predživot предживот | nadžupan наджупан | odžaliti оджалити | njegov његов
Njegoš Његош | NJEGOŠ ЊЕГОШ | NJUJORK ЊУЈОРК | Njujork Њујорк | konj коњ | Konjic Коњиц | džep џеп
Odžaci Оџаци | odžak оџак | budžet буџет | menadžer менаџер | DŽEZ ЏЕЗ | nadžak наџак | Redžep Реџеп
ljubav љубав | Ljiljana Љиљана | LJUBLJANA ЉУБЉАНА | feljton фељтон | odjava одјава | podjela подјела
Đurđevac Ђурђевац | čekaćemo чекаћемо | šaljemo шаљемо | žuljaju жуљају | Džoni Џони | hadžija хаџија
dodžbina доџбина | narudžbina наруџбина | odeljenje одељење | obaveštenje обавештење | četbot четбот
"""
PAIRS = [tuple(pair.split()) for pair in HARD_WORDS.replace("\n", "|").split("|") if pair.strip()]

SENTENCES = [
    ("Razgovor je rešen.", "Разговор је решен."),
    ("Broj poruka: %(count)d od %(total)s", "Број порука: %(count)d од %(total)s"),
    ("%(agent)s je rešio ovo %(ago)s.", "%(agent)s је решио ово %(ago)s."),
    ("Zdravo {name}, imate {count:d} poruka", "Здраво {name}, имате {count:d} порука"),
    ("Ukupno %s i %d, 20 % popusta, 100%", "Укупно %s и %d, 20 % попуста, 100%"),
    ("Popust %(percent)s%% za vas", "Попуст %(percent)s%% за вас"),
    ("{{ ime }} i {% if dan %}dan{% endif %}", "{{ ime }} и {% if dan %}дан{% endif %}"),
    ('<a href="/pomoc" title="I">Idi</a>&nbsp;i nazad', '<a href="/pomoc" title="I">Иди</a>&nbsp;и назад'),
    ("Vidi https://primer.example/p?a=b, pa nastavi.", "Види https://primer.example/p?a=b, па настави."),
    ("Idi na www.primer.rs ili primer.rs/cena.", "Иди на www.primer.rs или primer.rs/cena."),
    ("Piši na ana.anic@primer.example odmah.", "Пиши на ana.anic@primer.example одмах."),
    ("Pokreni `pult up` i čekaj", "Покрени `pult up` и чекај"),
    ("Preuzmi CSV ili PDF sa iPhone-a", "Преузми CSV или PDF са iPhone-а"),
    ("Prijavi se preko Google naloga ili SAML-a", "Пријави се преко Google налога или SAML-а"),
    ("Pritisni Ctrl+K za pretragu", "Притисни Ctrl+K за претрагу"),
    ("Wi-Fi ne radi, Facebook i WhatsApp rade", "Wi-Fi не ради, Facebook и WhatsApp раде"),
    ("Kurir DHL: PDV i JMBG, SOP", "Курир ДХЛ: ПДВ и ЈМБГ, СОП"),
    ("Poglavlje II, III i IV", "Поглавље II, III и IV"),
    ("VI ste na redu. I mi.", "ВИ сте на реду. И ми."),
    ("Verzija 2.4b i A4, DATABASE_URL", "Верзија 2.4b и A4, DATABASE_URL"),
    ("Datoteka uvoz.csv je prevelika", "Датотека uvoz.csv је превелика"),
    ("da/ne, i/ili", "да/не, и/или"),
    ("Sačuvano.Nastavi", "Сачувано.Настави"),
    ("Kettle & Co. šalje e-mail: chat od 9 do 17 h", "Kettle & Co. шаље e-mail: chat од 9 до 17 h"),
    ("E-mail adresa, 5 MB", "E-mail адреса, 5 MB"),
    ("najjači, preddiplomski, koordinacija, kocka", "најјачи, преддипломски, координација, коцка"),
    ("Müller je pisao", "Müller је писао"),
    ("Већ ћирилица i latinica", "Већ ћирилица и латиница"),
    ("ǆep, ǈiljana, ǊEGOŠ", "џеп, Љиљана, ЊЕГОШ"),
    ("rang-lista; Pošalji…", "ранг-листа; Пошаљи…"),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("latin", "cyrillic"), PAIRS)
def test_hard_words(latin, cyrillic):
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(("latin", "cyrillic"), SENTENCES)
def test_messages_keep_their_pieces(latin, cyrillic):
    assert to_cyrillic(latin) == cyrillic


def test_letters_typed_as_base_and_mark_are_the_same_letters():
    assert to_cyrillic("po\u0161alji \u017eeli") == to_cyrillic("pos\u030calji z\u030celi") == "пошаљи жели"


@given(st.text())
def test_never_fails_and_a_second_pass_changes_nothing(text):
    once = to_cyrillic(text)
    assert to_cyrillic(once) == once


KEPT = ["%(name)s", "%(count)d", "{name}", "{0}", "%s", "<b>", "</b>", "&amp;", "a@b.example"]
WORDS = st.sampled_from(["poruka", "novi", "šaljemo", "džep", "Njujork", "injekcija", "korisnika"])


@given(st.lists(st.one_of(st.sampled_from(KEPT), WORDS), max_size=12))
def test_every_placeholder_survives(pieces):
    before = [piece for piece in pieces if piece in KEPT]
    after = [piece for piece in to_cyrillic(" ".join(pieces)).split(" ") if piece in KEPT]
    assert after == before
