"""What candidates are asked after an application: anonymous, so that a refusal costs nobody's honesty."""

from django.utils.translation import gettext_lazy as _

from pult.surveys.types import NO, Kind, QuestionType

from .shape import ReadySurvey, agreement, choice, comment, number, words

SURVEY = ReadySurvey(
    key="candidate",
    name=_("Candidates about our hiring"),
    kind=Kind.CANDIDATE,
    title=words(
        "How was applying here?", "Kako je bilo prijaviti se kod nas?", "Kako je bilo prijaviti se kod nas?"
    ),
    intro=words(
        "Your answers are anonymous and have no bearing on any application. They help us to treat the next candidates"
        " better.",
        "Vaši su odgovori anonimni i ne utječu ni na jednu prijavu. Pomažu nam da se prema sljedećim kandidatima"
        " odnosimo bolje.",
        "Vaši odgovori su anonimni i ne utiču ni na jednu prijavu. Pomažu nam da se prema sledećim kandidatima"
        " odnosimo bolje.",
    ),
    thanks=words(
        "Thank you for your time, and all the best.",
        "Hvala Vam na vremenu i sve najbolje.",
        "Hvala Vam na vremenu i sve najbolje.",
    ),
    rules={
        "is_anonymous": True,
        "reminders": 1,
        "reminder_days": 7,
        "rest_days": 180,
        "valid_days": 30,
        "wave_days": 90,
        "segments": ["language"],
    },
    questions=(
        number(
            "overall",
            QuestionType.FACES,
            words(
                "How satisfied are you with how we treated you?",
                "Koliko ste zadovoljni našim odnosom prema Vama?",
                "Koliko ste zadovoljni našim odnosom prema Vama?",
            ),
        ),
        agreement(
            "clear",
            words(
                "I always knew what came next.",
                "U svakom sam trenutku znao ili znala što slijedi.",
                "U svakom trenutku sam znao ili znala šta sledi.",
            ),
        ),
        agreement(
            "fair",
            words(
                "I had a fair chance to show what I can do.",
                "Imao ili imala sam poštenu priliku pokazati što znam.",
                "Imao ili imala sam poštenu priliku da pokažem šta znam.",
            ),
        ),
        agreement(
            "respect",
            words(
                "The people I met were prepared and respectful.",
                "Ljudi s kojima sam razgovarao ili razgovarala bili su pripremljeni i puni poštovanja.",
                "Ljudi s kojima sam razgovarao ili razgovarala bili su pripremljeni i puni poštovanja.",
            ),
        ),
        choice(
            "in-time",
            QuestionType.YES_NO,
            words(
                "Did you get our answers when we had promised them?",
                "Jeste li naše odgovore dobili kad smo ih obećali?",
                "Da li ste naše odgovore dobili kad smo ih obećali?",
            ),
            {},
        ),
        choice(
            "late",
            QuestionType.MULTIPLE,
            words("What came too late?", "Što je kasnilo?", "Šta je kasnilo?"),
            {
                "receipt": words(
                    "Word that my application had come",
                    "Potvrda da je prijava stigla",
                    "Potvrda da je prijava stigla",
                ),
                "date": words("A date for the interview", "Termin razgovora", "Termin razgovora"),
                "decision": words("The decision", "Odluka", "Odluka"),
                "reasons": words("The reasons", "Obrazloženje", "Obrazloženje"),
            },
            depends_on="in-time",
            depends_values=[NO],
        ),
        number(
            "recommend",
            QuestionType.NPS,
            words(
                "How likely are you to recommend applying here to a friend?",
                "Kolika je vjerojatnost da biste prijatelju preporučili da se prijavi kod nas?",
                "Kolika je verovatnoća da biste prijatelju preporučili da se prijavi kod nas?",
            ),
            low_label=words("Not at all likely", "Nimalo vjerojatno", "Nimalo verovatno"),
            high_label=words("Very likely", "Vrlo vjerojatno", "Veoma verovatno"),
        ),
        comment(
            "better",
            words(
                "What should we do better?",
                "Što bismo trebali raditi bolje?",
                "Šta bi trebalo da radimo bolje?",
            ),
        ),
    ),
)
