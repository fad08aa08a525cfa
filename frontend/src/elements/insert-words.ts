/** <insert-words words="…"> around a button: puts the words into the reply, where the writer stands. */
export class InsertWords extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", this.#insert);
  }

  disconnectedCallback(): void {
    this.removeEventListener("click", this.#insert);
  }

  #insert = (): void => {
    const field = document.querySelector<HTMLTextAreaElement>("#reply-form textarea[name=text]");
    const words = this.getAttribute("words") ?? "";
    if (!field || !words) return;
    document.querySelector<HTMLElement>("#tab-reply[aria-selected=false]")?.click();
    const before = field.value.slice(0, field.selectionStart);
    const gap = before.trim() && !before.endsWith("\n\n") ? (before.endsWith("\n") ? "\n" : "\n\n") : "";
    field.setRangeText(gap + words, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };
}
