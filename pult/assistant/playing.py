"""Playing a flow: what the bot says next, from where the talk stands and what the visitor has said.

Nothing is read or written here. Every turn ends by waiting for the visitor or by ending the talk, and no turn says
more than a handful of messages, whatever the flow looks like: tests try it with flows that nobody would write.
"""

from dataclasses import replace
from typing import Final

from . import understanding
from .ready import lines as ready
from .steps import Flow, Step
from .types import Awaits, Chat, Ending, Line, Outcome, Passage, State, StepKind, Texts, Turn, World
from .understanding import holds
from .wording import in_language

MOST_IN_A_ROW: Final = 5
MOST_STEPS: Final = 60
MOST_SAID: Final = 40
MOST_MISSES: Final = 2
MOST_ANSWERS: Final = 3
MOST_PASSAGES: Final = 1
LONGEST_QUESTION: Final = 500


def begin(flow: Flow, world: World, *, said: str = "") -> Turn:
    """The first turn. The visitor may have said something already: that is what it is about."""
    play = Play(flow, State(step=flow.start), world)
    play.hear_first(said)
    return play.turn()


def go_on(flow: Flow, state: State, said: str, world: World) -> Turn:
    """The next turn, after the visitor has said something."""
    play = Play(flow, state, world)
    if not state.ending:
        play.hear(said)
    return play.turn()


class Play:
    """One turn while it is being played."""

    def __init__(self, flow: Flow, state: State, world: World) -> None:
        self.flow, self.state, self.world = flow, state, world
        self.lines: list[Line] = []
        self.heard = ""
        self.was_polite = False
        self.verdict = Outcome.NONE

    def turn(self) -> Turn:
        """What came out of it."""
        return Turn(lines=tuple(self.lines), state=self.state, verdict=self.verdict)

    def hear_first(self, said: str) -> None:
        """Before any step: small talk is answered, a wish for a person granted, everything else is the question."""
        chat = self.world.chat(said) if said else None
        if chat is not None and chat[0] == Chat.HUMAN:
            self._leave(Ending.ASKED)
            return
        if chat is not None:
            self._say_plain(chat[1])
            self.was_polite = True
        self.heard = "" if chat else said[:LONGEST_QUESTION]
        self._run()

    def hear(self, said: str) -> None:
        """The visitor has answered, asked, or said something polite."""
        chat = self.world.chat(said)
        if self.state.said >= MOST_SAID:
            self._leave(Ending.TOO_LONG)
        elif self.state.awaits == Awaits.CONTACT:
            self._take_contact(said)
        elif self._is_wish_for_a_person(said, chat):
            self._leave(Ending.ASKED)
        elif chat is not None and self.state.awaits in {Awaits.QUESTION, Awaits.CHOICE}:
            self._say_plain(chat[1])
        else:
            self._take(said)

    def _is_wish_for_a_person(self, said: str, chat: tuple[Chat, str] | None) -> bool:
        pressed = self.state.awaits == Awaits.HELPED and understanding.is_one_of(said, "person", ready.PERSON)
        return pressed or (chat is not None and chat[0] == Chat.HUMAN)

    def _take(self, said: str) -> None:
        match self.state.awaits:
            case Awaits.HELPED:
                self._take_verdict(said)
            case Awaits.CHOICE:
                self._take_choice(said)
            case Awaits.DETAIL:
                self._take_detail(said)
            case _:
                self.heard = said[:LONGEST_QUESTION]
                self._run()

    def _take_verdict(self, said: str) -> None:
        step = self._step()
        if understanding.is_yes(said):
            self.verdict = Outcome.ACCEPTED
            self.state = replace(self.state, has_helped=True)
            self._go(step.next if step else "")
        elif understanding.is_no(said):
            self.verdict = Outcome.REJECTED
            self._ask_again_or_leave(Ending.NOT_HELPED)
        else:
            # Another question, or the same one in other words: nothing was said about the answer.
            self.heard = said[:LONGEST_QUESTION]
            self._run()

    def _take_choice(self, said: str) -> None:
        step = self._step()
        chosen = understanding.chosen(said, step.options) if step else None
        if chosen is not None:
            self._go(chosen.next)
        elif self._misses():
            self._leave(Ending.NO_ANSWER)
        elif step:
            self._say(ready.CHOOSE, choices=self._buttons(step))
            self._wait(Awaits.CHOICE)

    def _take_detail(self, said: str) -> None:
        step = self._step()
        if step is None:
            self._run()
            return
        value, complaint = understanding.detail(said, step.detail_kind)
        if complaint and not self._misses():
            self._say(complaint)
            self._wait(Awaits.DETAIL)
            return
        self.state = replace(self.state, details={**self.state.details, step.detail: value or said[:500]})
        self._go(step.next)

    def _take_contact(self, said: str) -> None:
        wanted = [one for one in self.world.wanted if one.key not in self.state.details]
        if wanted:
            value, complaint = understanding.detail(said, wanted[0].kind)
            if complaint and not self._misses():
                self._say(complaint)
                return
            details = {**self.state.details, wanted[0].key: value or said[:500]}
            self.state = replace(self.state, details=details, misses=0)
        self._leave(Ending(self.state.leaving or Ending.FLOW))

    def _run(self) -> None:
        """Step by step until the visitor has to speak, or the talk is over."""
        self.state = replace(self.state, awaits=Awaits.NOTHING)
        for _ in range(MOST_STEPS):
            step = self._step()
            if step is None:
                self._come_to_an_end()
            elif len(self.lines) >= MOST_IN_A_ROW - 2 and step.kind not in {StepKind.END, StepKind.HAND_OVER}:
                self._leave(Ending.TOO_LONG)
            else:
                self._do(step)
            if self.state.ending or self.state.awaits:
                return
        self._leave(Ending.TOO_LONG)

    def _do(self, step: Step) -> None:
        match step.kind:
            case StepKind.SAY:
                self._say(step.text)
                self._at(step.next)
            case StepKind.ASK:
                self._ask(step)
            case StepKind.CHOICES:
                self._say(step.text, choices=self._buttons(step))
                self._wait(Awaits.CHOICE)
            case StepKind.CONDITION:
                self._at(step.next if holds(step, self.world) else step.otherwise)
            case StepKind.SEARCH:
                self._search(step)
            case StepKind.HAND_OVER | StepKind.END:
                self._stop(step)

    def _ask(self, step: Step) -> None:
        if step.detail in self.state.details:
            self._at(step.next)
            return
        self._say(step.text)
        self._wait(Awaits.DETAIL)

    def _stop(self, step: Step) -> None:
        self._say(step.text)
        if step.kind == StepKind.HAND_OVER:
            self._leave(Ending.FLOW)
        else:
            self._come_to_an_end()

    def _search(self, step: Step) -> None:
        if not self.heard:
            # Whoever was greeted a moment ago was asked already.
            if not self.was_polite:
                self._say(step.text or ready.QUESTION)
            self._wait(Awaits.QUESTION)
            return
        question, self.heard = self.heard, ""
        self.state = replace(self.state, questions=(*self.state.questions, question)[-10:])
        fresh = [
            one
            for one in self.world.find(question)
            if one.is_sure and one.translation_id not in self.state.shown
        ]
        if fresh and len(self.state.shown) < MOST_ANSWERS:
            self._answer(question, tuple(fresh[:MOST_PASSAGES]))
        else:
            self._ask_again_or_leave(Ending.NO_ANSWER)

    def _answer(self, question: str, passages: tuple[Passage, ...]) -> None:
        text = "\n\n".join(one.text for one in passages)
        self._add(Line(text=text, passages=passages, question=question))
        buttons = (("yes", ready.YES), ("no", ready.NO), ("person", ready.PERSON))
        self._say(ready.HELPED, choices=tuple((key, self._words(text)) for key, text in buttons))
        shown = (*self.state.shown, *(one.translation_id for one in passages))
        self.state = replace(self.state, shown=shown)
        self._wait(Awaits.HELPED)

    def _ask_again_or_leave(self, ending: Ending) -> None:
        step = self._step()
        if not self._misses():
            self._say(ready.AGAIN)
            self._wait(Awaits.QUESTION)
        elif step is not None and step.kind == StepKind.SEARCH and step.otherwise in self.flow.steps:
            other = self.flow.steps[step.otherwise]
            if other.kind == StepKind.HAND_OVER:
                self._say(other.text)
                self._leave(ending)
            else:
                self.state = replace(self.state, misses=0)
                self._go(step.otherwise)
        else:
            self._leave(ending)

    def _misses(self) -> bool:
        """Count that something was not understood; true when that has happened too often."""
        self.state = replace(self.state, misses=self.state.misses + 1)
        return self.state.misses >= MOST_MISSES

    def _leave(self, ending: Ending) -> None:
        """Ask what a colleague has to know, then say who takes over and when."""
        missing = [one for one in self.world.wanted if one.key not in self.state.details]
        if missing and ending != Ending.TOO_LONG:
            self.state = replace(self.state, leaving=ending)
            self._say(missing[0].label)
            self._wait(Awaits.CONTACT)
            return
        self._say_plain("\n".join(understanding.farewell(self.world)))
        self._finish(ending)

    def _come_to_an_end(self) -> None:
        self._finish(Ending.HELPED if self.state.has_helped else Ending.FINISHED)

    def _finish(self, ending: Ending) -> None:
        self.state = replace(self.state, ending=ending, awaits=Awaits.NOTHING)

    def _go(self, key: str) -> None:
        self._at(key)
        self.state = replace(self.state, misses=0)
        self._run()

    def _at(self, key: str) -> None:
        self.state = replace(self.state, step=key)

    def _wait(self, awaits: Awaits) -> None:
        self.state = replace(self.state, awaits=awaits)

    def _step(self) -> Step | None:
        return self.flow.steps.get(self.state.step)

    def _buttons(self, step: Step) -> tuple[tuple[str, str], ...]:
        return tuple((one.key, self._words(one.text)) for one in step.options)

    def _say(self, texts: Texts, *, choices: tuple[tuple[str, str], ...] = ()) -> None:
        self._say_plain(self._words(texts), choices=choices)

    def _say_plain(self, text: str, *, choices: tuple[tuple[str, str], ...] = ()) -> None:
        if text or choices:
            self._add(Line(text=text, choices=choices))

    def _add(self, line: Line) -> None:
        self.lines.append(line)
        self.state = replace(self.state, said=self.state.said + 1)

    def _words(self, texts: Texts) -> str:
        return in_language(texts, self.world.language)
