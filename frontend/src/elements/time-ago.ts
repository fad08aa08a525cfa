import { ago, language } from "../words";

/** <time-ago><time datetime="…">21 Nov, 14:02</time></time-ago>: a moment told from now, the exact one in the title. */
export class TimeAgo extends HTMLElement {
  #timer = 0;

  connectedCallback(): void {
    this.#timer = window.setInterval(() => this.tick(), 30_000);
    this.tick();
  }

  disconnectedCallback(): void {
    window.clearInterval(this.#timer);
  }

  tick(now: Date = new Date()): void {
    const time = this.querySelector("time");
    const moment = new Date(time?.dateTime ?? "");
    if (!time || Number.isNaN(moment.getTime())) return;
    if (!time.title) {
      time.title = new Intl.DateTimeFormat(language(), { dateStyle: "full", timeStyle: "short" }).format(moment);
    }
    const words = ago(moment, now);
    if (time.textContent !== words) time.textContent = words;
  }
}
