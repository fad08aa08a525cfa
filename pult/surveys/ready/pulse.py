"""The pulse of the team: short, anonymous, repeated."""

from django.utils.translation import gettext_lazy as _

from pult.surveys.types import Kind, QuestionType

from .shape import ReadySurvey, agreement, comment, number, words

SURVEY = ReadySurvey(
    key="team-pulse",
    name=_("Team pulse"),
    kind=Kind.PULSE,
    title=words("How are you at work?", "Kako Vam je na poslu?", "Kako Vam je na poslu?"),
    intro=words(
        "Ten short questions, three minutes. It is anonymous: your answers are kept without your name, and nothing is"
        " shown of fewer than five people. Comments are shown from ten people on; write nothing in them that only you"
        " could know.",
        "Deset kratkih pitanja, tri minute. Anketa je anonimna: Vaši se odgovori čuvaju bez imena i ništa se ne"
        " prikazuje za manje od pet osoba. Komentari se prikazuju tek od deset osoba; nemojte u njima pisati ono po"
        " čemu bi Vas se moglo prepoznati.",
        "Deset kratkih pitanja, tri minuta. Anketa je anonimna: Vaši odgovori se čuvaju bez imena i ništa se ne"
        " prikazuje za manje od pet osoba. Komentari se prikazuju tek od deset osoba; nemojte u njima pisati ono po"
        " čemu biste mogli biti prepoznati.",
    ),
    thanks=words(
        "Thank you. You will see the outcome together with everybody else once this round is closed.",
        "Hvala Vam. Ishod ćete vidjeti zajedno sa svima ostalima kad se ovaj krug zatvori.",
        "Hvala Vam. Ishod ćete videti zajedno sa svima ostalima kad se ovaj krug zatvori.",
    ),
    rules={"is_anonymous": True, "reminders": 1, "reminder_days": 5, "valid_days": 14, "wave_days": 14},
    questions=(
        agreement(
            "load",
            words(
                "My workload lets me do good work.",
                "Količina posla dopušta mi da radim kvalitetno.",
                "Količina posla mi dozvoljava da radim kvalitetno.",
            ),
        ),
        agreement(
            "clarity",
            words(
                "I know what is expected of me.",
                "Znam što se od mene očekuje.",
                "Znam šta se od mene očekuje.",
            ),
        ),
        agreement(
            "tools",
            words(
                "I have the tools and the knowledge that I need to help customers.",
                "Imam alate i znanje koji su mi potrebni da pomognem korisnicima.",
                "Imam alate i znanje koji su mi potrebni da pomognem korisnicima.",
            ),
        ),
        agreement(
            "support",
            words(
                "When I need help, I get it quickly.",
                "Kad mi zatreba pomoć, brzo je dobijem.",
                "Kad mi zatreba pomoć, brzo je dobijem.",
            ),
        ),
        agreement(
            "voice",
            words(
                "I can say openly what I think.",
                "Mogu otvoreno reći što mislim.",
                "Mogu otvoreno da kažem šta mislim.",
            ),
        ),
        agreement(
            "fairness",
            words(
                "Work and recognition are shared out fairly.",
                "Posao i priznanja raspodjeljuju se pravedno.",
                "Posao i priznanja se raspodeljuju pravedno.",
            ),
        ),
        agreement(
            "growth",
            words(
                "I am learning something that will be of use to me.",
                "Učim nešto što će mi koristiti.",
                "Učim nešto što će mi koristiti.",
            ),
        ),
        agreement(
            "rest",
            words(
                "After work I have strength left for my own life.",
                "Nakon posla ostaje mi snage za vlastiti život.",
                "Posle posla mi ostaje snage za sopstveni život.",
            ),
        ),
        number(
            "recommend",
            QuestionType.NPS,
            words(
                "How likely are you to recommend this department to a friend as a place to work?",
                "Kolika je vjerojatnost da biste ovaj odjel preporučili prijatelju kao mjesto za rad?",
                "Kolika je verovatnoća da biste ovo odeljenje preporučili prijatelju kao mesto za rad?",
            ),
            low_label=words("Not at all likely", "Nimalo vjerojatno", "Nimalo verovatno"),
            high_label=words("Very likely", "Vrlo vjerojatno", "Veoma verovatno"),
        ),
        comment(
            "change",
            words(
                "What is the one thing that we should change?",
                "Koju bismo jednu stvar trebali promijeniti?",
                "Koju bi jednu stvar trebalo da promenimo?",
            ),
        ),
    ),
)
