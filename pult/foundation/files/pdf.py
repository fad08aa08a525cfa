"""The text of a PDF, read in a process of its own: strangers send them, and reading one may take for ever.

`python -m pult.foundation.files.pdf` reads a PDF from its input and writes the text, as long as time and memory last.
"""

import io
import re
import subprocess
import sys
import unicodedata

SECONDS = 20
MEMORY = 1024 * 1024 * 1024
MOST_PAGES = 40
MOST_LETTERS = 60_000
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[^\W\d_A-ZČĆĐŠŽ])")
_SPACES = re.compile(r"[ \t\u00a0]+")


def text_of_pdf(content: bytes) -> str | None:
    """What a PDF says, line by line; None where it says nothing, such as a scan, or takes too much to be read."""
    command = [sys.executable, "-m", "pult.foundation.files.pdf"]
    try:
        # Nothing of our own surroundings: no secret is there to be read.
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=SECONDS, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    text = tidy(done.stdout.decode("utf-8", errors="replace"))
    return text if done.returncode == 0 and text else None


def tidy(text: str) -> str:
    """Words as they were written: put together where a line broke them, without the spaces that only place them."""
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(LIGATURES))
    lines = (_SPACES.sub(" ", line).strip() for line in _BROKEN_WORD.sub("", whole).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:MOST_LETTERS]


def main() -> None:
    """Read within bounds; whatever goes wrong ends this process and nothing else."""
    _bound()
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
    length = 0
    for page in reader.pages[:MOST_PAGES]:
        text = page.extract_text()
        length += len(text)
        sys.stdout.buffer.write(text.encode("utf-8", errors="replace") + b"\n\n")
        if length > MOST_LETTERS:
            break


def _bound() -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":
    main()
