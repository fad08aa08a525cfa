"""What the gallery shows: invented rows with long words, three scripts, and every state."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
WAYS = [("mail", "By mail"), ("phone", "By phone")]
TONES = ("neutral", "accent", "info", "good", "risk", "late", "note")

PEOPLE = [
    (
        "Maya Okafor",
        "Charged twice for the November plan",
        "Hi, I can see two charges of € 49.00 on my card.",
    ),
    ("Đurđica Šćepanović-Kovačević", "Kuhalo curi nakon tri tjedna", "Poštovani, kuhalo i drugi put curi."),
    ("Љубица Ђорђевић", "Где је моја поруџбина?", "Поручила сам чајник пре две недеље."),
    (LONG, f"Re: {LONG}", LONG),
]
TABS = [
    {"text": "Open", "href": "#tabs", "count": "86", "current": True},
    {"text": "Waiting", "href": "#tabs", "count": "12"},
    {"text": "Решено", "href": "#tabs"},
]
MENU = [
    {"title": "Conversation"},
    {"text": "Snooze until tomorrow", "icon": "clock", "key": "z"},
    {"text": "Merge with another", "icon": "git-merge"},
    {"line": True},
    {"text": "Move to quarantine", "icon": "ban", "danger": True},
]
FACTS = [
    {"label": "Number", "value": "48213"},
    {"label": "Department", "value": "Korisnička podrška"},
    {"label": "Address", "value": f"{LONG.lower()}@example.org"},
    {"label": "Phone", "value": ""},
]
FILES = [
    {"name": "statement-november.png", "size": 214_000, "href": "#files", "icon": "photo"},
    {"name": f"{LONG}.pdf", "size": 2_400_000, "href": "#files", "icon": "file-type-pdf"},
]
CHART = {
    "kind": "line",
    "unit": "",
    "categories": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    "series": [
        {"name": "Received", "values": [42, 51, 38, 64, 58, 12, 9]},
        {"name": "Solved", "values": [39, 44, 45, 60, 61, 15, 8]},
    ],
}
BARS = {
    "kind": "bar",
    "unit": "%",
    "target": 90,
    "categories": ["Support", "Billing", "Reklamacije i povrati", "Продаја"],
    "series": [{"name": "SLA", "values": [94, 88, 91, 76]}],
}


class SampleForm(forms.Form):
    """One of each control."""

    name = forms.CharField(label="Name", help_text="As it stands on letters.", initial="Đurđica Šćepanović")
    address = forms.EmailField(label="Address", required=False)
    language = forms.ChoiceField(
        label="Language", choices=[("hr", "hrvatski"), ("sr", "српски"), ("en", "English")]
    )
    about = forms.CharField(label="About", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    channel = forms.ChoiceField(
        label="Best way to answer", choices=WAYS, widget=forms.RadioSelect, initial="mail"
    )
    copies = forms.BooleanField(
        label="Send me a copy", help_text="To the address above.", required=False, initial=True
    )
    picture = forms.FileField(label="Picture", required=False)


class BriefForm(forms.Form):
    """What a dialogue asks."""

    called = forms.CharField(label="Name", max_length=80)


def samples() -> dict[str, Any]:
    """Everything the gallery's template asks for."""
    return {"tones": TONES, "long": LONG, **_forms(), **_rows(), **_lists(), **_thread()}


def _forms() -> dict[str, Any]:
    wrong = SampleForm({"name": "", "address": "ana at example", "language": "de", "channel": "mail"})
    wrong.is_valid()
    return {"form": SampleForm(), "wrong_form": wrong, "brief": BriefForm()}


def _rows() -> dict[str, Any]:
    now = timezone.now()
    rows = [_row(place, person, now) for place, person in enumerate(PEOPLE)]
    rows[0]["tags"] = ("Billing", "VIP")
    soon, late = now + timedelta(minutes=18, seconds=20), now - timedelta(hours=26)
    return {"rows": rows, "now": now, "soon": soon, "late": late}


def _row(place: int, person: tuple[str, str, str], now: datetime) -> dict[str, Any]:
    name, subject, first = person
    return {
        "name": name,
        "subject": subject,
        "first": first,
        "href": "#row",
        "at": now - timedelta(minutes=4 + 190 * place * place),
        "until": now + timedelta(minutes=(18, 72, -25, 4000)[place], seconds=20),
        "channel": ("mail", "message-circle", "phone", "mail")[place],
        "unread": place < 2,
        "current": place == 1,
        "paused": place == 3,
    }


def _lists() -> dict[str, Any]:
    crumbs = [{"text": "Settings", "href": "#crumbs"}, {"text": "Departments", "href": "#crumbs"}]
    shown = {"tabs": TABS, "menu": MENU, "facts": FACTS, "files": FILES, "chart": CHART, "bars": BARS}
    turned = {"before": "newer", "after": "older"}
    return {**shown, "crumbs": crumbs, "entries": _entries(), "turned": turned}


def _entries() -> list[dict[str, Any]]:
    now = timezone.now()
    return [
        {"text": "Ana solved this", "icon": "check", "tone": "good", "at": now - timedelta(minutes=5)},
        {
            "text": "First reply was late by 20m",
            "icon": "alarm",
            "tone": "late",
            "at": now - timedelta(hours=3),
        },
        {
            "text": "Љубица wrote",
            "icon": "mail",
            "at": now - timedelta(days=2),
            "detail": "Где је моја поруџбина?",
        },
    ]


def _thread() -> dict[str, Any]:
    return {
        "mail_text": "Poštovani, kuhalo koje sam kupila prije tri tjedna curi na spoju ručke.",
        "quoted": "On 18 November Ana Novak wrote: Thank you for your order. Your kettle is on its way.",
        "reply_text": "Dear Maya, thank you for the picture. I have found the second charge and sent it back today.",
        "note_text": "The second charge has another processor id. It looks like the retry error of last week.",
    }
