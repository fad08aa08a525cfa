/** <copy-text value="…" done="Copied"><button>Copy</button></copy-text>, or for="id" to copy what stands there. */
export class CopyText extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", () => void this.copy());
  }

  async copy(): Promise<void> {
    const source = document.getElementById(this.getAttribute("for") ?? "");
    const text = this.getAttribute("value") ?? (source instanceof HTMLInputElement ? source.value : source?.textContent?.trim());
    await navigator.clipboard.writeText(text ?? "");
    const words = this.querySelector("[data-words]") ?? this.querySelector("button");
    const done = this.getAttribute("done");
    if (!words || !done || words.textContent === done) return;
    const before = words.textContent;
    words.textContent = done;
    window.setTimeout(() => (words.textContent = before), 2_000);
  }
}
