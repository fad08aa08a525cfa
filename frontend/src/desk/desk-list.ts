import { nameOf } from "../elements/key-shortcuts";

const TYPING = "input, textarea, select, [contenteditable=true]";

/** <desk-list>: the rows of the list, walked with J and K, opened with O or Enter. */
export class DeskList extends HTMLElement {
  #stop = new AbortController();
  #chosen = new Set<string>();
  #last = "";
  #observer = new MutationObserver(() => this.#chosen.size > 0 && this.#keep());

  connectedCallback(): void {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    document.addEventListener("keydown", (event) => this.#pressed(event), { signal });
    // Before the page's own keys: a focused row is chosen, whatever else the key does elsewhere.
    document.addEventListener("keydown", (event) => this.#chose(event), { signal, capture: true });
    this.addEventListener("click", (event) => this.mark((event.target as Element).closest<HTMLElement>(".pult-row")), { signal });
    this.addEventListener("click", (event) => this.#clicked(event), { signal });
    document.addEventListener("change", () => this.#count(), { signal });
    document.addEventListener("reset", ({ target }) => (target as Element).id === "bulk" && this.choose([]), { signal });
    document.body.addEventListener("bulk-done", () => document.querySelector<HTMLFormElement>("form#bulk")?.reset(), { signal });
    this.#observer.observe(this, { childList: true, subtree: true });
  }

  disconnectedCallback(): void {
    this.#stop.abort();
    this.#observer.disconnect();
  }

  get picks(): HTMLInputElement[] { return [...this.querySelectorAll<HTMLInputElement>(".desk-pick")]; }

  /** Choose these and no others; what a refresh draws anew stays chosen. */
  choose(keys: Iterable<string>): void {
    this.#chosen = new Set(keys);
    this.#keep();
  }

  #keep(): void {
    for (const pick of this.picks) pick.checked = this.#chosen.has(pick.value);
    this.#tell();
  }

  #count(): void {
    this.#chosen = new Set(this.picks.filter((pick) => pick.checked).map((pick) => pick.value));
    this.#tell();
  }

  #tell(): void {
    const count = document.querySelector(".desk-bulk-count");
    const words = this.#chosen.size ? (count?.getAttribute("words") ?? "").replace("{}", String(this.#chosen.size)) : "";
    if (count && count.textContent !== words) count.textContent = words;
  }

  /** With Shift, everything between the last one and this one is as this one. */
  #clicked(event: MouseEvent): void {
    const pick = event.target;
    if (!(pick instanceof HTMLInputElement) || !pick.matches(".desk-pick")) return;
    const picks = this.picks;
    const [here, there] = [picks.indexOf(pick), picks.findIndex((one) => one.value === this.#last)];
    if (event.shiftKey && there >= 0) picks.slice(Math.min(here, there), Math.max(here, there) + 1).forEach((one) => (one.checked = pick.checked));
    this.#last = pick.value;
    this.#count();
  }

  #chose(event: KeyboardEvent): void {
    const row = this.rows.find((one) => one === document.activeElement);
    if (!row || event.ctrlKey || event.metaKey || event.altKey || !["x", " "].includes(event.key.toLowerCase())) return;
    row.parentElement?.querySelector<HTMLInputElement>(".desk-pick")?.click();
    event.preventDefault();
    event.stopPropagation();
  }

  get rows(): HTMLElement[] { return [...this.querySelectorAll<HTMLElement>(".pult-row")]; }
  get current(): HTMLElement | null { return this.querySelector("[aria-current]"); }

  /** The row beside the open one: after it, else before it. */
  get beside(): HTMLElement | null {
    const rows = this.rows;
    const at = rows.indexOf(this.current as HTMLElement);
    return rows[at + 1] ?? rows[at - 1] ?? null;
  }

  /** Show at once which row was opened; the server says so too with its next answer. */
  mark(row: HTMLElement | null): void {
    if (!row) return;
    this.current?.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
    row.classList.remove("pult-row-unread");
  }

  #pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("key-shortcuts[off], dialog:modal")) return;
    if (event.target instanceof Element && event.target.closest(TYPING)) return;
    const step = { j: 1, k: -1 }[nameOf(event)];
    const focused = this.rows.find((row) => row === document.activeElement);
    if (step !== undefined) {
      const rows = this.rows;
      const at = rows.indexOf(focused ?? (this.current as HTMLElement));
      rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
      event.preventDefault();
    } else if (nameOf(event) === "o" && focused) {
      focused.click();
      event.preventDefault();
    }
  }
}
