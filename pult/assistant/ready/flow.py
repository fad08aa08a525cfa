"""The flow that a new bot begins with: it looks the answer up, and hands over when there is none."""

from typing import Any, Final

from pult.assistant.wording import words

FIRST_FLOW: Final[dict[str, Any]] = {
    "start": "question",
    "steps": [
        {
            "key": "question",
            "kind": "search",
            "text": words("How can I help you?", "Kako Vam mogu pomoći?", "Kako mogu da Vam pomognem?"),
            "next": "glad",
            "otherwise": "colleague",
        },
        {
            "key": "glad",
            "kind": "end",
            "text": words(
                "I am glad that it helped. Write whenever you need us.",
                "Drago mi je da je pomoglo. Javite se kad god zatreba.",
                "Drago mi je da je pomoglo. Javite se kad god zatreba.",
            ),
        },
        {"key": "colleague", "kind": "hand_over", "text": {}},
    ],
}  # fmt: skip
