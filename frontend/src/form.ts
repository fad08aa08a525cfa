/**
 * <pult-form name="returns" locale="en"> in a page of somebody else: a frame with the hosted form, as high as it needs.
 * A frame, so that the page's own styles, scripts and policies neither reach into the form nor are touched by it.
 */
const HOME = new URL(import.meta.url).origin;
const LEAST = 240;
const MOST = 6000;

class PultForm extends HTMLElement {
  #frame: HTMLIFrameElement | null = null;
  #stop = new AbortController();

  connectedCallback(): void {
    this.#stop = new AbortController();
    window.addEventListener("message", (event) => this.#heard(event), { signal: this.#stop.signal });
    this.#frame = document.createElement("iframe");
    this.#frame.src = this.#address();
    this.#frame.title = this.getAttribute("title") ?? this.getAttribute("name") ?? "";
    this.#frame.setAttribute("frameborder", "0");
    this.style.display = "block";
    Object.assign(this.#frame.style, { inlineSize: "100%", blockSize: `${LEAST}px`, border: "0", colorScheme: "normal" });
    this.replaceChildren(this.#frame);
  }

  disconnectedCallback(): void { this.#stop.abort(); }

  #address(): string {
    const name = encodeURIComponent(this.getAttribute("name") ?? "");
    const locale = encodeURIComponent((this.getAttribute("locale") ?? document.documentElement.lang ?? "en").toLowerCase() || "en");
    return `${HOME}/forms/${name}/${locale}?embedded=1`;
  }

  #heard(event: MessageEvent): void {
    if (event.origin !== HOME || event.source !== this.#frame?.contentWindow) return;
    const said = event.data as { pult?: unknown; height?: unknown };
    if (said?.pult !== "form-height" || typeof said.height !== "number") return;
    this.#frame!.style.blockSize = `${Math.min(Math.max(said.height, LEAST), MOST)}px`;
  }
}

if (!customElements.get("pult-form")) customElements.define("pult-form", PultForm);
