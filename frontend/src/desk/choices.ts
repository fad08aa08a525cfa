const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** <filter-list>: a search field over buttons with data-words; Enter takes the first that is left. */
export class FilterList extends HTMLElement {
  connectedCallback(): void {
    const field = this.querySelector("input[type=search]");
    field?.addEventListener("input", () => this.#narrow(fold((field as HTMLInputElement).value)));
    field?.addEventListener("keydown", (event) => this.#take(event as KeyboardEvent));
  }

  #choices(): HTMLElement[] { return [...this.querySelectorAll<HTMLElement>("[data-words]")]; }

  #narrow(words: string): void {
    for (const one of this.#choices()) one.hidden = !fold(one.dataset.words ?? "").includes(words);
  }

  #take(event: KeyboardEvent): void {
    if (event.key !== "Enter") return;
    event.preventDefault();
    this.#choices().find((one) => !one.hidden)?.click();
  }
}

/** <tag-picker>: buttons that put a tag into the field above, or take it out again. */
export class TagPicker extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", (event) => this.#clicked(event.target as Element));
    this.addEventListener("input", () => this.#show());
    this.#show();
  }

  get field(): HTMLInputElement | null { return this.querySelector("input[name=tags]"); }

  #tags(): string[] {
    return (this.field?.value ?? "").split(",").map((tag) => tag.trim()).filter(Boolean);
  }

  #clicked(target: Element): void {
    const tag = target.closest<HTMLElement>("[data-tag]")?.dataset.tag;
    if (!tag || !this.field) return;
    const tags = this.#tags();
    this.field.value = (tags.includes(tag) ? tags.filter((one) => one !== tag) : [...tags, tag]).join(", ");
    this.#show();
  }

  #show(): void {
    const tags = this.#tags();
    for (const one of this.querySelectorAll<HTMLElement>("[data-tag]")) one.setAttribute("aria-pressed", String(tags.includes(one.dataset.tag ?? "")));
  }
}
