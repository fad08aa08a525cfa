import { chime } from "./chime";

const heard = new Set<string>();

/** <chat-offer until="…" sound>: a chat that waits for an answer; it counts its seconds down and is heard once. */
export class ChatOffer extends HTMLElement {
  #timer = 0;

  connectedCallback(): void {
    this.#timer = window.setInterval(() => this.tick(), 1_000);
    this.tick();
    if (heard.has(this.id)) return;
    heard.add(this.id);
    if (this.hasAttribute("sound")) chime();
  }

  disconnectedCallback(): void {
    window.clearInterval(this.#timer);
  }

  tick(now: number = Date.now()): void {
    const left = this.querySelector("[data-left]");
    const until = Date.parse(this.getAttribute("until") ?? "");
    if (left && !Number.isNaN(until)) left.textContent = `${Math.max(0, Math.ceil((until - now) / 1000))} s`;
  }
}
