import type { LiveClient } from "./live";

const EVERY = 20_000;
const SIGNS = ["pointerdown", "pointermove", "wheel", "scroll", "keydown", "input"];

/**
 * Tells the server, and nobody else, that somebody did something on a conversation: on an element with
 * data-work="topic", or with the keyboard where there is only one. At most every twenty seconds, at once for another
 * one, and at once when the page is no longer in front.
 */
export class Work {
  #topic = "";
  #signed = 0;
  #told = 0;

  constructor(private client: LiveClient) {}

  start(signal: AbortSignal): void {
    const options = { signal, passive: true, capture: true };
    for (const kind of SIGNS) document.addEventListener(kind, (event) => this.sign(event.target), options);
    window.addEventListener("focus", () => this.sign(), { signal });
    // Whatever the page shows in a frame of its own has the focus inside of this page.
    window.addEventListener("blur", () => window.setTimeout(() => document.hasFocus() || this.leave()), { signal });
    document.addEventListener("visibilitychange", () => (document.hidden ? this.leave() : this.sign()), { signal });
    document.body.addEventListener("live-state", () => (this.#topic ? this.#tell() : this.sign()), { signal });
    const timer = window.setInterval(() => this.#signed > this.#told && this.#tell(), EVERY);
    signal.addEventListener("abort", () => window.clearInterval(timer));
  }

  /** What stands on the page has changed: what is gone was left, and what came was opened by somebody. */
  sync(): void {
    const topics = works().map((one) => one.dataset.work);
    if (this.#topic && !topics.includes(this.#topic)) this.leave();
    if (!this.#topic) this.sign();
  }

  sign(target: EventTarget | null = null): void {
    if (document.hidden || !document.hasFocus()) return;
    const topic = worked(target);
    if (!topic) return;
    if (topic !== this.#topic) this.leave();
    const isNew = topic !== this.#topic;
    this.#topic = topic;
    this.#signed = Date.now();
    if (isNew || this.#signed - this.#told >= EVERY) this.#tell();
  }

  leave(): void {
    if (!this.#topic) return;
    this.client.work(this.#topic, 0, true);
    this.#topic = "";
    this.#told = 0;
  }

  #tell(): void {
    if (!this.#topic) return;
    const now = Date.now();
    this.client.work(this.#topic, now - this.#signed);
    this.#told = now;
  }
}

function works(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-work]")];
}

/** Elsewhere on the page a hand on the pointer says nothing; keys that are meant for nothing else are meant for it. */
function worked(target: EventTarget | null): string {
  if (target instanceof Element && target !== document.body) return target.closest<HTMLElement>("[data-work]")?.dataset.work ?? "";
  const all = works();
  return all.length === 1 ? (all[0]?.dataset.work ?? "") : "";
}
