/**
 * <command-palette src="/app/palette">: Ctrl/⌘+K. The server answers with <li><a role="option" href>…</a></li> items for
 * ?q=…; the element moves the choice and opens it. The dialog and its list stand inside, drawn by the server.
 */
export class CommandPalette extends HTMLElement {
  #asked = 0;
  #timer = 0;
  #stop = new AbortController();

  connectedCallback(): void {
    const { signal } = this.#stop;
    document.addEventListener("keydown", (event) => this.#called(event), { signal });
    this.input?.addEventListener("input", () => this.#later(), { signal });
    this.input?.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.list?.addEventListener("click", (event) => this.#leave(event.target as Element), { signal });
    document.addEventListener("click", (event) => (event.target as Element).closest?.("[data-palette]") && this.show(), { signal });
  }

  disconnectedCallback(): void { this.#stop.abort(); }

  get dialog(): HTMLDialogElement | null { return this.querySelector("dialog"); }
  get input(): HTMLInputElement | null { return this.querySelector("input"); }
  get list(): HTMLElement | null { return this.querySelector("[role=listbox]"); }
  get options(): HTMLElement[] { return [...this.querySelectorAll<HTMLElement>("[role=option]")]; }

  show(): void {
    this.dialog?.showModal();
    this.input?.select();
    void this.search();
  }

  async search(): Promise<void> {
    const turn = ++this.#asked;
    const url = new URL(this.getAttribute("src") ?? "", location.href);
    url.searchParams.set("q", this.input?.value ?? "");
    const answer = await fetch(url, { headers: { "HX-Request": "true" } });
    if (!answer.ok || turn !== this.#asked || !this.list) return;
    this.list.innerHTML = await answer.text();
    this.choose(0);
  }

  choose(index: number): void {
    const options = this.options;
    const at = Math.max(0, Math.min(options.length - 1, index));
    options.forEach((option, place) => {
      option.id ||= `palette-option-${place}`;
      option.setAttribute("aria-selected", String(place === at));
    });
    options[at]?.scrollIntoView?.({ block: "nearest" });
    this.input?.setAttribute("aria-activedescendant", options[at]?.id ?? "");
  }

  #called(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    this.dialog?.open ? this.dialog.close() : this.show();
  }

  #later(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.search(), 120);
  }

  #key(event: KeyboardEvent): void {
    const at = this.options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.isComposing) return;
    if (event.key === "ArrowDown") this.choose(at + 1);
    else if (event.key === "ArrowUp") this.choose(at - 1);
    else if (event.key === "Enter") this.options[at]?.click();
    else return;
    event.preventDefault();
  }

  #leave(target: Element): void {
    if (target.closest("[role=option]")) this.dialog?.close();
  }
}
