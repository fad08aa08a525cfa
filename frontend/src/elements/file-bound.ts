/** <file-bound too-large="…"> around file inputs with data-most: a file that is too large is told at once, before anything is sent. */
export class FileBound extends HTMLElement {
  connectedCallback(): void { this.addEventListener("change", this); }

  disconnectedCallback(): void { this.removeEventListener("change", this); }

  handleEvent(event: Event): void {
    const input = event.target as HTMLInputElement;
    if (input.type !== "file") return;
    const most = Number(input.dataset.most ?? Infinity);
    const isTooLarge = [...(input.files ?? [])].some((file) => file.size > most);
    this.#say(input, isTooLarge ? this.getAttribute("too-large") ?? "" : "");
    if (isTooLarge) input.value = "";
  }

  #say(input: HTMLInputElement, words: string): void {
    const field = input.closest(".pult-field") ?? this;
    let told = field.querySelector<HTMLElement>("[data-told]");
    if (!told) {
      told = document.createElement("div");
      told.dataset.told = "";
      told.className = "pult-field-error";
      told.setAttribute("role", "alert");
      field.append(told);
    }
    told.textContent = words;
    told.hidden = !words;
  }
}
