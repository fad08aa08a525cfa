import type { LiveClient, Said } from "./live";

const TYPING_EVERY = 3_000;
const LOOKING_EVERY = 20_000;
const ANSWER_EVERY = 5_000;

/** Tells the others who looks at what and who types, for every data-live-say="topic" on the page. */
export class Presence {
  #typed = new Map<string, number>();
  #looked = new Map<string, number>();
  #timer = 0;

  constructor(private client: LiveClient) {}

  start(signal: AbortSignal): void {
    document.addEventListener("input", (event) => this.typing(event.target), { signal });
    document.body.addEventListener("live-said", (event) => this.#answer((event as CustomEvent<Said>).detail), { signal });
    document.body.addEventListener("live-state", () => this.look(), { signal });
    this.#timer = window.setInterval(() => document.hidden || this.look(), LOOKING_EVERY);
    signal.addEventListener("abort", () => window.clearInterval(this.#timer));
  }

  /** Say of each topic on the page that somebody looks at it, and of those that went that nobody does. */
  look(): void {
    const topics = new Set(said());
    for (const topic of topics) this.#look(topic);
    for (const topic of this.#looked.keys()) {
      if (topics.has(topic)) continue;
      this.#looked.delete(topic);
      this.client.say(topic, "gone");
    }
  }

  typing(target: EventTarget | null): void {
    if (!(target instanceof Element)) return;
    const topic = target.closest<HTMLElement>("[data-live-say]")?.dataset.liveSay;
    if (!topic || Date.now() - (this.#typed.get(topic) ?? 0) < TYPING_EVERY) return;
    this.#typed.set(topic, Date.now());
    // Who writes among colleagues is told to colleagues only.
    this.client.say(topic, target.closest("[data-live-inside]") ? "noting" : "typing");
  }

  #look(topic: string): void {
    this.#looked.set(topic, Date.now());
    this.client.say(topic, "looking");
  }

  /** Somebody came: they should see at once who is here already. */
  #answer({ topic, kind }: Said): void {
    const since = Date.now() - (this.#looked.get(topic) ?? Date.now());
    if (kind === "looking" && since > ANSWER_EVERY && !document.hidden) this.#look(topic);
  }
}

function said(): string[] {
  return [...document.querySelectorAll<HTMLElement>("[data-live-say]")].map((one) => one.dataset.liveSay ?? "").filter(Boolean);
}
