interface Library { draw(place: HTMLElement, chart: unknown): { resize(): void; dispose(): void } }

/**
 * <pult-chart library="…/charts.js">: loads the drawing library when it comes into view and draws what its
 * <script type="application/json"> describes. The table inside stays for those who cannot see the drawing.
 */
export class PultChart extends HTMLElement {
  #drawn: ReturnType<Library["draw"]> | undefined;
  #seen = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && void this.draw());
  #sized = new ResizeObserver(() => this.#drawn?.resize());
  #themed = new MutationObserver(() => void this.redraw());
  #system = matchMedia("(prefers-color-scheme: dark)");
  #redraw = (): void => void this.redraw();

  connectedCallback(): void {
    this.#seen.observe(this);
    this.#themed.observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
    this.#system.addEventListener("change", this.#redraw);
  }

  disconnectedCallback(): void {
    for (const observer of [this.#seen, this.#sized, this.#themed]) observer.disconnect();
    this.#system.removeEventListener("change", this.#redraw);
    this.#drawn?.dispose();
    this.#drawn = undefined;
  }

  async draw(): Promise<void> {
    this.#seen.disconnect();
    const place = this.querySelector<HTMLElement>(".pult-chart-canvas");
    const described = this.querySelector("script[type='application/json']")?.textContent;
    if (!place || !described || this.#drawn) return;
    const library = (await import(new URL(this.getAttribute("library") ?? "", location.href).href)) as Library;
    if (!this.isConnected) return;
    this.#drawn = library.draw(place, JSON.parse(described));
    this.#sized.observe(place);
  }

  async redraw(): Promise<void> {
    if (!this.#drawn) return;
    this.#drawn.dispose();
    this.#drawn = undefined;
    await this.draw();
  }
}
