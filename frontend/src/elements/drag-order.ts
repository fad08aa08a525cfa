/**
 * <drag-order> around a list: its rows can be dragged to another place. Dropping sends the row's own form with the
 * number of places in the field `by`; the buttons of that form do the same without a mouse.
 */
export class DragOrder extends HTMLElement {
  #row: HTMLElement | null = null;
  #stop = new AbortController();

  connectedCallback(): void {
    const { signal } = this.#stop;
    for (const row of this.rows()) row.draggable = true;
    this.addEventListener("dragstart", (event) => this.#start(event), { signal });
    this.addEventListener("dragover", (event) => this.#over(event), { signal });
    this.addEventListener("drop", (event) => this.#drop(event), { signal });
    this.addEventListener("dragend", () => this.#end(), { signal });
  }

  disconnectedCallback(): void { this.#stop.abort(); }

  rows(): HTMLElement[] { return [...this.querySelectorAll<HTMLElement>("li")]; }

  #start(event: DragEvent): void {
    this.#row = (event.target as HTMLElement).closest("li");
    event.dataTransfer?.setData("text/plain", "");
  }

  #over(event: DragEvent): void {
    const over = (event.target as HTMLElement).closest("li");
    if (!this.#row || !over) return;
    event.preventDefault();
    for (const row of this.rows()) row.toggleAttribute("data-over", row === over && row !== this.#row);
  }

  #drop(event: DragEvent): void {
    const rows = this.rows(), over = (event.target as HTMLElement).closest("li");
    const form = this.#row?.querySelector("form"), by = form?.querySelector<HTMLInputElement>("input[name=by]");
    if (!this.#row || !over || !form || !by) return;
    event.preventDefault();
    const places = rows.indexOf(over) - rows.indexOf(this.#row);
    this.#end();
    if (!places) return;
    by.value = String(places);
    form.requestSubmit();
  }

  #end(): void {
    this.#row = null;
    for (const row of this.rows()) row.removeAttribute("data-over");
  }
}
