"""The canned replies of Kettle & Co.: what its people say every day, in English, Croatian and Serbian."""

from datetime import datetime

from pult.conversations import operations as conversations
from pult.conversations.models import CannedReply
from pult.foundation.actors import SYSTEM

REPLIES = (
    (
        "Greeting",
        "hi",
        "Hello {{ customer.first_name }}, this is {{ agent.first_name }}. How can I help?",
        "Dobar dan {{ customer.first_name }}, ovdje {{ agent.first_name }}. Kako vam mogu pomoći?",
        "Dobar dan {{ customer.first_name }}, ovde {{ agent.first_name }}. Kako mogu da vam pomognem?",
    ),
    (
        "One moment",
        "moment",
        "One moment, please. I am looking it up for you.",
        "Samo trenutak, molim. Provjeravam za vas.",
        "Samo trenutak, molim. Proveravam za vas.",
    ),
    (
        "Order number",
        "order",
        "Could you tell me the order number? It stands in the confirmation that we mailed you.",
        "Možete li mi reći broj narudžbe? Nalazi se u potvrdi koju smo vam poslali.",
        "Možete li mi reći broj porudžbine? Nalazi se u potvrdi koju smo vam poslali.",
    ),
    (
        "Descaling",
        "scale",
        "Boil half a kettle of water with a spoonful of citric acid, wait twenty minutes, rinse twice.",
        "Prokuhajte pola kuhala vode sa žlicom limunske kiseline, pričekajte dvadeset minuta i dvaput isperite.",
        "Prokuvajte pola kuvala vode sa kašikom limunske kiseline, sačekajte dvadeset minuta i dvaput isperite.",
    ),
    (
        "Leaking kettle",
        "leak",
        "I am sorry, {{ customer.first_name }}. Please unplug the kettle; we send you a new one today.",
        "Žao mi je, {{ customer.first_name }}. Isključite kuhalo iz struje; novo vam šaljemo danas.",
        "Žao mi je, {{ customer.first_name }}. Isključite kuvalo iz struje; novo vam šaljemo danas.",
    ),
    (
        "Return",
        "return",
        "You can return it within 14 days. The label comes by mail; the parcel shop takes it without any payment.",
        "Možete ga vratiti u roku od 14 dana. Naljepnica stiže poštom; paketomat prima pošiljku bez plaćanja.",
        "Možete da ga vratite u roku od 14 dana. Nalepnica stiže poštom; paketomat prima pošiljku bez plaćanja.",
    ),
    (
        "Warranty",
        "warranty",
        "The warranty lasts for two years from the day of purchase. The receipt or the order number is enough.",
        "Jamstvo traje dvije godine od dana kupnje. Dovoljan je račun ili broj narudžbe.",
        "Garancija traje dve godine od dana kupovine. Dovoljan je račun ili broj porudžbine.",
    ),
    (
        "Goodbye",
        "bye",
        "Thank you for writing, {{ customer.first_name }}. Have a good day! {{ agent.first_name }}",
        "Hvala što ste nam pisali, {{ customer.first_name }}. Ugodan dan! {{ agent.first_name }}",
        "Hvala što ste nam pisali, {{ customer.first_name }}. Prijatan dan! {{ agent.first_name }}",
    ),
)


def write_canned_replies(*, now: datetime) -> None:
    """For everybody, each under one name."""
    if CannedReply.objects.exists():
        return
    for name, shortcut, english, croatian, serbian in REPLIES:
        conversations.save_canned_reply(
            CannedReply(),
            name=name,
            shortcut=shortcut,
            texts={"en": english, "hr": croatian, "sr-latn": serbian},
            by=SYSTEM,
            at=now,
        )
