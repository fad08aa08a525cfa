"""Guards of facts: everybody who should hear of one does, and hearing twice is as good as once."""

import hashlib
from collections.abc import Iterator

from django.db import connection

from pult.conversations import operations as conversations
from pult.conversations.types import Priority
from pult.feedback import operations as feedback
from pult.feedback.models import Asked
from pult.feedback.types import Score
from pult.foundation import jobs
from pult.foundation.eventlog.models import EventRecord
from pult.foundation.events import deliver, known_events, subscribers_of
from pult.routing import operations as routing
from pult.routing.types import Method
from pult.workforce import operations as workforce
from pult.workforce.types import Presence

# Facts that nobody acts upon: they stand in the log for the time line and for those who ask what happened.
LOG_ONLY = {
    "conversation.erased",
    "retention.rule_changed",
    "conversation.held",
    "conversation.released",
    "customer.held",
    "customer.released",
    "side_panel.changed",
    "conversation.spam_received",
    "sender.listed",
    "sender.unlisted",
    "report_mail.changed",
    "absence.dropped",
    "field.changed",
    "type.changed",
    "checklist_template.changed",
    "conversation.checklist_changed",
    "conversation.checklist_removed",
    "absence.planned",
    "routing.competence_set",
    "routing.work_changed",
    "work.returned",
    "automation.rule_changed",
    "automation.macro_changed",
    "conversation.linked",
    "conversation.unlinked",
    "conversation.hint_dropped",
    "conversation.split_off",
    "comment.settled",
    "gap.settled",
    "browser.added",
    "browser.removed",
    "notice_wishes.changed",
    "usual_notices.changed",
    "closure.announced",
    "closure.withdrawn",
    "conversation.acknowledged",
    "conversation.archived",
    "conversation.followed",
    "conversation.unfollowed",
    "conversation.gave_back",
    "conversation.took_in",
    "mailbox.connected",
    "mailbox.disconnected",
    "script.moved",
    "side.closed",
    "side.reopened",
    "side.written",
    "document.reviewed",
    "document.signatures_asked",
    "document.signed",
    "document.written",
    "play.ended",
    "recording.moved",
    "trial.reviewed",
    "chat.ended",
    "chat.visitor_left",
    "chat.visitor_returned",
    "visitor.blocked",
    "visitor.unblocked",
    "widget.changed",
    "application.decided",
    "writing.handed_in",
    "reference.given",
    "application.moved",
    "application.overdue",
    "application.repeated",
    "bot.changed",
    "bot.took",
    "bot_flow.published",
    "candidate.erased",
    "evidence.begun",
    "interview.arranged",
    "opening.changed",
    "opening.moved",
    "assessment.submitted",
    "assessment.withdrawn",
    "contact_form.changed",
    "customer.signed_in",
    "customer.consent_changed",
    "feedback.settings_changed",
    "member.joined",
    "mark.calibrated",
    "metric_target.cleared",
    "metric_target.set",
    "panel.completed",
    "panel.opened",
    "person.roles_changed",
    "person.switched_on",
    "role.changed",
    "canned_reply.changed",
    "own_status.changed",
    "saved_view.changed",
    "bulk.acted",
    "offer.accepted",
    "offer.declined",
    "offer.missed",
    "offer.withdrawn",
    "queue.entered",
    "reply.planned",
    "reply.unplanned",
    "queue.rules_changed",
    "queue.widened",
    "room.changed",
    "routing.changed",
    "skill.changed",
    "skill.evidence_taken_back",
    "skill.evidenced",
    "skill_holder.joined",
    "skill_profile.changed",
    "scorecard.published",
    "sla_policy.changed",
    "survey.changed",
    "survey.published",
    "survey.wave_opened",
}
# Marks of what was delivered, the queue's own books, and what only remembers when somebody looked.
BOOKS = ("events_eventdone", "procrastinate_", "django_", "pult_cache")


def declared() -> list[str]:
    """The facts of Pult; tests may have made some of their own."""
    return [name for name, event in known_events().items() if ".tests." not in event.__module__]


def everything() -> dict[str, tuple[int, str]]:
    """Each table that facts may change: how many rows, and a fingerprint of what they say."""
    return {table: fingerprint(table) for table in tables()}


def tables() -> Iterator[str]:
    """The tables of Pult."""
    for table in sorted(connection.introspection.table_names()):
        if not table.startswith(BOOKS):
            yield table


def fingerprint(table: str) -> tuple[int, str]:
    """The rows of a table, whatever their order."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT row::text FROM "{table}" row')
        rows = sorted(row for (row,) in cursor.fetchall())
    return len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()


def live_a_little(kettle) -> None:
    """A complaint comes, is answered, moved, solved, opened again, solved again, and rated."""
    routing.set_method(kettle.support, Method.ROUND_ROBIN, by=kettle.lea.actor)
    complaint = kettle.conversation()
    kettle.reply(complaint)
    conversations.set_priority(complaint, Priority.URGENT, by=kettle.ana.actor)
    conversations.transfer(complaint, to=kettle.billing, by=kettle.ana.actor, note="A refund, please.")
    conversations.assign(complaint, to=kettle.stella.member, by=kettle.stella.actor)
    conversations.solve(complaint, by=kettle.stella.actor)
    kettle.settle()
    kettle.mail("carl@example.org", "Re: My kettle leaks", claimed=complaint.pk)
    kettle.settle()
    complaint.refresh_from_db()
    conversations.solve(complaint, by=kettle.stella.actor)
    kettle.settle()
    invitation = Asked.objects.get(conversation=complaint)
    feedback.mark_sent(invitation)
    feedback.rate(invitation, Score.GOOD, by=complaint.customer.actor)
    workforce.set_presence(kettle.ana.member, Presence.AWAY, by=kettle.ana.actor)
    workforce.set_presence(kettle.ana.member, Presence.AVAILABLE, by=kettle.ana.actor)
    kettle.settle()


def test_every_fact_is_heard_or_is_meant_for_the_log_only():
    unheard = {name for name in declared() if not subscribers_of(name)}
    assert unheard == LOG_ONLY & set(declared())


def test_every_fact_says_what_it_says():
    assert [name for name in declared() if not (known_events()[name].__doc__ or "").strip()] == []


def test_hearing_a_fact_twice_is_as_good_as_once(kettle):
    live_a_little(kettle)
    before, facts = everything(), list(EventRecord.objects.order_by("pk"))
    assert {"conversation.reopened", "conversation.transferred", "rating.given"} <= {
        fact.name for fact in facts
    }
    for fact in facts:
        for subscriber in subscribers_of(fact.name):
            deliver(event_id=fact.pk, to=subscriber.path)
    assert jobs.run_pending() == 0
    assert everything() == before
