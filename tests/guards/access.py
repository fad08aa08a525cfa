"""The access table: reading it and trying it."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django import shortcuts
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver
from django.utils import timezone
from django.utils.translation import override

from pult.accounts.models import Person
from pult.assistant.tests import stage as chatting
from pult.calendars import operations as calendars
from pult.checklists import operations as checklists
from pult.checklists.types import Step
from pult.conversations import operations as conversations
from pult.conversations.models import CannedReply, Conversation, SavedView
from pult.conversations.queries import Filter, Rule
from pult.customers import operations as customers
from pult.dashboards import operations as dashboards
from pult.dashboards.links import stop_token
from pult.dashboards.models import Mailing
from pult.fields import operations as fields
from pult.fields.operations import Wanted
from pult.fields.types import Audience, Kind
from pult.foundation.actors import SYSTEM
from pult.gateways.chat import operations as chat
from pult.gateways.forms import operations as contact_forms
from pult.hiring import operations as hiring
from pult.hiring.links import reference_token, token_for
from pult.hiring.models import Application, BankQuestion, Opening, RolePlay, Trial, WritingTask
from pult.hiring.tests import office
from pult.hiring.types import GoalState, TrialOutcome
from pult.knowledge import operations as knowledge
from pult.knowledge.models import Category
from pult.metrics import operations as ledger
from pult.metrics.types import metric_named
from pult.panels import operations as panels
from pult.panels.types import Kind as PanelKind
from pult.panels.types import Piece
from pult.scorecards import operations as scorecards
from pult.scorecards.models import Version
from pult.scorecards.types import Mark
from pult.skills import operations as skills
from pult.skills.models import Holder, Profile, Skill
from pult.skills.types import Source
from pult.sla.models import Policy
from pult.surveys import operations as surveys
from pult.surveys.links import open_token_for
from pult.surveys.models import Survey
from tests.cast import Kettle
from tests.scene import scene

TABLE = Path(__file__).with_name("access.txt")
PEOPLE = ("stranger", "agent", "elsewhere", "supervisor", "manager", "executive", "administrator")


DRAWN = {HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY}


@dataclass(frozen=True)
class Line:
    """One address with one method, and what each kind of person gets."""

    name: str
    method: str
    address: str
    statuses: tuple[int, ...]


def table() -> list[Line]:
    """The table as it is written."""
    lines = []
    for text in TABLE.read_text().splitlines():
        if text.strip() and not text.startswith("#"):
            name, method, address, *statuses = text.split()
            lines.append(Line(name, method, address, tuple(map(int, statuses))))
    return lines


def addresses(patterns: Any, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    """Every address of the project: its name with namespaces, and its pattern."""
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from addresses(one.url_patterns, prefix + str(one.pattern), inner)
        elif isinstance(one, URLPattern):
            yield f"{namespace}{one.name or '-'}", prefix + str(one.pattern)


@scene
def things(kettle: Kettle) -> dict[str, object]:
    """What the placeholders of the table stand for."""
    conversation = kettle.conversation(name="Carl Carlsson")
    survey = _survey()
    return {
        "survey": survey.pk,
        "question": survey.versions.get(published_at=None).asked[0].pk,
        "open_link": open_token_for(survey.pk),
        "conversation": conversation.pk,
        **_contact_form(kettle),
        **_asked(conversation),
        **_panels(),
        "message": conversation.last_message_id,
        "planned": conversations.plan_reply(
            conversation, by=kettle.ana.actor, text="Сутра.", send_at=timezone.now() + timedelta(days=1)
        ).pk,
        "customer": conversation.customer_id,
        "department": kettle.support.pk,
        "saved": conversations.save_view(
            SavedView(), name="Све", conditions=Filter(every=(Rule(field="bot", operator="no"),)), by=SYSTEM
        ).pk,
        "canned": conversations.save_canned_reply(
            CannedReply(), name="Usual", shortcut="", texts={"en": "It leaks."}, by=SYSTEM
        ).pk,
        "inbox": kettle.inbox.pk,
        "widget": chat.open_widget("Продавница", department=kettle.support, by=SYSTEM).pk,
        "member": kettle.ana.person.pk,
        "person": kettle.ana.person.pk,
        "role": kettle.ana.person.roles.get().pk,
        "colleague": kettle.lea.person.pk,
        "policy": Policy.objects.get().pk,
        "target": ledger.set_target(metric_named("feedback.csat"), value=0.9, by=SYSTEM).pk,
        "skill": Skill.objects.get(key="patience").pk,
        "profile": Profile.objects.get(key="call_centre").pk,
        "holder": _holder(kettle).pk,
        **_judged(kettle),
        **_known(kettle),
        **_hired(kettle),
        **_on_trial(kettle),
        **_bot(kettle),
        **_shelved(),
        **_mailed(kettle),
        "calendar": calendars.open_calendar("Night hours", zone="Europe/Zagreb", by=SYSTEM).pk,
    }


def _asked(conversation: Conversation) -> dict[str, object]:
    """A field of conversations that a type asks for, and one of customers and of companies."""
    deo, pitanje = {"en": "Part", "sr-latn": "Deo"}, {"en": "Question", "sr-latn": "Pitanje"}
    choices = (("lid", {"en": "Lid", "sr-latn": "Poklopac"}),)
    made = {
        audience: fields.add_field(
            audience, kind=Kind.ONE, key="part", wanted=Wanted(names=deo, choices=choices), by=SYSTEM
        )
        for audience in Audience
    }
    kind = fields.add_type(names=pitanje, is_public=True, by=SYSTEM)
    asked = [made[Audience.CONVERSATION]]
    fields.change_type(kind, names=pitanje, is_public=True, fields=asked, by=SYSTEM)
    conversations.tell(conversation, kind.pk, {"part": "lid"}, by=SYSTEM)
    company = customers.create_company("Кућа", by=SYSTEM)
    return {"field": asked[0].pk, "type": kind.pk, "firm": company.pk, **_listed(conversation)}


def _listed(conversation: Conversation) -> dict[str, object]:
    """A template of a checklist, and a list of it in the conversation."""
    povraćaj = {"en": "Refund", "sr-latn": "Povraćaj"}
    steps = [Step(words={"en": "Check the order", "sr-latn": "Proveri porudžbinu"})]
    template = checklists.add_template(wanted=checklists.Wanted(names=povraćaj, steps=steps), by=SYSTEM)
    made = conversations.add_checklist(conversation, template=template, by=SYSTEM)
    return {"template": template.pk, "checklist": made.pk, "checklist_item": made.items.get().pk}


def _panels() -> dict[str, object]:
    """A look-up and a page in a frame, which lack what they need: no test leaves this machine."""
    piece = Piece(label="Stanje", where="state")
    asked = panels.Wanted(name="Продавница", address="https://a.example/{customer.phone}", pieces=[piece])
    framed = panels.Wanted(name="Картотека", address="https://a.example/{customer.phone}")
    return {
        "side_panel": panels.add_panel(PanelKind.LOOKUP, wanted=asked, by=SYSTEM).pk,
        "framed": panels.add_panel(PanelKind.FRAME, wanted=framed, by=SYSTEM).pk,
    }


def _bot(kettle: Kettle) -> dict[str, object]:
    """The bot of a chat, and the flow that it plays."""
    bot = chatting.bot_for(kettle)
    return {"bot": bot.pk, "bot_flow": bot.flow_id}


def _mailed(kettle: Kettle) -> dict[str, object]:
    """A report that comes to Omar by mail."""
    omar = kettle.omar.person
    mailing = Mailing(owner=omar, name="Служба", report="board", zone=omar.time_zone)
    dashboards.save_mailing(mailing, readers=[omar], by=SYSTEM)
    return {"mailing": mailing.pk, "report_token": stop_token(mailing.readers.get())}


def _shelved() -> dict[str, object]:
    """An article that everybody reads, in a category."""
    shelf = Category.objects.create(slug="repairs", names={"en": "Help", "sr-latn": "Popravke"})
    article = knowledge.write(
        "Kuvalo curi", body="Proverite zaptivku.", language="sr-latn", category=shelf, by=SYSTEM
    )
    knowledge.publish(article, by=SYSTEM)
    return {"public_article": article.document_id, "public_slug": article.slug, "public_shelf": shelf.slug}


def _contact_form(kettle: Kettle) -> dict[str, object]:
    """A contact form with a field."""
    form = contact_forms.open_form(
        "kontakt", titles={"en": "Contact", "sr-latn": "Kontakt"}, department=kettle.support, by=SYSTEM
    )
    return {"contact_form": form.key, "contact_form_pk": form.pk}


def _known(kettle: Kettle) -> dict[str, object]:
    """An article with two versions that Ana's department is asked to sign."""
    category = knowledge.add_category({"en": "Help", "sr-latn": "Popravke"}, by=SYSTEM)
    article = knowledge.write("My kettle leaks", body="It leaks.", category=category, by=SYSTEM)
    knowledge.publish(article, by=SYSTEM)
    knowledge.save_draft(article, by=SYSTEM, title="My kettle leaks", body="It leaks from the bottom.")
    knowledge.publish(article, by=SYSTEM)
    asking = knowledge.ask_for_signatures(article.document, department=kettle.support, by=SYSTEM)
    croatian = knowledge.translate(
        article.document, "hr", title="My kettle leaks", body="It leaks.", by=SYSTEM
    )
    knowledge.publish(croatian, by=SYSTEM)
    return {"document": article.document_id, "category": category.pk, "asking": asking.pk}


def _hired(kettle: Kettle) -> dict[str, object]:
    """Petra has applied for an opening, and an interview with Mila was offered to her."""
    opening = office.published(kettle, seats=2)
    application = office.applies(opening)
    moment = timezone.now() + timedelta(days=5)
    interview = hiring.offer_times(
        application, times=[moment], interviewers=[kettle.mila.person], minutes=30, place="Room 1", by=SYSTEM
    )
    hiring.renew_bank()
    hiring.renew_tasks()
    writing = opening.stages.get(kind="writing_sample")
    return {
        "bank_question": BankQuestion.objects.get(key="def_patience").pk,
        "role_play": RolePlay.objects.get(key="play_late_gift").pk,
        "referee_token": _referee_token(application),
        "writing_stage": writing.pk,
        "writing_step": hiring.begin_by_hand(application, writing, by=SYSTEM).pk,
        "writing_task": WritingTask.objects.get(key="praise").pk,
        "opening": opening.pk,
        "opening_slug": opening.slug,
        "application": application.pk,
        "candidate_token": token_for(application.pk, application.candidate.link_key),
        "interview": interview.pk,
    }


def _on_trial(kettle: Kettle) -> dict[str, object]:
    """Stefan was hired seven weeks ago; his first review was held, and his trial period is longer than planned."""
    first_day = timezone.localdate() - timedelta(days=50)
    opening = Opening.objects.get()
    # What is judged is called in the language of who recruits.
    Person.objects.filter(pk=opening.recruiter_id).update(language="sr")
    stefan = office.applies(opening, name="Stefan Ristić", email="stefan@example.org")
    hiring.hire(stefan, without_offer="Signed on paper.", start_on=first_day, by=kettle.omar.actor)
    kettle.settle()
    trial = Trial.objects.get(application=stefan)
    hiring.change_guide(trial, kettle.lea.person, by=kettle.omar.actor)
    held, coming = trial.reviews.in_order()[:2]
    goals = [goal for goal in trial.goals.still_open() if goal.day <= trial.day_on(held.due_on)]
    verdicts = [hiring.Verdict(goal=goal, state=GoalState.MET, note="") for goal in goals]
    hiring.hold_review(held, agreed="Two calls a week together.", verdicts=verdicts, by=kettle.lea.actor)
    decision = hiring.decide_trial(
        trial, TrialOutcome.EXTENDED, reasons="Ill for two weeks.", until=trial.ends_on + timedelta(days=14),
        with_letter=False, by=kettle.omar.actor,
    )  # fmt: skip
    return {
        "trial": trial.pk,
        "trial_goal": trial.goals.still_open().in_order()[0].pk,
        "trial_review": coming.pk,
        "trial_decision": decision.pk,
    }


def _referee_token(application: Application) -> str:
    """Davor, whom Petra has named, was asked about her."""
    davor = hiring.Contact(name="Davor Marić", email="davor@old-firm.example")
    referee = hiring.name_referee(application, davor, has_agreed=True, by=SYSTEM)
    with override("sr"):  # what is judged is called in the language of whoever asks
        hiring.ask_referee(referee, by=SYSTEM)
    return reference_token(referee.pk, referee.link_key)


def _survey() -> Survey:
    """The pulse of the team, open to everybody, in a wave, with a version that is being written."""
    survey = surveys.survey_named("team-pulse", by=SYSTEM)
    surveys.change_rules(survey, is_open=True, by=SYSTEM)
    surveys.open_wave(survey, name="Spring", by=SYSTEM)
    surveys.draft(survey, by=SYSTEM)
    return survey


def _holder(kettle: Kettle) -> Holder:
    """Ana, about whom a review told something."""
    holder = skills.find_or_make_holder(person=kettle.ana.person)
    skills.evidence(
        holder, "patience", score=4, source=Source.REVIEW, source_ref="review:1", observed_at=timezone.now(), by=SYSTEM
    )  # fmt: skip
    return holder


def _judged(kettle: Kettle) -> dict[str, object]:
    """Omar and Ana were asked to judge two things and are done with one; the next version is being written."""
    scorecards.renew_scorecards()
    version = Version.objects.whole().get(scorecard__key="handling")
    raters = [kettle.omar.person, kettle.ana.person]
    done, waiting = (
        scorecards.open_panel(version, about=f"own:{name}", title=name, raters=raters, by=SYSTEM)
        for name in ("Monday", "Tuesday")
    )
    for sheet in done.assessments.select_related("rater"):
        for criterion in version.criteria_in_order:
            mark = Mark(2 if sheet.rater == kettle.omar.person else 5)
            scorecards.save_score(sheet, criterion, by=sheet.rater.actor, mark=mark, evidence="Listened.")
        scorecards.submit(sheet, by=sheet.rater.actor)
    draft = scorecards.start_draft(version.scorecard, by=SYSTEM)
    return {
        "scorecard": version.scorecard_id,
        "section": draft.sections.order_by("pk")[0].pk,
        "criterion": draft.criteria.order_by("pk")[0].pk,
        "panel": done.pk,
        "blind_panel": waiting.pk,
        "assessment": waiting.assessments.get(rater=kettle.omar.person).pk,
        "asked": version.criteria_in_order[0].pk,
        "mark": done.assessments.get(rater=kettle.omar.person).scores.order_by("pk")[0].pk,
    }


class Blank:
    """Draws nothing."""

    @staticmethod
    def render_to_string(*_args: Any, **_kwargs: Any) -> str:
        return ""


@contextmanager
def undrawn() -> Iterator[None]:
    """Whole pages stay blank meanwhile: their views run, their templates do not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shortcuts, "loader", Blank)
        yield


class Observer:
    """Everybody at their browsers. What a try changes is undone before the next one."""

    def __init__(self, kettle: Kettle) -> None:
        players = (kettle.ana, kettle.stella, kettle.lea, kettle.mila, kettle.eva, kettle.omar)
        self.things = things(kettle)
        self.clients = [Client(), *(player.client for player in players)]
        for client in self.clients:
            client.raise_request_exception = False

    def see(self, line: Line) -> tuple[int, ...]:
        """What each kind of person gets. The page is drawn for the first who gets it; whether others do is asked here,
        not how it looks to them.
        """
        address = line.address.format(**self.things)
        seen: list[int] = []
        for client in self.clients:
            with undrawn() if DRAWN & set(seen) else nullcontext():
                seen.append(self._try(client, line.method, address))
        return tuple(seen)

    def _try(self, client: Client, method: str, address: str) -> int:
        session = client.cookies.get(settings.SESSION_COOKIE_NAME)
        savepoint = transaction.savepoint()
        status = client.generic(method, address).status_code
        transaction.savepoint_rollback(savepoint)
        if session is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = session.value
        return status
