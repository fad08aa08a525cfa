"""The settings pages of checklists: made, changed, ordered, archived, and who may."""

import pytest
from django.test import Client
from django.urls import reverse

from pult.checklists import operations
from pult.checklists.models import Template
from pult.checklists.operations import Wanted, is_link
from pult.checklists.types import Step
from pult.fields import operations as fields
from pult.foundation.actors import SYSTEM
from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import Invalid

pytestmark = pytest.mark.django_db


def template(name: str = "Refund", *steps: str, **more: object) -> Template:
    """A template with these steps."""
    rows = [Step(words={"en": one}) for one in steps or ("Check the order",)]
    return operations.add_template(wanted=Wanted(names={"en": name}, steps=rows, **more), by=SYSTEM)


def written(*steps: str, name: str = "Refund", **more: object) -> dict[str, object]:
    """What the form sends."""
    boxes = {f"step-{number}-en": text for number, text in enumerate(steps, start=1)}
    return {"name-en": name, "row": [str(n) for n in range(1, len(steps) + 1)], **boxes, **more}


def test_a_supervisor_writes_down_what_a_refund_needs(kettle):
    client: Client = kettle.lea.client
    sent = written(
        "Check the order", "Pay it back", "", **{"required-2": "on", "link-1": "https://shop.example/x"}
    )
    assert client.post(reverse("checklists:new-template"), sent).status_code == 302
    made = Template.objects.get()
    assert [(str(one), one.is_required, one.link) for one in made.items] == [
        ("Check the order", False, "https://shop.example/x"),
        ("Pay it back", True, ""),
    ]
    page = client.get(reverse("checklists:template", args=[made.pk])).content.decode()
    assert "Pay it back" in page
    kept = AuditRecord.objects.get(what="checklist_template.changed")
    assert kept.about_name == "Refund"
    assert kept.after is not None


def test_a_step_is_moved_before_it_is_saved(kettle):
    made = template("Refund", "one", "two")
    there = reverse("checklists:template", args=[made.pk])
    page = kettle.lea.client.post(there, written("one", "two", move="down-1")).content.decode()
    assert page.index('value="two"') < page.index('value="one"')
    made.refresh_from_db()
    assert [str(one) for one in made.items] == ["one", "two"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (written("one", name=""), "Give it a name."),
        (written(""), "at least one step"),
        (written("one", **{"link-1": "javascript:alert(1)"}), "no link"),
        (written("x" * 400), "at most 300 characters"),
        (written(*["step"] * 51), "at most 50 steps"),
    ],
)
def test_what_cannot_be_is_said(kettle, sent, said):
    kettle.lea.client.cookies["django_language"] = "en"
    answer = kettle.lea.client.post(
        reverse("checklists:new-template"), sent, headers={"accept-language": "en"}
    )
    assert answer.status_code == 422
    assert not Template.objects.exists()


def test_templates_are_ordered_archived_and_used_again(kettle):
    first, second = template("First"), template("Second")
    client = kettle.lea.client
    client.post(reverse("checklists:template-place", args=[second.pk]), {"place": "earlier"})
    assert list(Template.objects.in_order()) == [second, first]
    client.post(reverse("checklists:template-archive", args=[first.pk]))
    assert list(Template.objects.in_use()) == [second]
    assert "First" in client.get(reverse("checklists:templates")).content.decode()
    client.post(reverse("checklists:template-return", args=[first.pk]))
    assert Template.objects.in_use().count() == 2
    assert AuditRecord.objects.filter(what__startswith="checklist_template.").count() == 4


def test_an_agent_sets_up_nothing(kettle):
    assert kettle.ana.client.get(reverse("checklists:templates")).status_code == 403


def test_what_brings_a_list_has_to_be_named():
    with pytest.raises(Invalid, match="types that bring it"):
        template(comes_with_type=True)


def test_a_template_is_offered_where_it_fits(kettle):
    leak = fields.add_type(names={"en": "Leak"}, by=SYSTEM)
    everywhere, here = (
        template("Everywhere"),
        template("Here", departments=[kettle.ana.member.departments.get()]),
    )
    such = template("Such", types=[leak])
    department = here.departments.get().pk

    def offered(**where: int | None) -> set[str]:
        return {str(one) for one in Template.objects.fitting(**where)}

    assert offered(department_id=0, type_id=None) == {str(everywhere)}
    assert offered(department_id=department, type_id=None) == {str(everywhere), str(here)}
    assert offered(department_id=0, type_id=leak.pk) == {str(everywhere), str(such)}


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://shop.example/orders?x=1", True),
        ("http://10.0.0.1/", True),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://a b", False),
        ("http://[", False),
        ("//shop.example", False),
    ],
)
def test_links_lead_to_pages_only(text, is_one):
    assert is_link(text) is is_one
