/** <tab-set>: tabs of one page, as the ARIA pattern says: arrows move, one panel is shown. */
export class TabSet extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", (event) => this.choose(this.#tab(event.target)));
    this.addEventListener("keydown", (event) => this.#walk(event));
  }

  get tabs(): HTMLElement[] { return [...this.querySelectorAll<HTMLElement>("[role=tab]")]; }

  choose(chosen: HTMLElement | null): void {
    if (!chosen) return;
    for (const tab of this.tabs) {
      tab.setAttribute("aria-selected", String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel) panel.hidden = tab !== chosen;
    }
    this.dispatchEvent(new CustomEvent("tab-chosen", { bubbles: true, detail: chosen.id }));
  }

  #tab(target: EventTarget | null): HTMLElement | null {
    return target instanceof Element ? target.closest<HTMLElement>("[role=tab]") : null;
  }

  #walk(event: KeyboardEvent): void {
    const at = this.tabs.indexOf(this.#tab(event.target) as HTMLElement);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (at < 0 || step === undefined) return;
    const next = this.tabs[(at + step + this.tabs.length) % this.tabs.length];
    this.choose(next ?? null);
    next?.focus();
  }
}
