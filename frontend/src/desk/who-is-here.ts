import type { Said } from "../live";
import { fill } from "../page";
import type { LiveSocket } from "../elements/live-socket";

const LOOKING = 45_000;
const TYPING = 6_000;
const BEAT = 20_000;

interface Seen { name: string; initials: string; looked: number; typed: number; visitor?: boolean }

/** Who was seen where, by topic and person; shared by every element, so that a redrawn row knows it at once. */
const here = new Map<string, Map<number, Seen>>();

const WRITES = new Set<string>(["typing", "noting"]);
const HERE = new Set<string>(["looking", ...WRITES]);

function note({ topic, kind, person }: Said): void {
  const people = here.get(topic) ?? new Map<number, Seen>();
  here.set(topic, people);
  const typed = WRITES.has(kind) ? Date.now() : (people.get(person.id)?.typed ?? 0);
  if (kind === "gone") people.delete(person.id);
  else if (HERE.has(kind)) people.set(person.id, { ...person, looked: Date.now(), typed });
}

function say(topic: string, kind: Said["kind"]): void {
  document.querySelector<LiveSocket>("live-socket")?.client?.say(topic, kind);
}

/**
 * <who-is-here topic="conversation:12" beat words="{} is here" typing="{} is writing">: the others who look at it or
 * write. With `beat` it also tells them, now and then, that this person is here; with `visitors` it shows instead that
 * the visitor of a chat is writing.
 */
export class WhoIsHere extends HTMLElement {
  #stop = new AbortController();
  #timers: number[] = [];

  connectedCallback(): void {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    document.body.addEventListener("live-said", (event) => this.#heard((event as CustomEvent<Said>).detail), { signal });
    this.#timers = [window.setInterval(() => this.draw(), 3_000)];
    if (this.hasAttribute("beat")) {
      this.#timers.push(window.setInterval(() => !document.hidden && say(this.topic, "looking"), BEAT));
      queueMicrotask(() => say(this.topic, "looking"));
      // Before the socket is open nothing can be said; once it is, this page listens and says so.
      document.body.addEventListener("live-state", (event) => (event as CustomEvent<{ online: boolean }>).detail.online && say(this.topic, "looking"), { signal });
      window.addEventListener("pagehide", () => say(this.topic, "gone"), { signal });
    }
    this.draw();
  }

  disconnectedCallback(): void {
    this.#stop.abort();
    this.#timers.forEach((timer) => window.clearInterval(timer));
    if (this.hasAttribute("beat")) say(this.topic, "gone");
  }

  get topic(): string { return this.getAttribute("topic") ?? ""; }

  #heard(said: Said): void {
    if (said.topic !== this.topic || String(said.person.id) === document.getElementById("desk-words")?.getAttribute("me")) return;
    const isNew = !here.get(said.topic)?.has(said.person.id);
    note(said);
    // Whoever has just come does not know yet who was here before.
    if (isNew && said.kind === "looking" && this.hasAttribute("beat")) say(this.topic, "looking");
    this.draw();
  }

  draw(now: number = Date.now()): void {
    const people = [...(here.get(this.topic) ?? [])].map(([, seen]) => seen).filter((seen) => this.#counts(seen, now));
    const shown = people.map((seen) => `${seen.name}${now - seen.typed < TYPING ? "…" : ""}`).join();
    if (this.dataset.shown === shown) return;
    this.dataset.shown = shown;
    this.replaceChildren(...people.slice(0, 3).map((seen) => this.#mark(seen, now - seen.typed < TYPING)));
  }

  #counts(seen: Seen, now: number): boolean {
    const asked = this.hasAttribute("visitors");
    return asked === !!seen.visitor && now - (asked ? seen.typed : seen.looked) < (asked ? TYPING : LOOKING);
  }

  #mark(seen: Seen, types: boolean): HTMLElement {
    const mark = document.createElement("span");
    mark.className = `desk-here-mark${types ? " desk-here-types" : ""}`;
    mark.textContent = seen.initials;
    mark.title = fill(this.#words(types), seen.name);
    const said = Object.assign(document.createElement("span"), { className: this.hasAttribute("beat") || this.hasAttribute("visitors") ? "desk-here-words" : "visually-hidden" });
    said.textContent = mark.title;
    const both = document.createElement("span");
    both.className = "desk-here-one";
    mark.setAttribute("aria-hidden", "true");
    both.append(mark, said);
    return both;
  }

  #words(types: boolean): string | null {
    const source = this.getAttribute("words") ? this : document.getElementById("desk-words");
    return source?.getAttribute(types ? "typing" : "words") ?? null;
  }
}
