"""The settings of chat widgets."""

import pytest

from pult.gateways.chat.models import Widget
from tests.cast import Kettle

from .shop import Shop

pytestmark = pytest.mark.django_db


def values(kettle: Kettle, **changes: object) -> dict[str, object]:
    given = {
        "name": "Shop",
        "department": kettle.support.pk,
        "language": "en",
        "departments": [kettle.support.pk, kettle.billing.pk],
        "origins": "shop.example\nhttps://*.shop.example/",
        "mailbox": kettle.inbox.pk,
        "when_away": "form",
        "colour": "#1f5fbf",
        "side": "left",
        "theme": "dark",
        "ask_name": "optional",
        "ask_email": "required",
        "questions": "Order number*\nTopic: Order, Repair",
        "rules": "/cart | 30 | 2 | May we help with your order?",
        "most_megabytes": 5,
        "is_active": "on",
        "title_hr": "Kako možemo pomoći?",
    }
    return {**given, **changes}


def test_a_manager_opens_a_chat_and_copies_a_line(kettle: Kettle):
    client = kettle.mila.client
    assert "There is no chat yet" in client.get("/app/settings/chat").content.decode()
    made = client.post("/app/settings/chat", values(kettle))
    widget = Widget.objects.get()
    assert made["Location"] == f"/app/settings/chat/{widget.pk}"
    assert widget.origins == ["https://shop.example", "https://*.shop.example"]
    assert widget.texts == {"hr": {"title": "Kako možemo pomoći?"}}
    assert [(one["key"], one["required"], one.get("choices")) for one in widget.fields] == [
        ("name", False, None),
        ("email", True, None),
        ("question-1", True, []),
        ("question-2", False, ["Order", "Repair"]),
    ]
    assert widget.rules[0]["seconds"] == 30
    shown = client.get(f"/app/settings/chat/{widget.pk}").content.decode()
    assert f'data-token="{widget.token}"' in shown.replace("&quot;", '"')
    assert widget.secret in shown
    assert "Topic: Order, Repair" in shown
    assert "/cart | 30 | 2 | May we help with your order?" in shown
    assert widget.token in client.get(f"/app/settings/chat/{widget.pk}/preview").content.decode()
    assert "Shop" in client.get("/app/settings/chat").content.decode()


def test_a_chat_is_changed_and_switched_off(shop: Shop, kettle: Kettle):
    address = f"/app/settings/chat/{shop.widget.pk}"
    kettle.mila.client.post(address, values(kettle, name="Web shop", is_active=""))
    shop.widget.refresh_from_db()
    assert (shop.widget.inbox.name, shop.widget.inbox.is_active, shop.widget.side) == (
        "Web shop",
        False,
        "left",
    )
    before = shop.widget.secret
    kettle.mila.client.post(f"{address}/secret")
    shop.widget.refresh_from_db()
    assert shop.widget.secret != before


@pytest.mark.parametrize(
    "wrong",
    [
        {"origins": "javascript:alert(1)"},
        {"rules": "/cart | soon | 2 | Hello"},
        {"colour": "red"},
        {"name": ""},
    ],
)
def test_what_makes_no_sense_is_said_at_the_field(shop: Shop, kettle: Kettle, wrong: dict[str, str]):
    for address in ("/app/settings/chat", f"/app/settings/chat/{shop.widget.pk}"):
        assert "is-invalid" in kettle.mila.client.post(address, values(kettle, **wrong)).content.decode()
    assert Widget.objects.count() == 1


def test_agents_do_not_set_up_chats(shop: Shop, kettle: Kettle):
    assert kettle.ana.client.get("/app/settings/chat").status_code == 403
