/**
 * <asked-fields> around what is asked: shows a field only with the types that ask for it (`data-types`), and when the
 * field it depends on (`data-other`) is shown and says one of `data-values`. The server checks all of it again.
 */
type Controls = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export class AskedFields extends HTMLElement {
  #stop = new AbortController();

  connectedCallback(): void {
    this.#stop = new AbortController();
    this.addEventListener("change", () => this.#settle(), { signal: this.#stop.signal });
    this.#settle();
  }

  disconnectedCallback(): void { this.#stop.abort(); }

  #settle(): void {
    const type = this.querySelector<HTMLSelectElement>("select[name=type]")?.value ?? "";
    const parts = [...this.querySelectorAll<HTMLElement>("[data-asked]")];
    const known = new Map(parts.map((part) => [part.dataset["asked"] ?? "", part]));
    for (const part of parts) part.hidden = !shows(part, known, type, new Set());
  }
}

/** A chain is followed to its beginning; one that runs in a circle shows nothing. */
function shows(part: HTMLElement, known: Map<string, HTMLElement>, type: string, seen: Set<HTMLElement>): boolean {
  const types = (part.dataset["types"] ?? "").split(" ").filter(Boolean);
  if (seen.has(part) || (types.length > 0 && !types.includes(type))) return false;
  const name = part.dataset["other"];
  if (!name) return true;
  const other = known.get(name);
  if (!other) return false;
  const when = JSON.parse(part.dataset["values"] ?? "[]") as string[];
  return told(other).some((value) => when.includes(value)) && shows(other, known, type, seen.add(part));
}

function told(part: HTMLElement): string[] {
  return [...part.querySelectorAll<Controls>("input, select, textarea")]
    .filter((control) => !(control instanceof HTMLInputElement && control.type === "checkbox") || control.checked)
    .map((control) => control.value);
}
