const NEAR = 80;

/** <conv-scroll>: opens at the newest message, and stays there as more come, unless one has scrolled up to read. */
export class ConvScroll extends HTMLElement {
  #atEnd = true;
  #sizes = new ResizeObserver(() => this.#atEnd && this.toEnd());
  #stop = new AbortController();

  connectedCallback(): void {
    this.#stop = new AbortController();
    this.addEventListener("scroll", () => (this.#atEnd = this.scrollHeight - this.scrollTop - this.clientHeight < NEAR), { signal: this.#stop.signal, passive: true });
    this.#sizes.observe(this);
    if (this.firstElementChild) this.#sizes.observe(this.firstElementChild);
    this.toEnd();
  }

  disconnectedCallback(): void {
    this.#sizes.disconnect();
    this.#stop.abort();
  }

  toEnd(): void {
    this.scrollTop = this.scrollHeight;
  }
}
