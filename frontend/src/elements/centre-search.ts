interface Suggestion { title: string; path: string; lang: string }

const PATIENCE = 180;
let made = 0;

/** <centre-search address="…" label="…"> around a search field: shows what may be meant while somebody types.
 *  Arrows choose, Enter opens, Escape closes; without a choice Enter searches as it does without JavaScript. */
export class CentreSearch extends HTMLElement {
  #input!: HTMLInputElement;
  #list = document.createElement("ul");
  #timer = 0;
  #asked: AbortController | null = null;
  #chosen = -1;

  connectedCallback(): void {
    const input = this.querySelector("input");
    if (!input) return;
    this.#input = input;
    this.#list.id = `centre-suggestions-${made++}`;
    this.#list.className = "centre-suggestions";
    this.#list.hidden = true;
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", this.getAttribute("label") ?? "");
    const told = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.#list.id };
    for (const [name, value] of Object.entries(told)) input.setAttribute(name, value);
    this.append(this.#list);
    for (const kind of ["input", "keydown", "focusout"]) this.addEventListener(kind, this);
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
  }

  handleEvent(event: Event): void {
    if (event.type === "input") {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => void this.#ask(), PATIENCE);
    } else if (event.type === "keydown") this.#key(event as KeyboardEvent);
    else if (!this.contains((event as FocusEvent).relatedTarget as Node | null)) this.#close();
  }

  async #ask(): Promise<void> {
    this.#asked?.abort();
    const words = this.#input.value.trim();
    if (words.length < 2) return this.#show([]);
    const { signal } = (this.#asked = new AbortController());
    try {
      const answer = await fetch(`${this.getAttribute("address")}?q=${encodeURIComponent(words)}`, { signal });
      const found = answer.ok ? ((await answer.json()) as { suggestions: Suggestion[] }).suggestions : [];
      if (!signal.aborted) this.#show(found);
    } catch { /* Newer letters were typed, or the network is away: the form still searches. */ }
  }

  /** Nobody waits for an answer any more: one that comes late must not open the list again. */
  #close(): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#show([]);
  }

  #show(found: Suggestion[]): void {
    this.#chosen = -1;
    this.#list.replaceChildren(...found.map((one, at) => this.#option(one, at)));
    this.#list.hidden = !found.length;
    this.#input.setAttribute("aria-expanded", String(found.length > 0));
    this.#input.removeAttribute("aria-activedescendant");
  }

  #option(one: Suggestion, at: number): HTMLElement {
    const option = document.createElement("li");
    Object.assign(option, { id: `${this.#list.id}-${at}`, lang: one.lang, textContent: one.title });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.addEventListener("mousedown", (event) => event.preventDefault());
    option.addEventListener("click", () => location.assign(one.path));
    return option;
  }

  #key(event: KeyboardEvent): void {
    const options = [...this.#list.children] as HTMLElement[];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && options.length) this.#close();
    else if (step && options.length) {
      this.#chosen = (this.#chosen + step + options.length + (this.#chosen < 0 && step < 0 ? 1 : 0)) % options.length;
      options.forEach((one, at) => one.setAttribute("aria-selected", String(at === this.#chosen)));
      this.#input.setAttribute("aria-activedescendant", options[this.#chosen]?.id ?? "");
    } else if (event.key === "Enter" && this.#chosen >= 0) options[this.#chosen]?.click();
    else return;
    event.preventDefault();
  }
}
