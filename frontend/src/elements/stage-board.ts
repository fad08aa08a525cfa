/** <stage-board>: cards may be dragged to another column. Dropping sends the card's own form, which also works by itself. */
export class StageBoard extends HTMLElement {
  #card: HTMLElement | null = null;
  #stop = new AbortController();

  connectedCallback(): void {
    const { signal } = this.#stop;
    this.addEventListener("dragstart", (event) => this.#start(event), { signal });
    this.addEventListener("dragover", (event) => this.#over(event), { signal });
    this.addEventListener("dragend", () => this.#end(), { signal });
    this.addEventListener("drop", (event) => this.#drop(event), { signal });
  }

  disconnectedCallback(): void { this.#stop.abort(); }

  #start(event: DragEvent): void {
    this.#card = (event.target as HTMLElement).closest<HTMLElement>(".hire-card");
    event.dataTransfer?.setData("text/plain", this.#card?.id ?? "");
  }

  #over(event: DragEvent): void {
    const column = this.#column(event);
    if (!this.#card || !column) return;
    event.preventDefault();
    this.#mark(column);
  }

  #drop(event: DragEvent): void {
    const form = this.#card?.querySelector("form"), stage = this.#column(event)?.dataset.stage;
    const select = form?.querySelector("select");
    if (!form || !select || !stage) return;
    event.preventDefault();
    if (select.value !== stage) {
      select.value = stage;
      form.requestSubmit();
    }
    this.#end();
  }

  #end(): void {
    this.#card = null;
    this.#mark(null);
  }

  #column(event: Event): HTMLElement | null { return (event.target as HTMLElement).closest<HTMLElement>("[data-stage]"); }

  #mark(over: HTMLElement | null): void {
    for (const column of this.querySelectorAll<HTMLElement>("[data-stage]")) column.toggleAttribute("data-over", column === over);
  }
}
