import { clock, markOf } from "./clock";
import { note } from "./marks";

const KEYS: Record<string, string> = { KeyK: "play", KeyJ: "back", KeyL: "on", KeyM: "note" };

/**
 * <talk-player mark="" seconds="754"> around an audio element: plays, jumps by ten seconds, faster if wanted, and names
 * the moment for the evidence. Alt with K, J, L and M do the same from within a text. Without script the audio element
 * has its own controls.
 */
export class TalkPlayer extends HTMLElement {
  #stop = new AbortController();

  connectedCallback(): void {
    const { signal } = this.#stop;
    this.audio.controls = false;
    for (const one of this.querySelectorAll<HTMLElement>("[data-deck], [data-hint]")) one.hidden = false;
    this.addEventListener("click", (event) => this.act((event.target as Element).closest<HTMLElement>("[data-act]")?.dataset.act), { signal });
    this.bar.addEventListener("input", () => this.jump(Number(this.bar.value), false), { signal });
    this.querySelector("[data-speed]")?.addEventListener("change", (event) => this.#speed(event.target as HTMLSelectElement), { signal });
    for (const name of ["timeupdate", "play", "pause", "ended"]) this.audio.addEventListener(name, () => this.#show(), { signal });
    this.audio.addEventListener("error", () => this.#trouble(), { signal });
    document.addEventListener("keydown", (event) => this.#pressed(event), { signal });
  }

  disconnectedCallback(): void { this.#stop.abort(); }

  get audio(): HTMLAudioElement { return this.querySelector("audio")!; }
  get bar(): HTMLInputElement { return this.querySelector<HTMLInputElement>("[data-bar]")!; }
  get which(): string { return this.getAttribute("mark") ?? ""; }
  get length(): number { return Number(this.getAttribute("seconds")); }

  act(name: string | undefined): void {
    if (name === "play") void (this.audio.paused ? this.#play() : this.audio.pause());
    if (name === "back") this.jump(this.audio.currentTime - 10, false);
    if (name === "on") this.jump(this.audio.currentTime + 10, false);
    const field = document.activeElement;
    if (name === "note" && field instanceof HTMLTextAreaElement) this.noteIn(field);
  }

  /** Go to a moment; a click on a mark also plays from there. */
  jump(seconds: number, plays = true): void {
    this.audio.currentTime = Math.min(Math.max(0, seconds), this.length);
    this.#show();
    if (plays) void this.#play();
  }

  noteIn(field: HTMLTextAreaElement): void { note(field, markOf(this.which, this.audio.currentTime)); }

  async #play(): Promise<void> {
    for (const other of document.querySelectorAll<TalkPlayer>("talk-player")) {
      other.toggleAttribute("current", other === this);
      if (other !== this) other.audio.pause();
    }
    await this.audio.play().catch(() => this.#show());
  }

  #speed(choice: HTMLSelectElement): void { this.audio.playbackRate = this.audio.defaultPlaybackRate = Number(choice.value); }

  #pressed(event: KeyboardEvent): void {
    const first = document.querySelector("talk-player[current]") ?? document.querySelector("talk-player");
    const name = event.altKey && !event.ctrlKey && !event.metaKey ? KEYS[event.code] : undefined;
    if (!name || first !== this || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    this.act(name);
  }

  #show(): void {
    const { paused, currentTime } = this.audio;
    this.querySelector("[data-now]")!.textContent = clock(currentTime);
    this.bar.value = String(currentTime);
    this.bar.setAttribute("aria-valuetext", clock(currentTime));
    this.querySelector("[data-act=play]")!.setAttribute("aria-pressed", String(!paused));
    this.querySelector<HTMLElement>("[data-off]")!.hidden = !paused;
    this.querySelector<HTMLElement>("[data-on]")!.hidden = paused;
  }

  #trouble(): void { this.querySelector<HTMLElement>("[data-trouble]")!.hidden = false; }
}
