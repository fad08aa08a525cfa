"""Writes four hundred articles into the installation that the environment names, and prints their numbers once each."""

import random
import sys

import django

TEXT = """kuhalo poklopac kamenac grijač kabel postolje jamstvo račun dostava povrat filtar ručka gumb prekidač voda
para brtva narudžba paket kurir otok plaćanje kartica popust boja zamjena popravak servis čišćenje ocat limun
temperatura šum miris plastika čelik staklo oznaka razina sigurnost osigurač utičnica napon adapter putovanje hotel ured
kuhinja poklon kutija naljepnica skladište boca čaj kava filtriranje tvrdoća otapanje ispiranje sušenje žarulja zvuk
alarm"""
WORDS = TEXT.split()
SAID = (
    "Najprije provjerite {} i {}, pa tek onda {}.",
    "Ako {} ne radi, razlog je najčešće {} ili {}.",
    "Za {} trebate broj koji stoji uz {}, i {} pri ruci.",
    "Kada zamijenite {}, isperite {} i pričekajte da se {} ohladi.",
    "Pazite: {} ne smije dodirivati {}, a {} mora biti suho.",
)
SECTIONS = ("Što trebate", "Korak po korak", "Kada ne pomaže")


def body(dice: random.Random) -> str:
    """An article of three sections."""
    parts = []
    for section in SECTIONS:
        lines = [dice.choice(SAID).format(*dice.sample(WORDS, 3)) for _ in range(6)]
        parts.append(f"## {section}\n\n" + "\n\n".join(lines))
    return "\n\n".join(parts)


def main(count: int) -> None:
    """Write what is not there yet."""
    django.setup()
    from pult.foundation.actors import SYSTEM
    from pult.knowledge import operations as knowledge
    from pult.knowledge.models import Translation
    from pult.knowledge.types import Audience, DocumentKind

    dice = random.Random(11)
    there = Translation.objects.exclude(published=None).filter(language="hr").count()
    for number in range(there, count):
        first, second = dice.sample(WORDS, 2)
        made = knowledge.write(
            f"{first.capitalize()} i {second} {number}",
            kind=DocumentKind.ARTICLE,
            audience=Audience.PUBLIC,
            language="hr",
            body=body(dice),
            by=SYSTEM,
        )
        knowledge.publish(made, by=SYSTEM)
    numbers = Translation.objects.exclude(published=None).filter(language="hr").order_by("pk")
    for translation in numbers.select_related("document"):
        print(f"{translation.document_id}-{translation.slug}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
