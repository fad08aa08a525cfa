/**
 * <contact-form suggestions="/forms/returns/en/suggestions" notes="/forms/returns/en/notes"> around a contact form:
 * shows a field only when the answer that it depends on was given, and articles that may answer what is being written.
 * The server checks all of it again.
 */
interface Article { title: string; href: string; passage: string }

const DELAY = 700;
const SHORTEST = 8;

export class ContactForm extends HTMLElement {
  #stop = new AbortController();
  #timer = 0;
  #asked = "";

  connectedCallback(): void {
    const { signal } = (this.#stop = new AbortController());
    this.addEventListener("change", () => this.#settle(), { signal });
    this.#settle();
    if (!this.getAttribute("suggestions")) return;
    this.addEventListener("input", (event) => this.#typed(event.target), { signal });
    this.querySelector("[data-answered]")?.addEventListener("click", () => this.#answered(), { signal });
  }

  disconnectedCallback(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  get form(): HTMLFormElement | null { return this.querySelector("form"); }

  /** A field that depends on one that is hidden is hidden, too: they stand in order. */
  #settle(): void {
    for (const part of this.querySelectorAll<HTMLElement>("[data-when]")) {
      part.hidden = this.#told(part.dataset["when"] ?? "") !== part.dataset["is"];
    }
  }

  #told(name: string): string {
    const control = this.form?.elements.namedItem(name);
    if (!(control instanceof HTMLElement) || control.closest("[data-when][hidden]")) return "";
    if (control instanceof HTMLInputElement && control.type === "checkbox") return control.checked ? "yes" : "";
    return (control as HTMLSelectElement).value ?? "";
  }

  #typed(target: EventTarget | null): void {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
    if (target.name !== "subject" && target.name !== "text") return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#ask(), DELAY);
  }

  async #ask(): Promise<void> {
    const words = ["subject", "text"].map((name) => this.#told(name)).join(" ").trim().slice(0, 500);
    if (words.length < SHORTEST || words === this.#asked) return;
    this.#asked = words;
    const query = new URLSearchParams({ q: words, ticket: this.#told("ticket") });
    try {
      const answer = await fetch(`${this.getAttribute("suggestions")}?${query}`);
      if (answer.ok && words === this.#asked) this.#show(((await answer.json()) as { articles: Article[] }).articles);
    } catch {
      // Without an answer the form works as before, and the same words may be asked again.
      if (words === this.#asked) this.#asked = "";
    }
  }

  #show(articles: Article[]): void {
    const place = this.querySelector<HTMLElement>("[data-found]");
    const pattern = this.querySelector<HTMLTemplateElement>("[data-found] template");
    if (!place || !pattern) return;
    place.hidden = articles.length === 0;
    place.querySelector("[data-articles]")?.replaceChildren(...articles.map((article) => {
      const item = pattern.content.cloneNode(true) as DocumentFragment;
      const link = item.querySelector("a")!;
      link.href = article.href;
      link.addEventListener("click", () => this.#note("opened"));
      const [title, passage] = link.querySelectorAll("span");
      title!.textContent = article.title;
      passage!.textContent = article.passage;
      return item;
    }));
  }

  #answered(): void {
    this.#note("answered");
    const thanks = this.querySelector<HTMLElement>("[data-thanks]");
    if (thanks) thanks.hidden = false;
    this.querySelector("[data-answered]")?.setAttribute("hidden", "");
  }

  #note(what: string): void {
    const said = new URLSearchParams({ what, ticket: this.#told("ticket") });
    navigator.sendBeacon(this.getAttribute("notes") ?? "", said);
  }
}
