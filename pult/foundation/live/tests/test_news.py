"""News on the wire."""

import json

import pytest

from pult.foundation.live import news


def test_many_topics_travel_in_several_notices(monkeypatch: pytest.MonkeyPatch):
    sent: list[dict[str, list[str]]] = []
    monkeypatch.setattr(news, "_send", sent.append)
    topics = [f"conversation:{number}" for number in range(10**9, 10**9 + 1000)]
    news.announce(*topics)
    assert [topic for message in sent for topic in message["news"]] == topics
    assert all(len(json.dumps(message)) < 8000 for message in sent)
