const FOLDED = "[data-unfolded-by]";
const TYPING = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=true]";

/** Whoever writes in Cyrillic letters has the same keys. */
const CYRILLIC = "абвгдезијклмнопрстуфхцѕџ";
const LATIN = "abvgdezijklmnoprstufhcyx";

/**
 * <key-shortcuts>: single keys, declared as data-key="r" on what they press or focus; data-key="mod+Enter" works while
 * writing too. `off` switches single keys off. The list in the dialog inside is filled from the page.
 */
export class KeyShortcuts extends HTMLElement {
  #stop = new AbortController();

  connectedCallback(): void {
    document.addEventListener("keydown", (event) => this.pressed(event), { signal: this.#stop.signal });
  }

  disconnectedCallback(): void {
    this.#stop.abort();
  }

  pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    const name = nameOf(event);
    const writing = event.target instanceof Element && event.target.closest(TYPING) !== null;
    if (name === "Escape" && writing) return (event.target as HTMLElement).blur();
    const withModifier = name.startsWith("mod+");
    if (!withModifier && (writing || this.hasAttribute("off") || event.ctrlKey || event.metaKey || event.altKey)) return;
    if (name === "?") return this.#sheet(event);
    const target = (name === "Escape" && unfolding()) || this.#find(name, event.target);
    if (!target) return;
    event.preventDefault();
    this.#bringForth(target);
    if (target.matches(TYPING)) target.focus();
    else target.click();
  }

  /** The nearest one that can be seen, stands in a menu or is folded away: in the form one writes in, in the open dialog, else on the page. */
  #find(name: string, from: EventTarget | null): HTMLElement | undefined {
    const near = from instanceof Element ? from.closest("form, dialog") : null;
    const dialog = document.querySelector("dialog[open]");
    const places = [near, dialog ?? document].filter((place) => place !== null);
    for (const place of places) {
      const ready = [...place.querySelectorAll<HTMLElement>("[data-key]:not([disabled])")];
      const found = ready.find((one) => one.dataset.key === name && (one.getClientRects().length > 0 || one.closest(`[popover], ${FOLDED}`)));
      if (found) return found;
    }
    return undefined;
  }

  /** What stands in a part that a narrow screen folds away is unfolded first. */
  #bringForth(target: HTMLElement): void {
    const part = target.closest(FOLDED);
    if (part && part.getClientRects().length === 0) document.getElementById(part.getAttribute("data-unfolded-by") ?? "")?.click();
  }

  #sheet(event: KeyboardEvent): void {
    const dialog = this.querySelector("dialog");
    const list = this.querySelector("dl");
    if (!dialog || !list || dialog.open) return;
    event.preventDefault();
    const seen = new Map<string, string>();
    for (const one of document.querySelectorAll<HTMLElement>("[data-key]")) {
      const words = one.dataset.keyLabel ?? one.getAttribute("aria-label") ?? one.textContent?.trim() ?? "";
      if (one.dataset.key && words && !seen.has(one.dataset.key)) seen.set(one.dataset.key, words);
    }
    list.replaceChildren(...[...seen].map(([key, words]) => line(words, key)), ...list.querySelectorAll("[data-always]"));
    dialog.showModal();
  }
}

/** What folds a part of a narrow screen away again, while it lies over the rest: leaving means leaving this first. */
function unfolding(): HTMLElement | undefined {
  const parts = [...document.querySelectorAll(FOLDED)];
  const openers = parts.map((part) => document.getElementById(part.getAttribute("data-unfolded-by") ?? ""));
  const open = openers.find((one) => one?.getAttribute("aria-expanded") === "true" && one.getClientRects().length > 0);
  return document.querySelector("dialog[open]") ? undefined : (open ?? undefined);
}

/** What a key is called here, whichever alphabet is typed. */
export function nameOf(event: KeyboardEvent): string {
  const typed = event.key.toLowerCase();
  const key = event.key.length === 1 ? (LATIN[CYRILLIC.indexOf(typed)] ?? typed) : event.key;
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key;
}

function line(words: string, key: string): HTMLElement {
  const row = document.createElement("div");
  const term = Object.assign(document.createElement("dt"), { textContent: words });
  const keys = key.split("+").map((part) => Object.assign(document.createElement("kbd"), { textContent: shown(part) }));
  const value = document.createElement("dd");
  value.append(...keys);
  row.append(term, value);
  return row;
}

function shown(part: string): string {
  if (part !== "mod") return part === "Enter" ? "↵" : part;
  return /mac|iphone|ipad/i.test(navigator.userAgent) ? "⌘" : "Ctrl";
}
