"""Distinct mails for the intake: alternative parts, one in five with a file, two in five from somebody new."""

import random
import shutil
import time
from email.message import EmailMessage
from pathlib import Path

WORDS = [
    "kuhalo",
    "curi",
    "račun",
    "dostava",
    "molim",
    "vas",
    "hvala",
    "narudžba",
    "poklopac",
    "jamstvo",
    "čajnik",
    "боја",
    "рачун",
    "kettle",
    "leaks",
    "invoice",
]


def write_letters(folder: Path, count: int) -> None:
    """Write so many mails as files; new ones each time, so that none is a repeat."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    rng = random.Random(11)
    stamp = time.time_ns()
    for number in range(count):
        letter = EmailMessage()
        sender = (
            f"new{stamp}{number}@example.org"
            if number % 5 < 2
            else f"kupac{number + 1}@example{number + 1}.test"
        )
        letter["From"], letter["To"] = sender, f"in{1 + number % 10}@desk.test"
        letter["Subject"] = " ".join(rng.choices(WORDS, k=5))
        letter["Message-ID"] = f"<{stamp}.{number}@example.org>"
        letter["Date"] = "Sat, 21 Nov 2026 10:00:00 +0100"
        text = " ".join(rng.choices(WORDS, k=60))
        letter.set_content(text)
        letter.add_alternative(f"<html><body><p>{text}</p></body></html>", subtype="html")
        if number % 5 == 0:
            letter.add_attachment(
                rng.randbytes(20_000), maintype="image", subtype="png", filename="photo.png"
            )
        (folder / f"{number:04}.eml").write_bytes(letter.as_bytes())
