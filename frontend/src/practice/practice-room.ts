import { rulesOf } from "./showing";
import { forget } from "./store";

/** <practice-room>: chooses among the questions on the page, picks one by chance, prints the sheet, forgets what was written. */
export class PracticeRoom extends HTMLElement {
  connectedCallback(): void {
    for (const part of this.querySelectorAll<HTMLElement>("[data-live]")) part.hidden = false;
    this.addEventListener("change", () => this.choose());
    this.#act("pick", () => this.pick());
    this.#act("print", () => window.print());
    this.#act("forget", () => this.forget());
    // Browsers bring back what was chosen before.
    this.choose();
  }

  get cards(): HTMLDetailsElement[] { return [...this.querySelectorAll<HTMLDetailsElement>("details[data-kind]")]; }

  choose(): void {
    const [kind, skill] = ["kind", "skill"].map((name) => this.querySelector<HTMLSelectElement>(`select[data-choose=${name}]`)?.value ?? "");
    for (const card of this.cards) {
      const fits = (!kind || card.dataset.kind === kind) && (!skill || card.dataset.skills?.split(" ").includes(skill));
      card.hidden = !fits;
    }
    for (const group of this.querySelectorAll<HTMLElement>("[data-group]")) group.hidden = !group.querySelector("details[data-kind]:not([hidden])");
    const shown = this.cards.filter((card) => !card.hidden).length;
    this.#say("chosen", shown ? (rulesOf().words["shown"] ?? "").replace("{count}", String(shown)) : rulesOf().words["no_question"] ?? "");
  }

  /** One of those that fit, by chance. */
  pick(): void {
    const open = this.cards.filter((card) => !card.hidden && !card.open);
    const card = open[Math.floor(Math.random() * open.length)];
    if (!card) return;
    for (const other of this.cards) other.open = other === card;
    card.scrollIntoView({ block: "start" });
    card.querySelector("summary")?.focus();
  }

  forget(): void {
    forget();
    document.dispatchEvent(new Event("practice-forgotten"));
    this.#say("forgotten", rulesOf().words["forgotten"] ?? "");
  }

  #act(name: string, act: () => void): void {
    this.querySelector(`[data-act=${name}]`)?.addEventListener("click", act);
  }

  #say(place: string, words: string): void {
    const told = this.querySelector(`[data-told=${place}]`);
    if (told && told.textContent !== words) told.textContent = words;
  }
}
