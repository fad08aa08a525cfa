import type { Said } from "../live";

const LASTS = { looking: 45_000, typing: 6_000 };

interface Seen { name: string; initials: string; kind: "looking" | "typing"; until: number }

/**
 * <live-people topic="conversation:12" me="7" looking="{} is looking" typing="{} is typing …">: who else is here.
 * A <template> inside draws one person; [data-initials] takes the initials and [data-words] the sentence.
 */
export class LivePeople extends HTMLElement {
  #seen = new Map<number, Seen>();
  #timer = 0;
  #stop = new AbortController();

  connectedCallback(): void {
    const heard = (event: Event): void => this.heard((event as CustomEvent<Said>).detail);
    document.body.addEventListener("live-said", heard, { signal: this.#stop.signal });
    this.#timer = window.setInterval(() => this.draw(), 2_000);
  }

  disconnectedCallback(): void {
    window.clearInterval(this.#timer);
    this.#stop.abort();
  }

  heard({ topic, kind, person }: Said, now = Date.now()): void {
    if (topic !== this.getAttribute("topic") || String(person.id) === this.getAttribute("me")) return;
    const before = this.#seen.get(person.id);
    const stillTyping = kind === "looking" && before?.kind === "typing" && before.until > now;
    if (kind === "gone") this.#seen.delete(person.id);
    else if (!stillTyping) this.#seen.set(person.id, { ...person, kind, until: now + LASTS[kind] });
    this.draw(now);
  }

  draw(now = Date.now()): void {
    for (const [id, seen] of this.#seen) {
      if (seen.until > now) continue;
      if (seen.kind === "typing") this.#seen.set(id, { ...seen, kind: "looking", until: now + LASTS.looking });
      else this.#seen.delete(id);
    }
    const pattern = this.querySelector("template");
    const state = [...this.#seen].map(([id, { kind }]) => `${id}${kind}`).join();
    if (!pattern || state === this.dataset.state) return;
    this.dataset.state = state;
    this.querySelectorAll(":scope > :not(template)").forEach((old) => old.remove());
    for (const seen of this.#seen.values()) this.append(this.#person(pattern, seen));
  }

  #person(pattern: HTMLTemplateElement, { name, initials, kind }: Seen): DocumentFragment {
    const drawn = pattern.content.cloneNode(true) as DocumentFragment;
    drawn.querySelector("[data-initials]")?.replaceChildren(initials);
    drawn.querySelector("[data-words]")?.replaceChildren((this.getAttribute(kind) ?? "{}").replace("{}", name));
    return drawn;
  }
}
