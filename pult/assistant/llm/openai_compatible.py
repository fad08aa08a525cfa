"""Any endpoint that speaks the OpenAI protocol, through pydantic-ai. Imported only when a model is asked."""

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import httpx2
import openai
from pydantic import BaseModel, ValidationError
from pydantic_ai import Agent, ModelRetry, NativeOutput, TextOutput, ToolOutput
from pydantic_ai.exceptions import AgentRunError, UserError
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIChatModelSettings
from pydantic_ai.profiles.openai import OpenAIModelProfile
from pydantic_ai.providers.openai import OpenAIProvider
from pydantic_ai.usage import RunUsage

from .port import Ask, Endpoint, ModelFailed, Told
from .reasons import reason_of, seconds_of
from .types import Rung
from .wire import Ear

# How often a model may mend an answer that does not have the shape.
REPAIRS: Final = {Rung.JSON_SCHEMA: 1, Rung.JSON_OBJECT: 1, Rung.TOOL: 1, Rung.PROMPTED: 2}
LETTERS_PER_TOKEN: Final = 3
_BREAKS: Final = (AgentRunError, UserError, openai.OpenAIError, httpx2.HTTPError, TimeoutError, ValueError)


class OpenAICompatible:
    """Asks one endpoint. Nothing streams: an answer is short, and is checked as a whole before anybody sees it."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    def ask(self, ask: Ask, *, rung: Rung | None = None) -> Told:
        """The answer in the shape that was asked for; raises ModelFailed."""
        # An event loop of its own, so that it does not matter in which kind of thread a job runs.
        with ThreadPoolExecutor(max_workers=1) as pool:
            return pool.submit(asyncio.run, self._ask(ask, rung or self.endpoint.rung)).result()

    async def _ask(self, ask: Ask, rung: Rung) -> Told:
        ear, usage = Ear(), RunUsage()
        try:
            # The total time counts; between two pieces of an answer a slow model may think as long.
            async with asyncio.timeout(ask.seconds), httpx2.AsyncClient(
                transport=ear, follow_redirects=False, timeout=ask.seconds
            ) as http:  # fmt: skip
                agent = self._agent(ask, rung, http)
                answer = await agent.run(ask.material, usage=usage, model_settings=_settings(ask, rung))
        except _BREAKS as error:
            tokens, is_counted = _tokens(usage, ask, None)
            failed = reason_of(error, ear.heard)
            raise ModelFailed(
                failed,
                retry_after=seconds_of(ear.heard.retry_after),
                tokens_in=tokens[0],
                tokens_out=tokens[1],
                is_counted=is_counted,
            ) from error
        tokens, is_counted = _tokens(usage, ask, answer.output)
        return Told(
            value=answer.output,
            tokens_in=tokens[0],
            tokens_out=tokens[1],
            is_counted=is_counted,
            requests=usage.requests,
        )

    def _agent(self, ask: Ask, rung: Rung, http: httpx2.AsyncClient) -> Agent[object, BaseModel]:
        client = openai.AsyncOpenAI(
            base_url=self.endpoint.address,
            # Local servers ask for none, but the client insists on one.
            api_key=self.endpoint.key or "none",
            organization="",
            project="",
            max_retries=0,
            timeout=ask.seconds,
            http_client=http,
        )
        model = OpenAIChatModel(
            self.endpoint.model,
            provider=OpenAIProvider(openai_client=client),
            profile=_profile(self.endpoint.address),
        )
        return Agent(
            model,
            output_type=_output(ask.shape, rung),
            instructions=_instructions(ask, rung),
            retries={"output": REPAIRS[rung]},
        )


def _output(shape: type[BaseModel], rung: Rung) -> Any:
    match rung:
        case Rung.JSON_SCHEMA:
            return NativeOutput(shape, name="answer", strict=True)
        case Rung.TOOL:
            return ToolOutput(shape, name="answer", strict=False)
        case Rung.JSON_OBJECT | Rung.PROMPTED:
            return TextOutput(_reader(shape))


def _instructions(ask: Ask, rung: Rung) -> str:
    if rung in {Rung.JSON_SCHEMA, Rung.TOOL}:
        return ask.instructions
    schema = json.dumps(ask.shape.model_json_schema(), ensure_ascii=False)
    return f"{ask.instructions}\n\nAnswer with one JSON object that follows this schema, and nothing else:\n{schema}"


def _reader(shape: type[BaseModel]) -> Callable[[str], BaseModel]:
    """Reads the object out of what a model wrote around it; asks for a better one where there is none."""

    def read(text: str) -> BaseModel:
        begin, end = text.find("{"), text.rfind("}")
        try:
            return shape.model_validate_json(text[begin : end + 1])
        except ValidationError as error:
            wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()[:5])
            raise ModelRetry(f"That was not the JSON object that was asked for ({wrong}).") from error

    return read


def _settings(ask: Ask, rung: Rung) -> OpenAIChatModelSettings:
    settings = OpenAIChatModelSettings(max_tokens=ask.most_tokens, timeout=ask.seconds)
    if rung is Rung.JSON_OBJECT:
        form = {"type": "json_object", "schema": ask.shape.model_json_schema()}
        settings["extra_body"] = {"response_format": form}
    return settings


def _profile(address: str) -> OpenAIModelProfile:
    """What is known of an endpoint before it was asked; what it can do, the ladder finds out."""
    return OpenAIModelProfile(
        supports_json_schema_output=True,
        supports_json_object_output=False,
        supports_tools=True,
        openai_chat_supports_max_completion_tokens="openai.com" in address,
        openai_chat_supports_multiple_system_messages=False,
        openai_supports_strict_tool_definition=True,
        openai_system_prompt_role="system",
    )


def _tokens(usage: RunUsage, ask: Ask, value: BaseModel | None) -> tuple[tuple[int, int], bool]:
    """What was used; where the endpoint does not say, what the letters amount to."""
    if usage.input_tokens or usage.output_tokens or not usage.requests:
        return (usage.input_tokens, usage.output_tokens), True
    said = len(value.model_dump_json()) if value is not None else 0
    read = len(ask.instructions) + len(ask.material)
    return (read // LETTERS_PER_TOKEN, said // LETTERS_PER_TOKEN), False
