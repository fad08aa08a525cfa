import { keep, kept } from "../kept";

const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/**
 * <block-timer minutes="10" key="kit:3:7" start="Start the time" pause="Pause the time">10 min</block-timer>: a quiet
 * clock for one part of a talk. It makes no sound, and a reload does not lose it.
 */
export class BlockTimer extends HTMLElement {
  #timer = 0;
  #words = "";
  #button = document.createElement("button");
  #shown = document.createElement("span");

  connectedCallback(): void {
    this.#words ||= this.textContent?.trim() ?? "";
    this.#button.type = "button";
    this.#button.className = "btn btn-ghost btn-sm";
    this.replaceChildren(this.#shown, this.#button);
    this.#button.onclick = () => this.press();
    this.#timer = window.setInterval(() => this.tick(), 1000);
    this.tick();
  }

  disconnectedCallback(): void { window.clearInterval(this.#timer); }

  get #key(): string { return this.getAttribute("key") ?? "block"; }
  get #state(): { spent: number; since: number } {
    const values = kept(this.#key);
    return { spent: Number(values?.spent ?? 0), since: Number(values?.since ?? 0) };
  }

  /** Begin, or stop for a while. */
  press(now: number = Date.now()): void {
    const { spent, since } = this.#state;
    const gone = since ? spent + (now - since) / 1000 : spent;
    keep(this.#key, [{ name: "spent", value: String(gone) }, { name: "since", value: String(since ? 0 : now) }], false);
    this.tick(now);
  }

  tick(now: number = Date.now()): void {
    const { spent, since } = this.#state;
    const gone = since ? spent + (now - since) / 1000 : spent;
    this.#shown.textContent = gone ? `${clock(gone)} / ${this.#words}` : this.#words;
    this.toggleAttribute("data-over", gone > Number(this.getAttribute("minutes")) * 60);
    const label = this.getAttribute(since ? "pause" : "start") ?? "";
    if (this.#button.textContent !== label) this.#button.textContent = label;
  }
}
