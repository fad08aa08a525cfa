"""Ratings become answers of the survey that asks for them: in batches, each whole; what was moved is not moved twice."""

import uuid
from datetime import timedelta

from django.db import migrations, transaction

BATCH = 1000
QUESTION = {
    "en": "How satisfied are you with our help?",
    "hr": "Koliko ste zadovoljni našom pomoći?",
    "sr-latn": "Koliko ste zadovoljni našom pomoći?",
}
COMMENT = {"en": "What should we know?", "hr": "Što bismo trebali znati?", "sr-latn": "Šta bi trebalo da znamo?"}
TITLE = {"en": "How did we do?", "hr": "Kako smo Vam pomogli?", "sr-latn": "Kako smo Vam pomogli?"}
THANKS = {
    "en": "Thank you. Your answer goes to the people who helped you.",
    "hr": "Hvala Vam. Vaš odgovor dobivaju ljudi koji su Vam pomogli.",
    "sr-latn": "Hvala Vam. Vaš odgovor dobijaju ljudi koji su Vam pomogli.",
}
RENAME_FACTS = """
    UPDATE metrics_fact fact
       SET key = 'answer:' || rating.invitation_id || ':' || split_part(fact.key, ':', 3)
      FROM feedback_rating rating
     WHERE fact.metric = 'feedback.csat' AND fact.key LIKE 'rating:%%'
       AND split_part(fact.key, ':', 2) = rating.id::text
"""


def move(apps, schema_editor):
    """Invitations that went out, and what was answered to them."""
    Asked, Settings = apps.get_model("feedback", "Asked"), apps.get_model("feedback", "FeedbackSettings")
    sent = Asked.objects.filter(state="sent").order_by("pk")
    settings = Settings.objects.filter(pk=1).first()
    if settings is None and not sent.exists():
        return
    with transaction.atomic():
        survey = survey_of(apps, settings)
    last = 0
    while batch := list(sent.filter(pk__gt=last)[:BATCH]):
        with transaction.atomic():
            move_batch(apps, survey, batch)
        last = batch[-1].pk
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(RENAME_FACTS)


def survey_of(apps, settings):
    """The survey that asks for satisfaction after a conversation, as it is taken into use from now on."""
    rules = {"valid_days": settings.valid_days, "change_days": settings.change_days} if settings else {}
    survey, is_new = apps.get_model("surveys", "Survey").objects.get_or_create(
        key="desk-csat",
        defaults={"name": "Satisfaction after a conversation", "kind": "csat", "is_quick": True, **rules},
    )
    if not is_new:
        return survey
    version = apps.get_model("surveys", "Version").objects.create(
        survey=survey, number=1, title=TITLE, thanks=THANKS, published_at="2026-01-01T00:00:00Z"
    )
    Question = apps.get_model("surveys", "Question")
    Question.objects.create(
        version=version, key="rating", position=1, type="faces", text=QUESTION, low=1, high=5, is_required=True
    )
    Question.objects.create(version=version, key="comment", position=2, type="long", text=COMMENT)
    survey.live = version
    survey.save(update_fields=["live"])
    return survey


def move_batch(apps, survey, batch):
    """Some invitations with their answers."""
    Invitation, Response = apps.get_model("surveys", "Invitation"), apps.get_model("surveys", "Response")
    subjects = {f"conversation:{asked.conversation_id}": asked for asked in batch}
    there = set(Invitation.objects.filter(about__in=subjects).values_list("about", flat=True))
    moving = {subject: asked for subject, asked in subjects.items() if subject not in there}
    ratings = {
        rating.invitation_id: rating
        for rating in apps.get_model("feedback", "Rating").objects.filter(
            invitation__in=[asked.pk for asked in moving.values()]
        )
    }
    invitations = Invitation.objects.bulk_create(
        Invitation(
            survey=survey, version_id=survey.live_id, address=asked.address, language=asked.language,
            about=subject, segments={"department": str(asked.department_id)},
            state="answered" if asked.pk in ratings else "sent", due_at=asked.due_at, sent_at=asked.sent_at,
            expires_at=asked.sent_at + timedelta(days=survey.valid_days),
        )
        for subject, asked in moving.items()
    )  # fmt: skip
    answered = [
        (invitation, ratings[asked.pk])
        for invitation, asked in zip(invitations, moving.values(), strict=True)
        if asked.pk in ratings
    ]
    responses = Response.objects.bulk_create(
        Response(
            pk=uuid.uuid4(), survey=survey, version_id=survey.live_id, invitation=invitation,
            about=invitation.about, segments={**invitation.segments, "language": rating.language},
            given_at=rating.given_at, changed_at=rating.changed_at, revision=rating.revision,
        )
        for invitation, rating in answered
    )  # fmt: skip
    write_answers(apps, survey, list(zip(responses, [rating for _, rating in answered], strict=True)))


def write_answers(apps, survey, pairs):
    """The score and the comment of each rating."""
    Answer, Question = apps.get_model("surveys", "Answer"), apps.get_model("surveys", "Question")
    questions = {question.key: question for question in Question.objects.filter(version_id=survey.live_id)}
    scores = [
        Answer(response=response, question=questions["rating"], value=rating.score)
        for response, rating in pairs
    ]
    words = [
        Answer(response=response, question=questions["comment"], text=rating.comment)
        for response, rating in pairs
        if rating.comment
    ]
    Answer.objects.bulk_create([*scores, *words])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("feedback", "0002_asked")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop, elidable=False)]
