import type { ScoreCriterion } from "./score-criterion";

const WRITING = "textarea, select, input:not([type=radio])";

/** <score-sheet>: 1 to 9 and 0 mark the criterion one is at, n says that it does not apply, e its evidence, j and k move. */
export class ScoreSheet extends HTMLElement {
  #current: HTMLElement | null = null;
  #stop = new AbortController();

  connectedCallback(): void {
    const { signal } = this.#stop;
    document.addEventListener("keydown", (event) => this.pressed(event), { signal });
    document.addEventListener("submit", (event) => this.#submitted(event), { signal, capture: true });
    this.addEventListener("focusin", (event) => this.#at((event.target as Element).closest<HTMLElement>(".criterion")), { signal });
    this.addEventListener("score-saved", (event) => this.#count((event as CustomEvent<{ answered: number }>).detail.answered), { signal });
  }

  disconnectedCallback(): void { this.#stop.abort(); }

  get criteria(): HTMLElement[] { return [...this.querySelectorAll<HTMLElement>(".criterion:has(score-criterion)")]; }

  pressed(event: KeyboardEvent): void {
    const isWriting = event.target instanceof Element && event.target.closest(WRITING);
    const elsewhere = event.ctrlKey || event.metaKey || event.altKey || isWriting || document.querySelector("dialog[open], key-shortcuts[off]");
    if (elsewhere || event.defaultPrevented || !this.criteria.length || !this.#press(event.key)) return;
    event.preventDefault();
  }

  /** Handed in only when everything that was typed has arrived. */
  #submitted(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    const waiting = [...this.querySelectorAll<ScoreCriterion>("score-criterion")].filter((one) => one.isWaiting);
    if (form.dataset.submission === undefined || !waiting.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    void Promise.all(waiting.map((one) => one.save())).then(() => form.requestSubmit(submitter));
  }

  #press(key: string): boolean {
    if (key === "j" || key === "k") return this.#move(key === "j" ? 1 : -1);
    const criterion = this.#current;
    if (!criterion) return false;
    if (key === "e") {
      criterion.querySelector("textarea")?.focus();
      return true;
    }
    const value = key === "n" ? "na" : /^\d$/.test(key) ? key : "";
    const radio = value && criterion.querySelector<HTMLInputElement>(`input[name=value][value="${value}"]`);
    if (!radio) return false;
    radio.focus();
    radio.click();
    return true;
  }

  #move(step: number): boolean {
    const all = this.criteria;
    const at = this.#current ? all.indexOf(this.#current) + step : 0;
    const next = all[Math.max(0, Math.min(all.length - 1, at))];
    const places = ["input[name=value]:checked", "input[name=value]", "textarea"];
    const first = places.map((one) => next?.querySelector<HTMLElement>(one)).find(Boolean);
    first?.focus();
    next?.scrollIntoView?.({ block: "nearest" });
    return first !== undefined;
  }

  #at(criterion: HTMLElement | null): void {
    this.#current?.classList.remove("criterion-here");
    this.#current = criterion;
    criterion?.classList.add("criterion-here");
  }

  #count(answered: number): void {
    const shown = document.querySelector("[data-answered]");
    const bar = document.querySelector<HTMLProgressElement>("progress[data-progress]");
    if (shown) shown.textContent = String(answered);
    if (bar) bar.value = answered;
  }
}
