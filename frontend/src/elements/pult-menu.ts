const GAP = 4;

/** <pult-menu>: a button with popovertarget and its popover; placed beside the button, walked with the arrows. */
export class PultMenu extends HTMLElement {
  connectedCallback(): void {
    this.panel?.addEventListener("toggle", (event) => this.#toggled(event as ToggleEvent));
    this.panel?.addEventListener("keydown", (event) => this.#walk(event));
    this.panel?.addEventListener("click", (event) => (event.target as Element).closest("[role=menuitem]") && this.panel?.hidePopover());
  }

  get panel(): HTMLElement | null { return this.querySelector("[popover]"); }
  get button(): HTMLElement | null { return this.querySelector("[popovertarget]"); }

  /** Under the button, or over it where there is no room; kept inside the window. */
  place(): void {
    const { panel, button } = this;
    if (!panel || !button) return;
    const from = button.getBoundingClientRect();
    const size = panel.getBoundingClientRect();
    const rail = button.closest(".pult-rail") && window.innerWidth >= 768;
    const below = rail ? Math.min(from.top, window.innerHeight - size.height - 8) : from.bottom + GAP;
    const fits = below + size.height <= window.innerHeight - 8;
    const side = getComputedStyle(this).direction === "rtl" || this.hasAttribute("end");
    const start = rail ? from.right + GAP : side ? from.right - size.width : from.left;
    panel.style.top = `${Math.max(8, fits ? below : from.top - size.height - GAP)}px`;
    panel.style.left = `${Math.max(8, Math.min(start, window.innerWidth - size.width - 8))}px`;
  }

  #toggled(event: ToggleEvent): void {
    const open = event.newState === "open";
    this.button?.setAttribute("aria-expanded", String(open));
    if (!open) return;
    this.place();
    this.#items[0]?.focus();
  }

  get #items(): HTMLElement[] {
    return [...(this.panel?.querySelectorAll<HTMLElement>("[role^=menuitem]:not([disabled])") ?? [])];
  }

  #walk(event: KeyboardEvent): void {
    const items = this.#items;
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    items[(to + items.length) % items.length]?.focus();
  }
}
