import { span } from "../words";

const TONES = ["pult-tone-neutral", "pult-tone-risk", "pult-tone-late"] as const;

/**
 * <time-left until="2026-11-21T12:00:00Z" risk="1800" left="{} left" late="{} late">: the time to a deadline.
 * `paused` keeps what the server wrote.
 */
export class TimeLeft extends HTMLElement {
  static observedAttributes = ["until", "paused"];
  #timer = 0;

  connectedCallback(): void {
    this.#timer = window.setInterval(() => this.tick(), 15_000);
    this.tick();
  }

  disconnectedCallback(): void {
    window.clearInterval(this.#timer);
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.tick();
  }

  tick(now: Date = new Date()): void {
    const until = new Date(this.getAttribute("until") ?? "");
    if (this.hasAttribute("paused") || Number.isNaN(until.getTime())) return;
    const seconds = (until.getTime() - now.getTime()) / 1000;
    const sentence = (seconds < 0 ? this.getAttribute("late") : this.getAttribute("left")) ?? "{}";
    const words = sentence.replace("{}", span(seconds));
    const place = this.querySelector("[data-words]") ?? this;
    if (place.textContent !== words) place.textContent = words;
    this.#colour(seconds);
  }

  #colour(seconds: number): void {
    const risk = Number(this.getAttribute("risk") ?? 1800);
    const tone = seconds < 0 ? TONES[2] : seconds < risk ? TONES[1] : TONES[0];
    const bearer = this.closest(".pult-badge") ?? this;
    if (bearer.classList.contains(tone)) return;
    bearer.classList.remove(...TONES);
    bearer.classList.add(tone);
  }
}
