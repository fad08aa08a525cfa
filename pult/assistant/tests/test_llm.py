"""The port to a language model, over real HTTP on this machine: answers in every shape, and every way to fail."""

import time

import pytest
from django.core.exceptions import ValidationError
from pydantic import BaseModel

from pult.assistant.llm import Ask, Endpoint, Failure, ModelFailed, Rung, climb, model_at
from pult.assistant.llm.addresses import check
from pult.assistant.llm.reasons import seconds_of

from .model_server import Reply, refused


class Word(BaseModel):
    """What is asked for here."""

    word: str


GOOD = Reply(says={"word": "kettle"})
SUM = Reply(says={"total": 5, "words": ["two", "three"]})


def ask_of(server, rung=Rung.JSON_SCHEMA, *, address="", key="sk-1", seconds=5.0):
    endpoint = Endpoint(address=address or server.address, key=key, model="small", rung=rung)
    return model_at(endpoint).ask(
        Ask(instructions="Say a word.", material="{}", shape=Word, most_tokens=50, seconds=seconds)
    )


def failure_of(server, **how):
    with pytest.raises(ModelFailed) as caught:
        ask_of(server, **how)
    return caught.value


@pytest.mark.parametrize("rung", Rung)
def test_every_rung_brings_the_answer(server, rung):
    server.plays(GOOD)
    told = ask_of(server, rung)
    assert (told.value, told.tokens_in, told.tokens_out, told.is_counted) == (
        Word(word="kettle"),
        120,
        30,
        True,
    )
    sent = server.requests[0]
    assert server.headers[0]["authorization"] == "Bearer sk-1"
    assert server.paths == ["/v1/chat/completions"]
    assert (sent["model"], sent["max_tokens"], sent.get("stream", False)) == ("small", 50, False)
    form = sent.get("response_format", {})
    match rung:
        case Rung.JSON_SCHEMA:
            assert form["type"] == "json_schema"
            assert form["json_schema"]["strict"] is True
        case Rung.JSON_OBJECT:
            assert form["type"] == "json_object"
            assert form["schema"]["required"] == ["word"]
        case Rung.TOOL:
            assert sent["tools"][0]["function"]["name"] == "answer"
            assert form == {}
        case Rung.PROMPTED:
            assert form == {}
            assert '"word"' in server.instructions()


@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        (refused(401, "Incorrect API key", "invalid_api_key"), Failure.WRONG_KEY),
        (refused(403, "Not for you"), Failure.FORBIDDEN),
        (refused(404, "The model `small` does not exist", "model_not_found"), Failure.UNKNOWN_MODEL),
        (Reply(status=404, body="<h1>Not found</h1>", kind="text/html"), Failure.WRONG_ADDRESS),
        (Reply(status=302, body="", headers={"Location": "http://127.0.0.1:1/"}), Failure.REDIRECT),
        (refused(400, "response_format is not supported"), Failure.REJECTED),
        (refused(429, "Too many", Retry_After="7"), Failure.BUSY),
        (refused(500, "Oops"), Failure.BROKEN),
        (Reply(status=503, body="down", kind="text/plain"), Failure.BROKEN),
        (Reply(body="<html><body>Welcome</body></html>", kind="text/html"), Failure.NOT_JSON),
        (Reply(body="{not json", kind="application/json"), Failure.NOT_JSON),
        (Reply(body={"hello": "world"}), Failure.NOT_JSON),
        (Reply(says={"ward": "kettle"}), Failure.WRONG_SHAPE),
        (Reply(says="I would rather talk."), Failure.WRONG_SHAPE),
        (Reply(says='{"word": "kett', finish="length"), Failure.TOO_LONG),
        (Reply(refusal="I cannot help with that."), Failure.REFUSED),
        (Reply(says={"word": "kettle"}, is_cut=True), Failure.CUT),
        (Reply(says={"word": "kettle"}, endless=True), Failure.TOO_LONG),
    ],
    ids=lambda one: str(one) if isinstance(one, Failure) else "",
)  # fmt: skip
def test_every_failure_has_its_name(server, reply, failure):
    server.plays(reply)
    assert failure_of(server).failure == failure


def test_a_busy_endpoint_says_how_long_to_wait(server):
    server.plays(refused(429, "Too many", Retry_After="7"))
    assert failure_of(server).retry_after == 7.0
    assert len(server.requests) == 1
    assert seconds_of("Sun, 06 Nov 1994 08:49:37 GMT") == 0.0
    assert seconds_of("soon") is None


def test_a_slow_model_is_not_waited_for(server):
    server.plays(Reply(says={"word": "kettle"}, seconds=30))
    before = time.monotonic()
    assert failure_of(server, seconds=0.3).failure == Failure.TOO_SLOW
    assert time.monotonic() - before < 25


def test_nobody_at_the_address(server):
    address = server.address
    server.close()
    assert failure_of(server, address=address).failure == Failure.UNREACHABLE


def test_a_redirect_is_never_followed(server):
    server.plays(Reply(status=307, body="", headers={"Location": server.address + "/elsewhere"}), GOOD)
    assert failure_of(server).failure == Failure.REDIRECT
    assert len(server.requests) == 1


def test_an_answer_in_the_wrong_shape_is_mended(server):
    server.plays(Reply(says="word: kettle"), Reply(says={"ward": "kettle"}), GOOD)
    assert ask_of(server, Rung.PROMPTED).requests == 3
    assert len(server.requests) == 3


def test_json_in_a_fence_is_json(server):
    server.plays(Reply(says='```json\n{"word": "kettle"}\n```'))
    assert ask_of(server, Rung.PROMPTED).value == Word(word="kettle")


def test_without_figures_the_tokens_are_estimated(server):
    server.plays(Reply(says={"word": "kettle"}, usage=None))
    told = ask_of(server)
    assert not told.is_counted
    assert told.tokens_in > 0


def test_what_failed_has_its_price_too(server):
    server.plays(Reply(says="no"))
    failed = failure_of(server)
    assert (failed.tokens_in, failed.tokens_out) == (240, 60)


def test_no_key_is_no_secret(server):
    server.plays(GOOD)
    ask_of(server, key="")
    assert server.headers[0]["authorization"] == "Bearer none"


# The ladder


def test_the_ladder_stops_at_the_first_rung_that_holds(server):
    def moody(request):
        form = request.get("response_format", {}).get("type")
        return refused(500, "no schemas here") if form == "json_schema" else SUM

    server.plays(moody)
    probe = climb(model_at(Endpoint(address=server.address, key="", model="small")))
    assert probe.rung == Rung.JSON_OBJECT
    assert [(one.rung, one.failure) for one in probe.tried] == [
        (Rung.JSON_SCHEMA, Failure.BROKEN),
        (Rung.JSON_OBJECT, None),
    ]


def test_the_last_rung_is_asking_in_words(server):
    def stubborn(request):
        if request.get("response_format") or request.get("tools"):
            return refused(400, "Unsupported")
        return Reply(says="Sure! " + '{"total": 5, "words": ["two", "three"]}')

    server.plays(stubborn)
    assert climb(model_at(Endpoint(address=server.address, key="", model="small"))).rung == Rung.PROMPTED


def test_a_wrong_key_ends_the_ladder_at_once(server):
    server.plays(refused(401, "No"))
    probe = climb(model_at(Endpoint(address=server.address, key="", model="small")))
    assert (probe.rung, probe.failure, len(server.requests)) == (None, Failure.WRONG_KEY, 1)


# Addresses


@pytest.mark.parametrize(
    "address",
    [
        "https://models.example.com/v1",
        "http://localhost:11434/v1",
        "http://127.0.0.1:8080/v1",
        "http://[::1]:8080/v1",
        "http://192.168.1.20:8000/v1",
        "http://models.lan/v1",
        "http://ollama:11434/v1",
    ],
)
def test_addresses_that_may_be_called(address):
    check(address)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://models.example.com",
        "models.example.com/v1",
        "https://user:secret@models.example.com/v1",
        "https://models.example.com/v1?key=secret",
        "http://models.example.com/v1",
        "http://8.8.8.8/v1",
        "http://169.254.169.254/latest",
        "https://[fe80::1]/v1",
        "https://[::ffff:169.254.169.254]/v1",
        "http://0.0.0.0:80/v1",
        "https://224.0.0.1/",
        "https://host:99999/v1",
    ],
)
def test_addresses_that_may_not(address):
    with pytest.raises(ValidationError):
        check(address)


def test_a_name_that_stands_for_the_machine_room_is_not_called(server, monkeypatch):
    from pult.assistant.llm import wire

    async def trap(_host, _port):
        return False

    monkeypatch.setattr(wire, "all_may_be_called", trap)
    server.plays(GOOD)
    assert failure_of(server).failure == Failure.NOT_ALLOWED
    assert server.requests == []
