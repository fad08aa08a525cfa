import type { ScoreCriterion } from "./score-criterion";

interface Kept { revision: number; evidence: string; value: string }

/** What another window wrote for the same criterion, beside what stands here, and the choice between the two. */
export class OtherWindow {
  #kept: Kept | undefined;

  constructor(private readonly criterion: ScoreCriterion) {}

  get #box(): HTMLElement | null { return this.criterion.querySelector<HTMLElement>("[data-other]"); }

  async show(answer: Response): Promise<void> {
    const box = this.#box;
    if (!answer.ok || !box) return;
    this.#kept = (await answer.json()) as Kept;
    // The same revision: it was refused for another reason, such as being submitted already.
    if (String(this.#kept.revision) === this.criterion.seen.value) return;
    const words = [this.criterion.getAttribute("other"), `“${this.#kept.evidence}”`, this.#kept.value];
    box.querySelector("[data-other-words]")!.textContent = words.filter(Boolean).join(" ");
    box.hidden = false;
  }

  answer(target: Element): void {
    const box = this.#box;
    if (!box || !this.#kept || !target.matches("[data-keep], [data-take]")) return;
    if (target.matches("[data-take]")) this.criterion.fill(this.#kept.value, this.#kept.evidence);
    this.criterion.seen.value = String(this.#kept.revision);
    box.hidden = true;
    this.criterion.evidence.focus();
    void this.criterion.save();
  }
}
