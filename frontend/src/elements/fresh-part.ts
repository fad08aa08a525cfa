const QUIET = 60;

/**
 * <fresh-part every="4000"> around the parts of a public page that others write, each with an id: the page is asked for
 * again and again, and what has changed is put in its place. What one types stays. Fields named in `fields` follow.
 * The longer nothing happens the longer it waits, and a hidden page waits until it is looked at.
 */
export class FreshPart extends HTMLElement {
  #timer = 0;
  #calm = 0;
  #stop = new AbortController();

  connectedCallback(): void {
    document.addEventListener("visibilitychange", () => document.hidden || void this.look(), { signal: this.#stop.signal });
    this.#later();
  }

  disconnectedCallback(): void {
    this.#stop.abort();
    window.clearTimeout(this.#timer);
  }

  #later(): void {
    window.clearTimeout(this.#timer);
    const every = Number(this.getAttribute("every") ?? 4000);
    this.#timer = window.setTimeout(() => void this.look(), this.#calm > QUIET ? every * 5 : every);
  }

  async look(): Promise<void> {
    window.clearTimeout(this.#timer);
    if (document.hidden) return;
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } }).catch(() => null);
    if (answer?.ok) this.#show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    if (this.isConnected) this.#later();
  }

  #show(page: Document): void {
    this.#calm++;
    // The end of a talk changes the whole page; nothing could be sent any more.
    const isOver = !page.querySelector("fresh-part");
    for (const mine of this.querySelectorAll("[id]")) {
      const theirs = page.getElementById(mine.id);
      if (!theirs || mine.matches("input, textarea, select") || mine.innerHTML === theirs.innerHTML) continue;
      this.#calm = 0;
      mine.replaceChildren(...theirs.childNodes);
    }
    for (const name of (this.getAttribute("fields") ?? "").split(" ").filter(Boolean)) {
      const [mine, theirs] = [this.querySelector<HTMLInputElement>(`[name=${name}]`), page.querySelector<HTMLInputElement>(`[name=${name}]`)];
      if (mine && theirs) mine.value = theirs.value;
    }
    if (isOver) this.#end(page);
  }

  #end(page: Document): void {
    const typed = this.querySelector("textarea")?.value.trim();
    if (!typed) return document.querySelector("main")!.replaceChildren(...page.querySelector("main")!.childNodes);
    this.#stop.abort();
    this.querySelector<HTMLElement>("[data-over]")!.hidden = false;
    this.isConnected && this.replaceWith(...this.childNodes);
  }
}
