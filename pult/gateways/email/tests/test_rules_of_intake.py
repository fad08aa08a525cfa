"""Rules of intake: what is decided about a mail at the door, before a conversation begins."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pult.automation import operations as automation
from pult.automation import queries as tried
from pult.automation.models import Firing, Rule
from pult.automation.types import RuleKind
from pult.conversations.models import Conversation, SpamMark
from pult.conversations.queries import Chosen, Filter, read
from pult.foundation.errors import Invalid
from pult.gateways.email import operations
from pult.gateways.email.models import AutoReply, OutgoingMail
from pult.gateways.email.tests.post_office import write
from pult.gateways.email.tests.test_intake import arrive
from pult.gateways.email.types import State
from pult.moderation import operations as moderation
from pult.moderation.types import Verdict


def conditions(*asked: tuple[str, str, list[str]]) -> Filter:
    return read({"all": [{"field": f, "operator": o, "values": v} for f, o, v in asked]})


@pytest.fixture
def rule(kettle):
    def make(name, asked, *acts, **how):
        wording = automation.Wording(
            name=name, conditions=conditions(*asked), acts=tuple(Chosen(*act) for act in acts), **how
        )
        return automation.save_rule(Rule(kind=RuleKind.INTAKE), wording, by=kettle.lea.actor)

    return make


TEAPOT = [("mail_subject", "contains", ["kettle"])]


def test_a_new_conversation_begins_as_the_rules_say(kettle, rule):
    rule(
        "Wet ones",
        [*TEAPOT, ("mail_from", "any_of", ["example.org"]), ("mail_attachment", "no", [])],
        ("department", str(kettle.billing.pk)),
        ("priority", "urgent"),
        ("add_tags", "wet, kettle"),
        ("mail_language", "hr"),
    )
    arrive(write())
    conversation = Conversation.objects.get()
    assert (conversation.department, conversation.priority, conversation.language) == (
        kettle.billing, "urgent", "hr",
    )  # fmt: skip
    assert conversation.tags == ["kettle", "wet"]
    firing = Firing.objects.get()
    assert (firing.conversation, firing.is_refused) == (conversation, False)
    kettle.settle()


def test_rules_go_on_until_one_stops(kettle, rule):
    rule("First", TEAPOT, ("add_tags", "one"))
    rule("Second", TEAPOT, ("add_tags", "two"), stops=True)
    rule("Third", TEAPOT, ("add_tags", "three"))
    arrive(write())
    assert Conversation.objects.get().tags == ["one", "two"]


def test_spam_and_who_is_trusted(kettle, rule):
    rule("Teapots", TEAPOT, ("spam", "spam"))
    arrive(write())
    assert (SpamMark.objects.get().reason, SpamMark.objects.get().detail) == ("rule", "Teapots")
    moderation.list_sender("carl@example.org", verdict=Verdict.TRUSTED, by=kettle.lea.actor)
    arrive(write(message_id="<two@example.org>"))
    assert Conversation.objects.genuine().count() == 1


def test_held_mail_says_why_and_is_let_in(kettle, rule):
    rule("Invoices", TEAPOT, ("hold_mail", "Ask the bank first"))
    mail = arrive(write())
    assert (mail.state, Conversation.objects.count()) == (State.HELD, 0)
    assert "Invoices: Ask the bank first" in mail.why
    assert operations.retry(mail, by=kettle.mila.actor).mail.state == State.DONE
    assert Conversation.objects.get().is_genuine


def test_an_answer_to_what_stands_is_neither_held_nor_put_away(kettle, rule):
    arrive(write())
    rule("Invoices", TEAPOT, ("hold_mail", "Ask the bank first"))
    mail = arrive(write(message_id="<two@example.org>", In_Reply_To="<carl-1@example.org>"))
    assert mail.state == State.DONE
    stranger = write(
        message_id="<3@example.net>", In_Reply_To="<carl-1@example.org>", sender="eve@example.net"
    )
    assert arrive(stranger).state == State.HELD


def test_lists_are_put_away(kettle, rule):
    rule("Lists", [("mail_list", "yes", [])], ("put_away", "closed"))
    arrive(write(List_Id="<news.example.org>"))
    kettle.settle()
    conversation = Conversation.objects.get()
    assert (conversation.status, conversation.waiting_since) == ("closed", None)


def test_nothing_is_acknowledged_where_a_rule_says_so(kettle, rule):
    AutoReply.objects.create(inbox=kettle.inbox, is_on=True)
    rule("Quiet", TEAPOT, ("acknowledgement", "none"))
    arrive(write(Date_Header="x"))
    kettle.settle()
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        (("mail_header", "contains", ["X-Mailer: teapot"]), True),
        (("mail_header", "contains", ["X-Mailer"]), True),
        (("mail_header", "contains", ["X-Other"]), False),
        (("mail_header", "lacks", ["X-Mailer: samovar"]), True),
        (("mail_from", "none_of", ["example.net, carl@example.org"]), False),
        (("mail_text", "contains", ["it  LEAKS"]), True),
        (("mail_size", "at_most", ["1"]), True),
        (("mail_size", "at_least", ["1"]), False),
        (("mail_auth", "any_of", ["fail"]), True),
        (("mail_auth", "any_of", ["pass"]), False),
        (("mail_score", "at_least", ["6"]), True),
        (("mail_file", "contains", ["exe"]), False),
        (("mail_language", "any_of", ["sr"]), False),
    ],
)
def test_what_can_be_asked_about_a_mail(kettle, rule, asked, holds):
    moderation.change_door(
        score_header="X-Spam-Score", score_at=50, servers="mx.kettle.example", by=kettle.lea.actor
    )
    rule("Asked", [asked], ("add_tags", "met"))
    mail = write(
        "It leaks. Ovo curi.",
        X_Mailer="The Teapot 2",
        X_Spam_Score="6.5",
        Authentication_Results="mx.kettle.example; spf=pass; dmarc=fail",
    )
    arrive(mail)
    assert (Conversation.objects.get().tags == ["met"]) is holds


def test_only_the_own_server_is_believed(kettle, rule):
    rule("Proved", [("mail_auth", "any_of", ["pass"])], ("add_tags", "proved"))
    arrive(write(Authentication_Results="mx.evil.example; dmarc=pass"))
    assert Conversation.objects.get().tags == []


def test_a_rule_that_fails_loses_no_mail(kettle, rule):
    broken = rule("Broken", TEAPOT, ("department", str(kettle.billing.pk)), ("assignee", "999999"))
    Rule.objects.filter(pk=broken.pk).update(
        conditions={"all": [{"field": "mail_size", "operator": "at_least", "values": ["x"]}], "any": []}
    )
    rule("Sound", TEAPOT, ("assignee", "999999"), ("department", "999999"))
    assert arrive(write()).state == State.DONE
    assert Conversation.objects.get().department == kettle.support
    assert Firing.objects.get().is_refused


def test_what_is_asked_of_conversations_is_not_asked_of_mail(kettle, rule):
    with pytest.raises(Invalid):
        rule("Wrong", [("status", "any_of", ["new"])], ("priority", "high"))
    with pytest.raises(Invalid):
        rule("Wrong", TEAPOT, ("reply", "Hello"))
    with pytest.raises(Invalid):
        conditions(*TEAPOT).check()


def test_a_rule_is_tried_on_past_mail(kettle, rule):
    arrive(write())
    arrive(write(subject="A samovar", message_id="<two@example.org>"))
    kettle.settle()
    found = tried.trial(rule("Wet", TEAPOT, ("spam", "spam")), kettle.lea.actor, days=7, at=timezone.now())
    assert (found.count, [one.subject for one in found.rows]) == (1, ["My kettle leaks"])
    assert not Conversation.objects.spam().exists()


def test_one_more_statement_for_one_mail_however_many_rules(kettle, rule):
    def statements(number: int) -> list[str]:
        mail = write(
            subject="A samovar", message_id=f"<{number}@example.org>", sender=f"c{number}@example.org"
        )
        with CaptureQueriesContext(
            connection,
        ) as seen:
            arrive(mail)
        return [one["sql"] for one in seen.captured_queries]

    arrive(write(subject="A samovar", message_id="<0@example.org>"))
    before = len(statements(1))
    for number in range(3):
        rule(f"Rule {number}", TEAPOT, ("priority", "high"))
    statements(2)
    assert len(statements(3)) == before
    assert sum("moderation_" in sql for sql in statements(4)) == 1
