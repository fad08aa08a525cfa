import { forget, keep, kept } from "../kept";
import { showOther, type Saved } from "./other-words";

type Field = HTMLInputElement | HTMLTextAreaElement;

/**
 * <form-saver action key saving saved kept clash> around a form: all of it is saved as it is filled in, one save after
 * the other, and kept in this browser until the server has it. The server answers with new values for hidden fields.
 */
export class FormSaver extends HTMLElement {
  #timer = 0;
  #changes = 0;
  #busy: Promise<void> | undefined;
  #stop = new AbortController();

  connectedCallback(): void {
    const { signal } = this.#stop;
    this.#restore();
    this.form.addEventListener("input", () => this.changed(), { signal });
    this.form.addEventListener("submit", () => window.clearTimeout(this.#timer), { signal });
    window.addEventListener("online", () => kept(this.#key) && void this.save(), { signal });
  }

  disconnectedCallback(): void { this.#stop.abort(); }

  get form(): HTMLFormElement { return this.querySelector("form")!; }
  get #key(): string { return this.getAttribute("key") ?? location.pathname; }

  changed(): void {
    this.#changes++;
    keep(this.#key, [...new FormData(this.form)].map(([name, value]) => ({ name, value: String(value) })), false);
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.save(), 700);
  }

  async save(): Promise<void> {
    if (this.#busy) return this.#busy.then(() => this.save());
    this.#busy = this.#send().finally(() => (this.#busy = undefined));
    return this.#busy;
  }

  async #send(): Promise<void> {
    const changes = this.#changes;
    this.#say("saving");
    const body = new URLSearchParams([...new FormData(this.form)] as [string, string][]);
    const answer = await fetch(this.getAttribute("action") ?? "", { method: "POST", body, keepalive: true }).catch(() => null);
    const isRead = answer?.headers.get("Content-Type")?.includes("json") && (answer.ok || answer.status === 409);
    if (!answer || !isRead) return this.#say("kept");
    const saved = (await answer.json()) as Saved;
    for (const [name, value] of Object.entries(saved.fields)) this.#field(name)!.value = String(value);
    if (saved.other !== undefined) showOther(this, saved);
    if (answer.ok && changes === this.#changes) forget(this.#key);
    this.#say(answer.ok ? "saved" : "clash");
  }

  #field(name: string): Field | null { return this.form.querySelector<Field>(`[name="${CSS.escape(name)}"]`); }

  #restore(): void {
    const values = kept(this.#key);
    if (!values) return;
    for (const field of this.form.querySelectorAll<Field>("[name]")) {
      const value = values[field.name];
      if (field instanceof HTMLInputElement && field.type === "radio") field.checked = field.value === value;
      else if (value !== undefined) field.value = value;
    }
    void this.save();
  }

  #say(state: "saving" | "saved" | "kept" | "clash"): void {
    const place = this.querySelector("[data-state]");
    if (place) place.textContent = this.getAttribute(state) ?? "";
  }
}
