import { DeskList } from "../desk/desk-list";
import { nameOf } from "./key-shortcuts";

const ACTS = "eum";
const TYPING = "input, textarea, select, [contenteditable=true]";

/** <notice-list>: walked with J and K like every list; E, U and M act on the row one stands on, else on the first. */
export class NoticeList extends DeskList {
  #acts = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#acts = new AbortController();
    // Before the keys of the page, which would press the first row's button.
    document.addEventListener("keydown", (event) => this.#act(event), { signal: this.#acts.signal, capture: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#acts.abort();
  }

  override get rows(): HTMLElement[] { return [...this.querySelectorAll<HTMLElement>(".notice-link")]; }

  #act(event: KeyboardEvent): void {
    const key = nameOf(event);
    if (event.altKey || !ACTS.includes(key) || document.querySelector("key-shortcuts[off], dialog:modal")) return;
    const from = event.target instanceof Element ? event.target : null;
    if (from?.closest(TYPING)) return;
    const button = from?.closest(".notice")?.querySelector<HTMLElement>(`[data-act=${key}]`);
    if (!button || !this.contains(button)) return;
    event.preventDefault();
    const at = this.rows.findIndex((row) => row.closest(".notice")?.contains(from));
    button.click();
    this.#stay(at);
  }

  /** The row may go: whoever walks the list goes on where they stood. */
  #stay(at: number): void {
    document.addEventListener("htmx:after:swap", () => {
      const rows = this.rows;
      if (document.activeElement === document.body) rows[Math.min(at, rows.length - 1)]?.focus();
    }, { once: true });
  }
}
