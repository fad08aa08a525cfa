"""The sentences that the bot says by itself, whatever flow it plays."""

from typing import Final

from pult.assistant.wording import words

QUESTION: Final = words("What is your question?", "Koje je Vaše pitanje?", "Koje je Vaše pitanje?")
HELPED: Final = words("Did this help?", "Je li Vam ovo pomoglo?", "Da li Vam je ovo pomoglo?")
YES: Final = words("Yes, thank you", "Da, hvala", "Da, hvala")
NO: Final = words("No", "Ne", "Ne")
PERSON: Final = words("Talk to a person", "Razgovor s osobom", "Razgovor sa osobom")
AGAIN: Final = words(
    "I have not found a sure answer. Could you say it in other words?",
    "Nisam našao siguran odgovor. Možete li to reći drugim riječima?",
    "Nisam našao siguran odgovor. Možete li to da kažete drugim rečima?",
)
CHOOSE: Final = words(
    "Please choose one of these.", "Odaberite jedno od ponuđenog.", "Izaberite jedno od ponuđenog."
)
NO_ADDRESS: Final = words(
    "That does not look like an e-mail address. Could you write it again?",
    "To ne izgleda kao adresa e-pošte. Možete li je napisati ponovno?",
    "To ne izgleda kao adresa e-pošte. Možete li ponovo da je napišete?",
)
NO_NUMBER: Final = words(
    "I have found no number in that. Could you write it again?",
    "U tome nisam našao broj. Možete li ga napisati ponovno?",
    "U tome nisam našao broj. Možete li ponovo da ga napišete?",
)
ADDRESS: Final = words(
    "To which e-mail address may we answer?",
    "Na koju adresu e-pošte Vam možemo odgovoriti?",
    "Na koju adresu e-pošte možemo da Vam odgovorimo?",
)
HERE: Final = words(
    "I am handing you over to a colleague, who can read what we have said so far.",
    "Predajem Vas kolegi, koji može pročitati sve što smo dosad rekli.",
    "Predajem Vas kolegi, koji može da pročita sve što smo do sada rekli.",
)
NOBODY: Final = words(
    "All colleagues are away at the moment. Everything you have written is kept; they will answer as soon as they are"
    " back.",
    "Trenutačno nema slobodnih kolega. Sve što ste napisali ostaje zapisano; javit će se čim se vrate.",
    "Trenutno nema slobodnih kolega. Sve što ste napisali ostaje zapisano; javiće se čim se vrate.",
)
CLOSED: Final = words(
    "We are closed at the moment and open again: %(opens)s. Everything you have written is kept, and a colleague will"
    " answer then.",
    "Trenutačno ne radimo; ponovno radimo: %(opens)s. Sve što ste napisali ostaje zapisano, a kolega će se tada"
    " javiti.",
    "Trenutno ne radimo; ponovo radimo: %(opens)s. Sve što ste napisali ostaje zapisano, a kolega će se tada javiti.",
)
MORE: Final = words(
    "You can add anything that we should know here.",
    "Ovdje možete dopisati sve što bismo trebali znati.",
    "Ovde možete da dopišete sve što bi trebalo da znamo.",
)
