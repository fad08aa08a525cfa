import { csrfToken } from "../page";

interface Copy { values: Record<string, string>; sent?: boolean }

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
    this.form?.addEventListener("submit", () => this.#keep(true), { signal });
    this.form?.addEventListener("htmx:after:request", (event) => this.#answered(event as CustomEvent), { signal });
    window.addEventListener("online", () => localStorage.getItem(this.#name) && void this.save(), { signal });
  }

  disconnectedCallback(): void {
    if (this.#timer) void this.save();
    this.#stop.abort();
  }

  get form(): HTMLFormElement | null { return this.querySelector("form") ?? this.closest("form"); }
  get #name(): string { return `pult-draft:${this.getAttribute("key") ?? location.pathname}`; }

  #fields(): (HTMLInputElement | HTMLTextAreaElement)[] {
    const all = this.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("textarea[name], input[type=text][name]");
    return [...all];
  }

  changed(): void {
    this.#keep(false);
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
      if (answer.ok) localStorage.removeItem(this.#name);
      this.#say(answer.ok ? "saved" : "kept");
    } catch {
      if (turn === this.#turn) this.#say("kept");
    }
  }

  #keep(sent: boolean): void {
    const values = Object.fromEntries(this.#fields().map((field) => [field.name, field.value]));
    localStorage.setItem(this.#name, JSON.stringify({ values, sent } satisfies Copy));
  }

  #restore(): void {
    const text = localStorage.getItem(this.#name);
    if (!text) return;
    const copy = JSON.parse(text) as Copy;
    const [visit] = performance.getEntriesByType?.("navigation") ?? [];
    if (copy.sent && (visit as PerformanceNavigationTiming | undefined)?.type === "navigate") return localStorage.removeItem(this.#name);
    for (const field of this.#fields()) field.value = copy.values[field.name] ?? field.value;
    this.#say("kept");
    void this.save();
  }

  #answered(event: CustomEvent<{ ctx?: { response?: { status: number } } }>): void {
    const status = event.detail?.ctx?.response?.status ?? 0;
    if (status >= 200 && status < 400) { window.clearTimeout(this.#timer); this.#timer = 0; this.#turn++; localStorage.removeItem(this.#name); }
  }

  #say(state: "saving" | "saved" | "kept"): void {
    const place = this.querySelector("[data-draft-state]");
    if (place) place.textContent = this.getAttribute(state) ?? "";
  }
}
