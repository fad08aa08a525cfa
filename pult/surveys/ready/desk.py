"""What the desk asks after a conversation: satisfaction, effort, or recommendation."""

from django.utils.translation import gettext_lazy as _

from pult.surveys.types import Kind, QuestionType

from .shape import ReadySurvey, comment, number, words

TITLE = words("How did we do?", "Kako smo Vam pomogli?", "Kako smo Vam pomogli?")
THANKS = words(
    "Thank you. Your answer goes to the people who helped you.",
    "Hvala Vam. Vaš odgovor dobivaju ljudi koji su Vam pomogli.",
    "Hvala Vam. Vaš odgovor dobijaju ljudi koji su Vam pomogli.",
)
COMMENT = comment(
    "comment", words("What should we know?", "Što bismo trebali znati?", "Šta bi trebalo da znamo?")
)

CSAT = ReadySurvey(
    key="desk-csat",
    name=_("Satisfaction after a conversation"),
    kind=Kind.CSAT,
    title=TITLE,
    thanks=THANKS,
    rules={"is_quick": True},
    questions=(
        number(
            "rating",
            QuestionType.FACES,
            words(
                "How satisfied are you with our help?",
                "Koliko ste zadovoljni našom pomoći?",
                "Koliko ste zadovoljni našom pomoći?",
            ),
        ),
        COMMENT,
    ),
)
CES = ReadySurvey(
    key="desk-ces",
    name=_("Effort after a conversation"),
    kind=Kind.CES,
    title=TITLE,
    thanks=THANKS,
    rules={"is_quick": True},
    questions=(
        number(
            "effort",
            QuestionType.CES,
            words(
                "We made it easy for you to get your matter settled. How far do you agree?",
                "Olakšali smo Vam rješavanje Vašeg upita. Koliko se slažete?",
                "Olakšali smo Vam rešavanje Vašeg upita. Koliko se slažete?",
            ),
            low_label=words("Strongly disagree", "Uopće se ne slažem", "Uopšte se ne slažem"),
            high_label=words("Strongly agree", "U potpunosti se slažem", "U potpunosti se slažem"),
        ),
        COMMENT,
    ),
)
NPS = ReadySurvey(
    key="desk-nps",
    name=_("Recommendation after a conversation"),
    kind=Kind.NPS,
    title=TITLE,
    thanks=THANKS,
    rules={"is_quick": True},
    questions=(
        number(
            "recommend",
            QuestionType.NPS,
            words(
                "How likely are you to recommend us to a friend or a colleague?",
                "Kolika je vjerojatnost da biste nas preporučili prijatelju ili kolegi?",
                "Kolika je verovatnoća da biste nas preporučili prijatelju ili kolegi?",
            ),
            low_label=words("Not at all likely", "Nimalo vjerojatno", "Nimalo verovatno"),
            high_label=words("Very likely", "Vrlo vjerojatno", "Veoma verovatno"),
        ),
        COMMENT,
    ),
)
SURVEYS = (CSAT, CES, NPS)
