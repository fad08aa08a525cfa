"""What a recording is comes from its bytes, and what only begins like one is none."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.files.sounds import matroska, sound_of

from . import noises


@pytest.mark.parametrize(
    ("content", "kind", "seconds"),
    [
        (noises.wav(1.5), "audio/wav", 1.5),
        (noises.mp3(), "audio/mpeg", 40 * 1152 / 44_100),
        (noises.mp3(tag=b"title" * 30), "audio/mpeg", 40 * 1152 / 44_100),
        (noises.ogg(), "audio/ogg", 2.0),
        (noises.webm(), "audio/webm", 5.9),
        (noises.m4a(), "audio/mp4", 3.0),
    ],
)
def test_a_recording_is_known_and_how_long_it_lasts(content: bytes, kind: str, seconds: float):
    sound = sound_of(io.BytesIO(content))
    assert sound is not None
    assert sound.kind == kind
    assert sound.seconds == pytest.approx(seconds, abs=0.01)


PAGE = b"<html><script>alert(1)</script></html>" * 40


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"#!/bin/sh\nrm -rf /\n",
        PAGE,
        b"ID3" + PAGE,
        b"ID3\x04\x00\x00\x00\x00\x00\x10" + PAGE,
        b"\xff\xfb\x90\x00" + PAGE,
        b"RIFF\x24\x00\x00\x00WAVE" + PAGE,
        b"OggS" + PAGE,
        b"\x00\x00\x00\x18ftypM4A " + PAGE,
        b"\x1a\x45\xdf\xa3\x84webm" + PAGE,
        noises.webm(codec=b"V_VP9", kind=1),
        noises.m4a(kind=b"vide"),
        noises.wav()[:30],
    ],
)
def test_what_only_begins_like_a_recording_is_none(content: bytes):
    assert sound_of(io.BytesIO(content)) is None


MADE = [noises.wav(0.2), noises.mp3(6), noises.ogg(), noises.webm(2), noises.m4a()]


@given(st.sampled_from(MADE), st.data())
def test_damage_makes_nobody_stumble(content: bytes, data: st.DataObject):
    at = data.draw(st.integers(0, len(content) - 1))
    damaged = content[:at] + data.draw(st.binary(max_size=12)) + content[at + data.draw(st.integers(0, 9)) :]
    sound_of(io.BytesIO(damaged))
    matroska.mended(damaged)


@given(st.sampled_from(list(range(0, 900, 7))))
def test_a_recording_that_was_cut_off_keeps_what_came_before(cut: int):
    mended = matroska.mended(noises.webm(cut=cut))
    sound = sound_of(io.BytesIO(mended))
    assert sound is not None
    assert 2.5 < sound.seconds < 6


def test_a_browsers_recording_gets_a_length_and_an_index_and_loses_nothing():
    before, after = noises.webm(), matroska.mended(noises.webm())
    film, again = matroska._read(before), matroska._read(after)
    assert film is not None
    assert again is not None
    assert again.ticks == film.ticks == 5900
    assert dict(again.info)[matroska.DURATION]
    assert [len(one.parts) for one in again.pieces] == [10] * 6
    assert matroska.mended(after) == after
    segment = matroska._element(after, matroska._element(after, 0, len(after)).end, len(after))
    index = next(one for one in matroska._top(after, segment) if one.name == matroska.CUES)
    places = [int.from_bytes(part[-8:]) for part in after[index.start : index.end].split(b"\xbb\x01")[1:]]
    clusters = [one for one in matroska._top(after, segment) if one.name == matroska.CLUSTER]
    assert [segment.start + place for place in places] == [one.start - 12 for one in clusters]
