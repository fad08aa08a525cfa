"""Canned replies: the right language and script, safe variables, who may use and change which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.conversations import operations
from pult.conversations.canned import filled, text_in, unknown_in
from pult.conversations.errors import Empty, ShortcutTaken, UnknownVariable
from pult.conversations.models import CannedReply, Conversation
from pult.conversations.queries import canned_for

THANKS = {
    "en": "Hello {{ customer.first_name }}, thank you. {{agent.first_name}}",
    "sr-latn": "Zdravo {{ customer.first_name }}, hvala.",
}


def write(kettle, name="Thanks", texts=THANKS, **reach):
    return operations.save_canned_reply(
        CannedReply(), name=name, shortcut="", texts=texts, by=kettle.lea.actor, **reach
    )


def test_a_text_comes_in_the_customers_language_and_script():
    assert text_in({"en": "Hi", "hr": "Bok"}, "hr") == ("Bok", "hr")
    assert text_in({"sr-latn": "Zdravo {{ customer.name }}"}, "sr") == ("Здраво {{ customer.name }}", "sr")
    assert text_in({"sr": "Здраво"}, "sr-latn") == ("Zdravo", "sr-latn")
    assert text_in({"en": "Hi"}, "de") == ("Hi", "en")
    assert text_in({"hr": "Bok"}, "de") == ("Bok", "hr")
    assert text_in({}, "en") == ("", "")


def test_variables_stand_in_and_can_do_nothing_else(kettle):
    conversation = kettle.conversation("carl@example.org", name="Carl Carlsson")
    write(kettle)
    (ready,) = canned_for(conversation, actor=kettle.ana.actor, typed="tha")
    assert ready.text == "Hello Carl, thank you. Ana"
    assert filled("{{ customer.__class__ }} {% now %}", {"customer.name": "Carl"}) == (
        "{{ customer.__class__ }} {% now %}"
    )


def test_an_unknown_variable_is_told(kettle):
    assert unknown_in("{{ customer.name }} {{ customer.nmae }}") == ["customer.nmae"]
    with pytest.raises(UnknownVariable, match=r"customer\.nmae"):
        write(kettle, texts={"en": "Hello {{ customer.nmae }}"})
    with pytest.raises(Empty):
        write(kettle, texts={"en": "  "})


def test_a_shortcut_means_one_thing(kettle):
    write(kettle)
    with pytest.raises(ShortcutTaken):
        write(kettle)
    write(kettle, owner=kettle.ana.member)


def test_everybody_sees_what_is_theirs(kettle):
    write(kettle, "For all")
    write(kettle, "Support only", department=kettle.support)
    write(kettle, "Stella's own", owner=kettle.stella.member)

    def names(player):
        return sorted(CannedReply.objects.visible_to(player.actor).values_list("name", flat=True))

    assert names(kettle.ana) == ["For all", "Support only"]
    assert names(kettle.stella) == ["For all", "Stella's own"]
    assert names(kettle.eva) == []
    assert not CannedReply.objects.changeable_by(kettle.ana.actor).exists()
    assert CannedReply.objects.changeable_by(kettle.lea.actor).count() == 2


def test_what_is_used_most_is_offered_first(kettle):
    conversation = Conversation.objects.get(pk=kettle.conversation().pk)
    write(kettle, "Apple")
    pear = write(kettle, "Pear")
    operations.count_use(pear)
    offered = canned_for(conversation, actor=kettle.ana.actor)
    assert [one.reply.name for one in offered] == ["Pear", "Apple"]
    operations.drop_canned_reply(pear, by=kettle.lea.actor)
    assert len(canned_for(conversation, actor=kettle.ana.actor)) == 1


@given(st.text(), st.dictionaries(st.text(), st.text(), max_size=3))
def test_filling_never_fails(text, values):
    assert isinstance(filled(text, values), str)
    assert set(unknown_in(text)) <= set(unknown_in(filled(text, {})))
