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
    // A caret before the first letter is where a browser puts it by itself: nobody stands there.
    if (field.selectionEnd === 0) field.setSelectionRange(field.value.length, field.value.length);
    const before = field.value.slice(0, field.selectionStart);
    const after = field.value.slice(field.selectionEnd);
    const gap = before.trim() && !before.endsWith("\n\n") ? (before.endsWith("\n") ? "\n" : "\n\n") : "";
    const rest = after.trim() && !after.startsWith("\n\n") ? (after.startsWith("\n") ? "\n" : "\n\n") : "";
    field.setRangeText(gap + words, field.selectionStart, field.selectionEnd, "end");
    field.setRangeText(rest, field.selectionEnd, field.selectionEnd, "preserve");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };
}
