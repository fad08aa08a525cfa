/**
 * <survey-form>: brings out a question as soon as an earlier answer leads to it, and puts it away again. Without this
 * script the server asks for it on a second page.
 */
export class SurveyForm extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("change", () => this.#settle());
    this.#settle();
  }

  #settle(): void {
    for (const question of this.querySelectorAll<HTMLFieldSetElement>("fieldset[data-if]")) {
      const wanted = (question.dataset.values ?? "").split(" ");
      const chosen = this.#answers(question.dataset.if ?? "");
      const isDue = chosen.some((answer) => wanted.includes(answer));
      question.hidden = !isDue;
      question.disabled = !isDue;
    }
  }

  /** A question that is not asked itself has no answer, so whatever hangs on it falls away too. */
  #answers(name: string): string[] {
    const inputs = [...this.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(name)}"]:checked`)];
    return inputs.filter((input) => !input.closest("fieldset:disabled")).map((input) => input.value);
  }
}
