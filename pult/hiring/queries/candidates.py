"""What a candidate's own link leads to, and everything that is known of them."""

from typing import Any

from django.core.signing import BadSignature, SignatureExpired
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from pult.conversations.models import Message
from pult.hiring.errors import LinkDead
from pult.hiring.links import read_token
from pult.hiring.models import Application, Candidate, Stage, Trial, WritingSample

from .recordings import OwnConsent, own_consents
from .writing import own_samples


def application_behind(token: str) -> Application:
    """The application that a link leads to. Raises LinkDead, which says what to do."""
    try:
        pk, link_key = read_token(token)
    except SignatureExpired:
        raise LinkDead(_("This link is too old. Answer our last letter and we send you a new one."))
    except (BadSignature, ValueError, TypeError):
        raise LinkDead(_("This link does not work. Perhaps a part of it was lost on the way."))
    stages = Prefetch("opening__stages", Stage.objects.in_order())
    found = Application.objects.filter(pk=pk, candidate__link_key=link_key, candidate__erased_at=None)
    row = found.select_related("candidate", "opening__department", "stage", "conversation")
    if (application := row.prefetch_related(stages).first()) is None:
        raise LinkDead(_("Nothing is kept here any longer. Your data were erased."))
    return application


def data_of(candidate: Candidate) -> dict[str, Any]:
    """Everything that is known of a candidate, for them to take along."""
    rows = candidate.applications.select_related("opening", "stage").prefetch_related(
        "answers", "files", "moves", "offers"
    )
    return {
        "name": candidate.name,
        "email": candidate.email,
        "phone": candidate.phone,
        "language": candidate.language,
        "source": candidate.source,
        "consent": {
            "version": candidate.consent_version,
            "at": _iso(candidate.consented_at),
            "may_keep_for_other_openings": candidate.may_keep,
            "kept_until": _iso(candidate.keep_until),
        },
        "applications": [_application(one) for one in rows.order_by("applied_at")],
        "letters": [_letter(message) for message in _letters_of(candidate)],
    }


def _application(one: Application) -> dict[str, Any]:
    return {
        "opening": one.opening.title,
        "state": one.state,
        "stage": one.stage.name,
        "applied_at": _iso(one.applied_at),
        "answers": [{"question": answer.question, "answer": answer.text} for answer in one.answers.all()],
        "files": [
            {"name": file.name, "kind": file.kind, "added_at": _iso(file.added_at)}
            for file in one.files.all()
        ],
        "referees": [
            {"name": referee.name, "relation": referee.relation, "answered_at": _iso(referee.answered_at)}
            for referee in one.referees.all()
        ],
        "writing_samples": [_sample(one) for one in own_samples(one)],
        "recordings": [_recording(own) for own in own_consents(one)],
        "offers": [
            {
                "pay": offer.pay,
                "start_on": offer.start_on.isoformat(),
                "hours_per_week": str(offer.hours_per_week),
                "answer_by": offer.answer_by.isoformat(),
                "state": offer.state,
                "text": offer.text,
            }
            for offer in one.offers.all()
        ],
        "trial_period": _trial(one),
        "steps": [
            {"stage": move.stage_id, "state": move.state, "at": _iso(move.at)} for move in one.moves.all()
        ],
    }


def _trial(one: Application) -> dict[str, Any] | None:
    """What was agreed in their trial period, what they wrote, and what was decided."""
    trial = Trial.objects.filter(application=one).first()
    if trial is None:
        return None
    decisions = trial.decisions.order_by("at", "pk").values_list("outcome", "at")
    return {
        "began_on": trial.began_on.isoformat(),
        "ends_on": trial.ends_on.isoformat(),
        "state": trial.state,
        "goals": [
            {"day": goal.day, "text": goal.text, "state": goal.state} for goal in trial.goals.in_order()
        ],
        "reviews": [
            {
                "due_on": review.due_on.isoformat(),
                "held_at": _iso(review.held_at),
                "own_words": review.own_words,
                "agreed": review.agreed,
            }
            for review in trial.reviews.in_order()
        ],
        "decisions": [{"outcome": outcome, "at": _iso(at)} for outcome, at in decisions],
    }


def _sample(one: WritingSample) -> dict[str, Any]:
    return {
        "exercise": one.title,
        "text": one.text,
        "sent_after_the_end": one.late_text,
        "minutes": one.whole_minutes,
        "why_more_time": one.extra_reason,
        "begun_at": _iso(one.begun_at),
        "closed_at": _iso(one.closed_at),
    }


def _letters_of(candidate: Candidate) -> list[Message]:
    if candidate.customer_id is None:
        return []
    theirs = Message.objects.filter(
        conversation__customer_id=candidate.customer_id,
        conversation__is_apart=True,
        conversation__side=None,
    )
    return list(theirs.exclude(kind="note").order_by("at", "pk"))


def _letter(message: Message) -> dict[str, Any]:
    return {"from": message.author_name, "at": _iso(message.at), "text": message.text}


def _iso(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


def _recording(own: OwnConsent) -> dict[str, Any]:
    return {
        "stage": own.consent.step.title,
        "consent": own.consent.state,
        "asked_at": _iso(own.consent.asked_at),
        "said_at": _iso(own.consent.said_at),
        "recorded": [{"at": _iso(one.begun_at), "seconds": one.seconds} for one in own.recordings],
    }
