import type { Said } from "../live";

interface Asking { ctx?: { request?: { method?: string } } }
const OWN_ACT_LASTS = 2000;
let acted = 0;
// News of what somebody has just done here themselves are looked for at once.
document.addEventListener("htmx:before:request", (event) => {
  const method = (event as CustomEvent<Asking | undefined>).detail?.ctx?.request?.method ?? "GET";
  if (method.toUpperCase() !== "GET") acted = Date.now();
});

/**
 * <live-refresh data-live="topic …" every="1200" hx-trigger="refresh">: fetches again when news of its topics come. The
 * first news count at once, a burst only once in `every` milliseconds, and a hidden page waits until it is looked at,
 * unless it says `hidden-too`. Where many people look at the same, they would all ask in the same moment: `spread` lets
 * each wait some milliseconds longer, up to so many, unless they have just done something themselves. With `seen` it also hears that the visitor of a chat has read;
 * the event that `after` names counts as news.
 */
export class LiveRefresh extends HTMLElement {
  static observedAttributes = ["data-live"];
  #stop = new AbortController();
  #timer = 0;
  #last = 0;

  connectedCallback(): void {
    this.#listen();
  }

  disconnectedCallback(): void {
    this.#stop.abort();
    window.clearTimeout(this.#timer);
    this.#timer = 0;
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#listen();
  }

  #listen(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    for (const topic of (this.dataset.live ?? "").split(/\s+/)) {
      if (topic) document.body.addEventListener(`live:${topic}`, () => this.later(), { signal });
    }
    const after = this.getAttribute("after");
    if (after) document.body.addEventListener(after, () => this.later(), { signal });
    if (this.hasAttribute("seen")) document.body.addEventListener("live-said", (event) => this.#seen((event as CustomEvent<Said>).detail), { signal });
    document.addEventListener("visibilitychange", () => this.#timer < 0 && this.later(), { signal });
  }

  #seen({ topic, kind }: Said): void {
    if (kind === "seen" && this.dataset.live?.split(/\s+/).includes(topic)) this.later();
  }

  later(): void {
    if (this.#timer > 0) return;
    if (document.hidden && !this.hasAttribute("hidden-too")) {
      this.#timer = -1;
      return;
    }
    const every = Number(this.getAttribute("every") ?? 1000);
    const wait = Math.max(60 + this.#spread(), this.#last + every - Date.now());
    this.#timer = window.setTimeout(() => this.#ask(), wait);
  }

  #spread(): number {
    const isOwn = Date.now() - acted < OWN_ACT_LASTS;
    return isOwn ? 0 : Math.random() * Number(this.getAttribute("spread") ?? 0);
  }

  #ask(): void {
    this.#timer = 0;
    this.#last = Date.now();
    this.dispatchEvent(new CustomEvent("refresh"));
  }
}
