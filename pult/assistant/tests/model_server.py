"""A server on this machine that speaks the OpenAI protocol and does what a test tells it: no mocks, real HTTP."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]


@dataclass
class Reply:
    """One answer of the server. What is not said is as a well-behaved endpoint does it."""

    says: Any = None
    status: int = 200
    body: Any = None
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    finish: str = "stop"
    refusal: str = ""
    usage: tuple[int, int] | None = (120, 30)
    seconds: float = 0.0
    is_cut: bool = False
    endless: bool = False


def refused(status: int, message: str = "", code: str = "", **headers: str) -> Reply:
    """An error as the protocol words it."""
    body = {"error": {"message": message, "type": "invalid_request_error", "code": code}}
    return Reply(
        status=status, body=body, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


def completion(reply: Reply, request: Body) -> Body:
    """A chat completion: the words as text, or as the arguments of the tool that was asked for."""
    text = reply.says if isinstance(reply.says, str) else json.dumps(reply.says, ensure_ascii=False)
    message: Body = {"role": "assistant", "content": text}
    if request.get("tools"):
        call = {"name": request["tools"][0]["function"]["name"], "arguments": text}
        message = {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": "c1", "type": "function", "function": call}],
        }
    if reply.refusal:
        message = {"role": "assistant", "content": None, "refusal": reply.refusal}
    finish = "tool_calls" if request.get("tools") and reply.finish == "stop" else reply.finish
    answer: Body = {
        "id": "x", "object": "chat.completion", "created": 1, "model": request["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
    }  # fmt: skip
    if reply.usage:
        read, said = reply.usage
        answer["usage"] = {"prompt_tokens": read, "completion_tokens": said, "total_tokens": read + said}
    return answer


class ModelServer:
    """Listens on loopback. `script` is played in order; its last reply is repeated."""

    def __init__(self) -> None:
        self.script: list[Reply | Callable[[Body], Reply]] = []
        self.requests: list[Body] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.leave = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.answer(self, {})

            def do_POST(self) -> None:
                length = int(self.headers.get("content-length", 0))
                server.answer(self, json.loads(self.rfile.read(length) or b"{}"))

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.http.server_port}/v1"

    def plays(self, *script: Reply | Callable[[Body], Reply]) -> None:
        """From now on it answers so."""
        self.script = list(script)

    def close(self) -> None:
        self.leave.set()
        self.http.shutdown()
        self.http.server_close()

    def answer(self, wire: BaseHTTPRequestHandler, request: Body) -> None:
        self.requests.append(request)
        self.headers.append({name.lower(): value for name, value in wire.headers.items()})
        self.paths.append(wire.path)
        step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        reply = step(request) if callable(step) else step
        self.leave.wait(reply.seconds)
        body = reply.body if reply.body is not None else completion(reply, request)
        raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self._write(wire, reply, raw)

    def _write(self, wire: BaseHTTPRequestHandler, reply: Reply, raw: bytes) -> None:
        try:
            wire.send_response(reply.status)
            wire.send_header("Content-Type", reply.kind)
            wire.send_header(
                "Content-Length", str(10**9 if reply.endless else len(raw) + (500 if reply.is_cut else 0))
            )
            for name, value in reply.headers.items():
                wire.send_header(name, value)
            wire.end_headers()
            wire.wfile.write(raw)
            while reply.endless and not self.leave.is_set():
                wire.wfile.write(b" " * 65536)
            if reply.is_cut:
                wire.close_connection = True
        except OSError:
            wire.close_connection = True

    # What was sent

    def instructions(self, number: int = -1) -> str:
        """Everything that the model was told to do."""
        return "\n".join(
            one["content"] for one in self.requests[number]["messages"] if one["role"] == "system"
        )

    def material(self, number: int = -1) -> str:
        """Everything that it was given to work on."""
        messages = self.requests[number]["messages"]
        return "\n".join(str(one["content"]) for one in messages if one["role"] == "user")
