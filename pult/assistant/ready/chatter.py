"""Small talk that every house understands; each kind can be rewritten in the browser."""

from typing import Final

from pult.assistant.chatter import Phrases
from pult.assistant.types import Chat
from pult.assistant.wording import words

CHATTER: Final[dict[Chat, Phrases]] = {
    Chat.GREETING: Phrases(
        cues=(
            "hello", "hi", "hey", "good morning", "good day", "good afternoon", "good evening",
            "bok", "bog", "pozdrav", "dobar dan", "dobro jutro", "dobro veče", "dobra večer", "zdravo",
            "ćao", "halo", "poštovani",
        ),
        # By day and by night.
        answer=words(
            "Hello. How can I help you?", "Pozdrav. Kako Vam mogu pomoći?", "Pozdrav. Kako mogu da Vam pomognem?"
        ),
    ),
    Chat.THANKS: Phrases(
        cues=(
            "thanks", "thank you", "thx", "many thanks", "hvala", "hvala lijepa", "hvala lepo", "hvala puno",
            "zahvaljujem", "fala", "hvala Vam",
        ),
        answer=words(
            "You are welcome. Is there anything else?",
            "Nema na čemu. Mogu li Vam još nešto pomoći?",
            "Nema na čemu. Da li mogu još nešto da Vam pomognem?",
        ),
    ),
    Chat.GOODBYE: Phrases(
        cues=("bye", "goodbye", "good night", "see you", "doviđenja", "do viđenja", "laku noć", "prijatno", "adio"),
        answer=words("Goodbye, and write whenever you need us.", "Doviđenja, i javite se kad god zatreba.",
                     "Doviđenja, i javite se kad god zatreba."),
    ),
    Chat.ROBOT: Phrases(
        cues=(
            "*are you a robot", "*are you a bot", "*are you human", "*are you a human", "*are you real",
            "*am I talking to a robot", "*am I talking to a bot", "*jesi li robot", "*jeste li robot", "*jesi li bot",
            "*jeste li bot", "*da li ste robot", "*da li si robot", "*da li ste bot", "*jeste li čovjek",
            "*da li ste čovek", "*jesi li čovjek", "*je li ovo robot", "*da li je ovo robot", "*je li ovo bot",
            "*da li pričam sa robotom", "*razgovaram li s robotom",
        ),
        answer=words(
            "I am a program that looks answers up in what we have published. A person takes over as soon as you ask"
            " for one.",
            "Ja sam program koji odgovore traži u onome što smo objavili. Čim zatražite, preuzima čovjek.",
            "Ja sam program koji odgovore traži u onome što smo objavili. Čim zatražite, preuzima čovek.",
        ),
    ),
    Chat.HUMAN: Phrases(
        cues=(
            "human", "a person", "agent", "operator", "operater", "čovjek", "čovek", "representative", "agenta",
            "*talk to a human", "*talk to a person", "*speak to a human", "*speak to a person", "*speak to someone",
            "*talk to someone", "*talk to an agent", "*speak to an agent", "*real person", "*human please",
            "*person please", "*customer service representative",
            "*razgovarati s čovjekom", "*razgovarati s osobom", "*razgovarati s operaterom", "*pričati s čovjekom",
            "*razgovarati s agentom", "*govoriti s čovjekom", "*pravi čovjek", "*stvarna osoba", "*živa osoba",
            "*razgovaram sa čovekom", "*pričam sa čovekom", "*razgovaram sa operaterom", "*pričam sa operaterom",
            "*razgovaram sa agentom", "*govorim sa čovekom", "*pravi čovek", "*živ čovek", "*živi čovjek",
            "*želim čovjeka", "*hoću čovjeka", "*hoću čoveka", "*želim operatera", "*trebam operatera",
            "*spojite me", "*dajte mi čovjeka", "*dajte mi čoveka", "*dajte mi operatera",
        ),
        answer={},
    ),
}  # fmt: skip
