interface Answered { ctx?: { response?: { status: number } } }

/**
 * <desk-composer> around the reply and the note: each sending has a key of its own, so that a repeat does nothing;
 * what was sent is cleared, what was refused stays, and the thread then shows what was newer.
 */
export class DeskComposer extends HTMLElement {
  #stop = new AbortController();

  connectedCallback(): void {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.querySelectorAll("form").forEach((form) => this.#renew(form));
    this.addEventListener("tab-chosen", (event) => this.#chosen((event as CustomEvent<string>).detail), { signal });
    if (this.hasAttribute("enter-sends")) this.addEventListener("keydown", (event) => this.#entered(event), { signal });
    this.addEventListener("htmx:after:request", (event) => this.#answered(event as CustomEvent<Answered>), { signal });
  }

  disconnectedCallback(): void {
    this.#stop.abort();
  }

  #chosen(tab: string): void {
    const isNote = tab === "tab-note";
    this.querySelector(".pult-composer")?.classList.toggle("pult-composer-note", isNote);
    this.querySelector<HTMLTextAreaElement>(isNote ? "#panel-note textarea" : "#panel-reply textarea")?.focus();
  }

  /** In a chat the Enter key sends; with Shift it begins a new line. */
  #entered(event: KeyboardEvent): void {
    const isPlain = !(event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented);
    if (event.key !== "Enter" || !isPlain || !(event.target instanceof HTMLTextAreaElement) || event.target.form?.id !== "reply-form") return;
    event.preventDefault();
    if (event.target.value.trim()) event.target.form.requestSubmit();
  }

  #answered(event: CustomEvent<Answered>): void {
    const form = event.target instanceof HTMLFormElement ? event.target : null;
    const status = event.detail.ctx?.response?.status ?? 0;
    if (!form) return;
    if (status >= 200 && status < 300) this.#sent(form);
    else if (status === 409) document.body.dispatchEvent(new CustomEvent("refused"));
  }

  /** The keys mean acts again: whoever goes on with one must not write it into the next message. */
  #sent(form: HTMLFormElement): void {
    this.#clear(form);
    if (this.hasAttribute("enter-sends")) return;
    if (form.contains(document.activeElement)) (document.activeElement as HTMLElement).blur();
  }

  #clear(form: HTMLFormElement): void {
    for (const field of form.querySelectorAll("textarea")) field.defaultValue = "";
    form.reset();
    this.#renew(form);
    const state = form.querySelector("[data-draft-state]");
    if (state) state.textContent = "";
  }

  #renew(form: HTMLFormElement): void {
    const key = form.querySelector<HTMLInputElement>("input[name=client_key]");
    if (key) key.value = newKey();
  }
}

function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
