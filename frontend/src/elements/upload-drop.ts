import { fill } from "../page";

/**
 * <upload-drop most-bytes="26214400" too-large="{} is too large."> around a file input: files may also be dropped on it
 * or pasted into the form; the chosen ones are listed in [data-files] and can be taken out again.
 */
export class UploadDrop extends HTMLElement {
  #stop = new AbortController();

  connectedCallback(): void {
    const { signal } = this.#stop;
    const zone = this.closest("form") ?? this;
    this.input?.addEventListener("change", () => this.#list(), { signal });
    zone.addEventListener("dragover", (event) => this.#over(event as DragEvent), { signal });
    zone.addEventListener("dragleave", () => this.removeAttribute("over"), { signal });
    zone.addEventListener("drop", (event) => this.#dropped(event as DragEvent), { signal });
    zone.addEventListener("paste", (event) => this.#pasted(event as ClipboardEvent), { signal });
    zone.addEventListener("reset", () => queueMicrotask(() => this.#list()), { signal });
  }

  disconnectedCallback(): void { this.#stop.abort(); }

  get input(): HTMLInputElement | null { return this.querySelector("input[type=file]"); }

  add(files: Iterable<File>): void {
    const most = Number(this.getAttribute("most-bytes") ?? Infinity);
    const held = new DataTransfer();
    for (const file of [...(this.input?.files ?? []), ...files]) {
      if (file.size <= most) held.items.add(file);
      else this.#complain(fill(this.getAttribute("too-large"), file.name));
    }
    this.#set(held.files);
  }

  takeOut(index: number): void {
    const held = new DataTransfer();
    [...(this.input?.files ?? [])].forEach((file, at) => at !== index && held.items.add(file));
    this.#set(held.files);
  }

  #set(files: FileList): void {
    if (this.input) this.input.files = files;
    this.input?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #over(event: DragEvent): void {
    if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
    event.preventDefault();
    this.setAttribute("over", "");
  }

  #dropped(event: DragEvent): void {
    this.removeAttribute("over");
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    this.add(event.dataTransfer.files);
  }

  #pasted(event: ClipboardEvent): void {
    const files = event.clipboardData?.files;
    if (files?.length) { event.preventDefault(); this.add(files); }
  }

  #list(): void {
    const place = this.querySelector("[data-files]");
    const pattern = this.querySelector<HTMLTemplateElement>("template");
    if (!place || !pattern) return;
    place.replaceChildren(...[...(this.input?.files ?? [])].map((file, index) => {
      const item = pattern.content.cloneNode(true) as DocumentFragment;
      item.querySelector("[data-name]")?.append(file.name);
      item.querySelector("button")?.addEventListener("click", () => this.takeOut(index));
      return item;
    }));
  }

  #complain(text: string): void {
    document.body.dispatchEvent(new CustomEvent("toast", { detail: { text, tone: "late" } }));
  }
}
