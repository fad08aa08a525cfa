import os
import pytest
from django.utils import timezone
from datetime import timedelta
from pult.conversations import operations as conv
from pult.conversations.types import *
from pult.foundation.actors import SYSTEM

SHOTS = os.environ.get("SHOTS")
pytestmark = pytest.mark.skipif(not SHOTS, reason="only on demand")

LETTERS = [
    (
        "maya@okafor.example",
        "Maya Okafor",
        "Charged twice for the November plan",
        "Hi,\n\nI can see two identical charges of €49.00 on my card from Monday. I only have one workspace. Could you refund one of them? Screenshot attached.\n\nThanks,\nMaya",
    ),
    (
        "jonas@lindqvist.example",
        "Jonas Lindqvist",
        "Widget not loading on the checkout page",
        "It works on the home page but on /checkout I only see a grey box. Console says something about CSP.",
    ),
    (
        "ivana@example.hr",
        "Ivana Kovačević",
        "Čajnik ne grije vodu do kraja",
        "Poštovani, kupila sam čajnik prije dva tjedna i od jučer ne grije vodu do kraja. Što mi je činiti?",
    ),
    (
        "petar@example.rs",
        "Петар Јовановић",
        "Нисам добио рачун за поруџбину",
        "Добар дан, поручио сам чајник пре недељу дана, али рачун још нисам добио.",
    ),
    (
        "tomas@herrera.example",
        "Tomás Herrera",
        "How do I export all my orders to a spreadsheet with every custom field that we have ever added?",
        "Is there a way to get a CSV with custom fields included? Our accountant asks for it every month.",
    ),
    (
        "lena@fischer.example",
        "Lena Fischer",
        "Feature request: dark mode for the portal",
        "Our night shift would love this. Any plans?",
    ),
    (
        "samir@haddad.example",
        "Samir Haddad",
        "Re: Data residency questions",
        "Attached is our signed DPA. Could you confirm the region?",
    ),
    (
        "grace@kim.example",
        "Grace Kim",
        "Password reset e-mail never arrives",
        "Checked spam too. I tried three times this morning.",
    ),
    (
        "acme@hosting.example",
        "Acme Hosting",
        "Invoice needs a PO number",
        "Thanks for the quick reply! Our procurement team needs the PO number 4500-221 on it.",
    ),
    (
        "yusuf@demir.example",
        "Yusuf Demir",
        "Kettle arrived dented",
        "The box was fine but the kettle has a dent on the lid.",
    ),
    ("nora@berg.example", "Nora Berg", "Return label", "Could you send me a return label please?"),
]


def seed(kettle):
    now = timezone.now()
    made = []
    for i, (a, n, s, t) in enumerate(LETTERS):
        r = kettle.mail(a, s, t, name=n, at=now - timedelta(hours=30 - 2 * i, minutes=7 * i))
        made.append(r.conversation)
    ana = kettle.ana
    for c, m in [(0, 18), (1, 72), (2, -25), (7, 300)]:
        conv.set_due(made[c], at=now + timedelta(minutes=m), target="first_reply")
    for c in (0, 2, 4, 6, 8, 9):
        conv.assign(made[c], to=ana.member, by=kettle.lea.actor, at=now - timedelta(hours=3))
    conv.set_tags(made[0], ["billing", "vip"], by=ana.actor, at=now - timedelta(minutes=50))
    conv.set_tags(made[4], ["how-to"], by=ana.actor)
    conv.set_priority(made[0], Priority.HIGH, by=ana.actor, at=now - timedelta(minutes=49))
    conv.set_priority(made[2], Priority.URGENT, by=ana.actor)
    conv.note(
        made[0],
        by=kettle.lea.actor,
        text="The second charge has a different processor id. Looks like the retry bug from last week.",
        at=now - timedelta(minutes=45),
    )
    m = conv.reply(
        made[0],
        by=ana.actor,
        text="Hi Maya,\n\nthank you for the screenshot. I have found the duplicate and refunded €49.00. It should arrive in 3–5 working days.\n\nKind regards,\nAna",
        then=Status.PENDING,
        at=now - timedelta(minutes=40),
    )
    conv.record_delivery(m, Delivery.SENT, by=SYSTEM, external_id="<r1@kettle.example>")
    conv.receive(
        Inbound(
            intake_key="x1",
            external_id="<x1@okafor.example>",
            sender=Sender(kind="email", value="maya@okafor.example", name="Maya Okafor"),
            subject="Re: Charged twice",
            text="Wonderful, that was fast! One more thing: could you send a corrected invoice to accounting@okafor.example?",
            quoted_text="> thank you for the screenshot. I have found the duplicate\n> and refunded 49.00.",
            at=now - timedelta(minutes=4),
            references=("<r1@kettle.example>",),
            attachments=(
                Upload(
                    name="statement-nov.pdf", content_type="application/pdf", content=b"%PDF" + b"x" * 214000
                ),
            ),
        ),
        inbox=kettle.inbox,
    )
    conv.save_draft(made[4], by=ana.actor, kind=MessageKind.REPLY, text="Yes, there is")
    conv.reply(made[5], by=ana.actor, text="Thanks, noted!", then=Status.SOLVED)
    conv.set_pending(made[8], by=ana.actor)
    for c in made:
        c.refresh_from_db()
    conv.mark_read(made[6], by=ana.actor, message_id=made[6].last_customer_message_id)
    conv.mark_read(made[9], by=ana.actor, message_id=made[9].last_customer_message_id)
    return made


def shot(page, name, full=False):
    page.wait_for_timeout(500)
    page.screenshot(path=f"{SHOTS}/{name}.png", full_page=full)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_shots(enter, kettle, theme, complaints):
    made = seed(kettle)
    complaints.allow(".*")
    page = enter(kettle.ana, "/app/conversations/", color_scheme=theme)
    shot(page, f"list-{theme}")
    page.goto(f"/app/conversations/{made[0].pk}/?view=mine")
    shot(page, f"conv-{theme}")
    if theme == "light":
        for key, name in (("a", "assign"), ("z", "snooze"), ("t", "tags")):
            page.keyboard.press(key)
            shot(page, f"dialog-{name}")
            page.keyboard.press("Escape")
        page.keyboard.press("?")
        shot(page, "keys")
        page.keyboard.press("Escape")
        page.keyboard.press("Control+k")
        shot(page, "palette")
        page.keyboard.press("Escape")
        page.keyboard.press("n")
        shot(page, "note")
    for path, name in (
        ("/app/conversations/new/", "new"),
        ("/app/search/?q=kettle", "search"),
        ("/app/customers/", "customers"),
        (f"/app/customers/{made[0].customer_id}/", "customer"),
        ("/app/companies/", "companies"),
        *EXTRA,
    ):
        page.goto(path)
        shot(page, f"{name}-{theme}")
    phone = enter(kettle.ana, None, color_scheme=theme)
    phone.set_viewport_size({"width": 390, "height": 844})
    phone.goto("/app/conversations/")
    shot(phone, f"phone-list-{theme}")
    phone.locator(".pult-row").first.click()
    shot(phone, f"phone-conv-{theme}")
    tablet = enter(kettle.lea, None, color_scheme=theme)
    tablet.set_viewport_size({"width": 1024, "height": 768})
    tablet.goto(f"/app/conversations/{made[0].pk}/?view=open")
    shot(tablet, f"tablet-{theme}")
    print(complaints.heard)
    complaints.heard.clear()


EXTRA = []
