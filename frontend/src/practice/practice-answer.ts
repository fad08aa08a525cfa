import { countWords } from "./fold";
import { type Hint, type Rules, marks, missingHints, wordingHints } from "./rules";
import { headed, hintList, markList, rulesOf, show } from "./showing";
import { plain, starHints } from "./star";
import { keep, kept } from "./store";

const SHORT_LETTER = 35;
const LONG_LETTER = 230;

/**
 * <practice-answer key form>: one's own answer to a question (form "star") or to a customer ("letter"), kept here as it is
 * typed, and looked at when one asks for it. There is no form around the fields, so nothing can be sent.
 */
export class PracticeAnswer extends HTMLElement {
  connectedCallback(): void {
    const around = this.closest("details");
    if (!around || around.open) this.open();
    around?.addEventListener("toggle", () => { if (around.open) this.open(); });
    document.addEventListener("practice-forgotten", () => this.forget());
  }

  open(): void {
    const template = document.getElementById(`practice-${this.getAttribute("form") ?? "star"}`) as HTMLTemplateElement | null;
    if (this.fields.length || !template) return;
    this.append(template.content.cloneNode(true));
    const values = kept(this.key);
    for (const field of this.fields) field.value = values[field.dataset.part ?? ""] ?? "";
    this.addEventListener("input", () => keep(this.key, this.values));
    this.querySelector("[data-look]")?.addEventListener("click", () => this.look());
  }

  get key(): string { return this.getAttribute("key") ?? ""; }

  get fields(): HTMLTextAreaElement[] { return [...this.querySelectorAll("textarea")]; }

  get values(): Record<string, string> {
    return Object.fromEntries(this.fields.map((field) => [field.dataset.part ?? "", field.value]));
  }

  look(): void {
    const rules = rulesOf();
    const place = this.querySelector("[data-found]");
    if (!place) return;
    if (this.getAttribute("form") === "letter") this.#lookAtLetter(place, rules);
    else show(place, rules.words["hints"] ?? "", rules, hintList(rules, starHints(rules, this.values)));
  }

  #lookAtLetter(place: Element, rules: Rules): void {
    const text = (this.values["text"] ?? "").trim();
    const title = rules.words["hints"] ?? "";
    if (!text) return show(place, title, rules, hintList(rules, [plain("empty", rules)]));
    const words = countWords(text);
    const length: Hint[] = words < SHORT_LETTER ? [plain("short_letter", rules, { count: words })] : words > LONG_LETTER ? [plain("long_letter", rules, { count: words })] : [];
    const hints = [...length, ...missingHints(rules, text, "letter"), ...wordingHints(rules, text, "letter")];
    show(place, title, rules, headed(rules.words["thirteen"] ?? "", markList(rules, marks(rules, text))), headed(rules.words["wording"] ?? "", hintList(rules, hints)));
  }

  forget(): void {
    for (const field of this.fields) field.value = "";
    this.querySelector("[data-found]")?.replaceChildren();
  }
}
