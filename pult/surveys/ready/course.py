"""What people are asked after a course."""

from django.utils.translation import gettext_lazy as _

from pult.surveys.types import Kind, QuestionType

from .shape import ReadySurvey, agreement, comment, number, words

SURVEY = ReadySurvey(
    key="course",
    name=_("Feedback on a course"),
    kind=Kind.COURSE,
    title=words("How was the course?", "Kakav je bio tečaj?", "Kakav je bio kurs?"),
    thanks=words(
        "Thank you. Whoever teaches this course will read it.",
        "Hvala Vam. Pročitat će to onaj tko vodi ovaj tečaj.",
        "Hvala Vam. Pročitaće to onaj ko vodi ovaj kurs.",
    ),
    rules={"is_anonymous": True, "reminders": 1, "reminder_days": 3, "valid_days": 21, "wave_days": 90},
    questions=(
        number(
            "overall",
            QuestionType.FACES,
            words(
                "How satisfied are you with the course?",
                "Koliko ste zadovoljni tečajem?",
                "Koliko ste zadovoljni kursom?",
            ),
        ),
        agreement(
            "use",
            words(
                "I can use what I learned in my next conversations.",
                "Naučeno mogu primijeniti već u sljedećim razgovorima.",
                "Naučeno mogu da primenim već u sledećim razgovorima.",
            ),
        ),
        agreement(
            "pace",
            words(
                "The pace was right for me.",
                "Tempo mi je odgovarao.",
                "Tempo mi je odgovarao.",
            ),
        ),
        agreement(
            "practice",
            words(
                "There was enough to try out by myself.",
                "Bilo je dovoljno prilika da sve isprobam.",
                "Bilo je dovoljno prilika da sve isprobam.",
            ),
        ),
        comment(
            "missing",
            words("What was missing?", "Što je nedostajalo?", "Šta je nedostajalo?"),
        ),
    ),
)
