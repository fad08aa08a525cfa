"""The log's facts about a conversation in words, for the thin line between the messages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pult.conversations.types import LinkKind, Priority, Status
from pult.foundation.eventlog.models import EventRecord
from pult.routing.types import Returned

from .types import FactLine


@dataclass(frozen=True)
class Names:
    """Who and what the facts speak of, by id."""

    people: Mapping[int, str] = field(default_factory=dict)
    departments: Mapping[int, str] = field(default_factory=dict)
    rules: Mapping[int, str] = field(default_factory=dict)
    statuses: Mapping[int, str] = field(default_factory=dict)
    # Beside which conversation, and with whom.
    sides: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    types: Mapping[int, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[int, str] = field(default_factory=dict)

    def of(self, ref: str) -> str:
        """Whoever a fact names as the one who did it."""
        kind, _unused, key = ref.partition(":")
        match kind:
            case "person":
                return self.people.get(int(key), _("Somebody who has left"))
            case "customer":
                return _("The customer")
            case "rule" if key.isdigit() and int(key) in self.rules:
                return _("The rule “%(name)s”") % {"name": self.rules[int(key)]}
            case "rule":
                return _("A rule")
            case _:
                return "Pult"


def told(record: EventRecord, names: Names) -> FactLine | None:
    """One fact as a line; None when the thread shows it already."""
    icon, words = TOLD[record.name]
    text = words(record.data, names, names.of(record.by), record.by)
    side = record.data.get("side_id")
    url = reverse("workspace:side", args=[names.sides[side][0], side]) if side in names.sides else ""
    return FactLine(icon=icon, text=text, at=record.at, url=url) if text else None


Data = Mapping[str, Any]


def _assigned(data: Data, names: Names, who: str, by: str) -> str:
    to = data.get("assignee_id")
    if to is None:
        return _("%(who)s took the owner off") % {"who": who}
    if by == f"person:{to}":
        return _("%(who)s took this conversation") % {"who": who}
    return _("%(who)s assigned this to %(name)s") % {"who": who, "name": names.people.get(to, "…")}


def _transferred(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
    return _("%(who)s moved this from %(before)s to %(after)s") % {
        "who": who,
        "before": names.departments.get(data["before_id"], "…"),
        "after": names.departments.get(data["department_id"], "…"),
    }


def _status(data: Data, names: Names, who: str, by: str) -> str:
    status, own = data["status"], names.statuses.get(data.get("own_status_id") or 0)
    if own is not None:
        return _("%(who)s set this to %(status)s") % {"who": who, "status": f"“{own}”"}
    if status == Status.OPEN and data["before"] == Status.NEW:
        return ""
    if status == Status.OPEN and by.startswith("customer"):
        return _("The customer's answer opened this again")
    return _("%(who)s set this to %(status)s") % {"who": who, "status": f"“{Status(status).label}”"}


def _priority(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
    return _("%(who)s set the priority to %(priority)s") % {
        "who": who,
        "priority": f"“{Priority(data['priority']).label}”",
    }


def _tags(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
    added, removed = data.get("added") or [], data.get("removed") or []
    lines = []
    if added:
        sentence = ngettext("%(who)s added the tag %(tags)s", "%(who)s added the tags %(tags)s", len(added))
        lines.append(sentence % {"who": who, "tags": ", ".join(added)})
    if removed:
        sentence = ngettext(
            "%(who)s removed the tag %(tags)s", "%(who)s removed the tags %(tags)s", len(removed)
        )
        lines.append(sentence % {"who": who, "tags": ", ".join(removed)})
    return " · ".join(lines)


def _type(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
    if data["type_id"] is None:
        return _("%(who)s took the type off") % {"who": who}
    name = names.types.get(data["type_id"], "…")
    return _("%(who)s set the type to %(type)s") % {"who": who, "type": f"“{name}”"}


def _fields(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
    called = [f"“{names.fields[key]}”" for key in data["keys"] if key in names.fields]
    return _("%(who)s changed %(fields)s") % {"who": who, "fields": ", ".join(called) or "…"}


def _delivery(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
    if data.get("delivery") not in {"failed", "bounced"}:
        return ""
    return _("A reply could not be delivered: %(reason)s") % {"reason": data.get("detail") or "…"}


def _took_in(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
    return _("%(who)s merged #%(number)s into this") % {"who": who, "number": data["merged_id"]}


def _gave_back(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
    return _("%(who)s took #%(number)s out again") % {"who": who, "number": data["merged_id"]}


def _spam(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
    if data.get("is_new"):
        return _("This came in as spam")
    return _("%(who)s marked this as spam") % {"who": who}


def _no_spam(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
    return _("%(who)s said that this is no spam") % {"who": who}


def _returned(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
    words = {"name": names.people.get(data["member_id"], "…"), "to": names.people.get(data["to_id"] or 0, "")}
    match data["reason"]:
        case Returned.ABSENT if words["to"]:
            return _("%(name)s is absent, so %(to)s stands in") % words
        case Returned.ABSENT:
            return _("%(name)s is absent, so this went back to the queue") % words
        case Returned.OFFLINE:
            return _("%(name)s was not here any more, so this went back to the queue") % words
        case _:
            return _("%(name)s had not answered, so this went back to the queue") % words


def _split(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
    sentence = ngettext(
        "%(who)s split %(n)s message off into #%(number)s",
        "%(who)s split %(n)s messages off into #%(number)s",
        data["messages"],
    )
    return sentence % {"who": who, "n": data["messages"], "number": data["made_id"]}


def _split_off(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
    return _("%(who)s split this off from #%(number)s") % {"who": who, "number": data["from_id"]}


def _linked(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
    words = {"who": who, "number": data["other_id"]}
    match data["kind"], data["is_upwards"]:
        case LinkKind.PART, True:
            return _("%(who)s made this a part of #%(number)s") % words
        case LinkKind.PART, _up:
            return _("%(who)s made #%(number)s a part of this") % words
        case LinkKind.INCIDENT, True:
            return _("%(who)s named #%(number)s as the problem behind this") % words
        case LinkKind.INCIDENT, _up:
            return _("%(who)s named this as the problem behind #%(number)s") % words
        case _:
            return _("%(who)s linked this to #%(number)s") % words


def _unlinked(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
    return _("%(who)s unlinked this from #%(number)s") % {"who": who, "number": data["other_id"]}


def _list(sentence: str | Promise) -> "Words":
    """A line about a checklist; one that has gone has no name any more."""

    def words(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
        return str(sentence) % {"who": who, "name": names.lists.get(data["checklist_id"], "…")}

    return words


def _held(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
    return _("%(who)s put this conversation on legal hold") % {"who": who}


def _released(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
    return _("%(who)s ended the legal hold") % {"who": who}


def _erased(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
    if data["what"] == "files":
        return _("Its attachments were removed: their time was over")
    return _("Its contents and names were removed: their time was over")


def _side(sentence: str | Promise) -> "Words":
    """A line about a side conversation, which leads there while there is one."""

    def words(data: Data, names: Names, who: str, by: str) -> str:  # noqa: ARG001
        _parent, name = names.sides.get(data["side_id"], (0, "…"))
        return str(sentence) % {"name": name}

    return words


Words = Callable[[Data, Names, str, str], str]
TOLD: dict[str, tuple[str, Words]] = {
    "conversation.assigned": ("user-check", _assigned),
    "conversation.transferred": ("arrows-exchange", _transferred),
    "conversation.status_changed": ("circle-dot", _status),
    "conversation.priority_changed": ("flag", _priority),
    "conversation.tags_changed": ("tag", _tags),
    "conversation.type_set": ("forms", _type),
    "conversation.fields_written": ("forms", _fields),
    "conversation.checklist_added": (
        "list-check",
        _list(gettext_lazy("%(who)s added the checklist “%(name)s”")),
    ),
    "conversation.checklist_removed": ("list-check", _list(gettext_lazy("%(who)s removed a checklist"))),
    "conversation.checklist_done": (
        "list-check",
        _list(gettext_lazy("%(who)s finished the checklist “%(name)s”")),
    ),
    "conversation.took_in": ("git-merge", _took_in),
    "conversation.gave_back": ("rotate-clockwise", _gave_back),
    "conversation.split": ("arrows-split", _split),
    "conversation.split_off": ("arrows-split", _split_off),
    "conversation.linked": ("link", _linked),
    "conversation.unlinked": ("link-off", _unlinked),
    "conversation.marked_spam": ("ban", _spam),
    "conversation.not_spam": ("rotate-clockwise", _no_spam),
    "conversation.erased": ("eraser", _erased),
    "conversation.held": ("lock", _held),
    "conversation.released": ("lock", _released),
    "side.opened": ("messages", _side(gettext_lazy("Side conversation with %(name)s: opened"))),
    "side.answered": ("messages", _side(gettext_lazy("Side conversation with %(name)s: answered"))),
    "side.undelivered": (
        "mail-exclamation",
        _side(gettext_lazy("Side conversation with %(name)s: not delivered")),
    ),
    "side.closed": ("messages", _side(gettext_lazy("Side conversation with %(name)s: done"))),
    "side.reopened": ("messages", _side(gettext_lazy("Side conversation with %(name)s: goes on"))),
    "work.returned": ("arrow-back-up", _returned),
    "message.delivery": ("mail-exclamation", _delivery),
}
