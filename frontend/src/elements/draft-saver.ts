import { forget, isKept, keep, restore } from "../kept";
import { csrfToken } from "../page";

/**
 * <draft-saver action="…/draft" key="conversation:12"> around a form's fields: what is typed is kept in this browser at
 * once and on the server a moment later; the copy goes when the server has it. The words for the state come as
 * attributes: saving, saved, kept.
 */
export class DraftSaver extends HTMLElement {
  #timer = 0;
  #turn = 0;
  #stop = new AbortController();

  connectedCallback(): void {
    const { signal } = this.#stop;
    this.#restore();
    this.addEventListener("input", () => this.changed(), { signal });
    this.form?.addEventListener("submit", () => keep(this.#key, this.#fields(), true), { signal });
    this.form?.addEventListener("htmx:after:request", (event) => this.#answered(event as CustomEvent), { signal });
    window.addEventListener("online", () => isKept(this.#key) && void this.save(), { signal });
  }

  disconnectedCallback(): void {
    if (this.#timer) void this.save();
    this.#stop.abort();
  }

  get form(): HTMLFormElement | null { return this.querySelector("form") ?? this.closest("form"); }
  get #key(): string { return this.getAttribute("key") ?? location.pathname; }

  #fields(): (HTMLInputElement | HTMLTextAreaElement)[] {
    const all = this.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("textarea[name], input[type=text][name]");
    return [...all];
  }

  changed(): void {
    keep(this.#key, this.#fields(), false);
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.save(), Number(this.getAttribute("delay") ?? 700));
  }

  async save(): Promise<void> {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    const turn = ++this.#turn;
    const body = new URLSearchParams(this.#fields().map((field): [string, string] => [field.name, field.value]));
    this.#say("saving");
    try {
      const headers = { "X-CSRFToken": csrfToken(this.form) };
      const answer = await fetch(this.getAttribute("action") ?? "", { method: "POST", body, headers, keepalive: true });
      if (turn !== this.#turn || this.#timer) return;
      if (answer.ok) forget(this.#key);
      this.#say(answer.ok ? "saved" : "kept");
    } catch {
      if (turn === this.#turn) this.#say("kept");
    }
  }

  #restore(): void {
    if (!restore(this.#key, this.#fields())) return;
    this.#say("kept");
    void this.save();
  }

  #answered(event: CustomEvent<{ ctx?: { response?: { status: number } } }>): void {
    const status = event.detail?.ctx?.response?.status ?? 0;
    if (status < 200 || status >= 400) return;
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    this.#turn++;
    forget(this.#key);
  }

  #say(state: "saving" | "saved" | "kept"): void {
    const place = this.querySelector("[data-draft-state]");
    if (place) place.textContent = this.getAttribute(state) ?? "";
  }
}
