"""The guard of words: everything that people read is said in every language, the same way everywhere."""

import contextlib
import io

from tools import messages


def test_every_word_is_translated_and_up_to_date():
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        messages.check([])
    assert said.getvalue().splitlines() == []
