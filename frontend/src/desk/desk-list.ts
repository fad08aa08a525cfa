import { nameOf } from "../elements/key-shortcuts";

const TYPING = "input, textarea, select, [contenteditable=true]";

/** <desk-list>: the rows of the list, walked with J and K, opened with O or Enter. */
export class DeskList extends HTMLElement {
  #stop = new AbortController();

  connectedCallback(): void {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    document.addEventListener("keydown", (event) => this.#pressed(event), { signal });
    this.addEventListener("click", (event) => this.mark((event.target as Element).closest<HTMLElement>(".pult-row")), { signal });
  }

  disconnectedCallback(): void {
    this.#stop.abort();
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
