/** <frame-height> around the inside of a frame: tells the page around it how high it is, whenever that changes. */
export class FrameHeight extends HTMLElement {
  #watch: ResizeObserver | null = null;

  connectedCallback(): void {
    if (window.parent === window) return;
    this.#watch = new ResizeObserver(() => this.#tell());
    this.#watch.observe(this);
  }

  disconnectedCallback(): void { this.#watch?.disconnect(); }

  #tell(): void {
    // A height is no secret, and the page around may be any of those that the policy lets embed us.
    window.parent.postMessage({ pult: "form-height", height: Math.ceil(this.getBoundingClientRect().height) + 16 }, "*");
  }
}
