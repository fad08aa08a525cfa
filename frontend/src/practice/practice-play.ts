import { type Rules, marks, quotesOf, wordingHints } from "./rules";
import { headed, hintList, markList, rulesOf, show } from "./showing";
import { keep, kept } from "./store";

interface Scene { name: string; opening: string; good: string[]; bad: string[]; end: string; facts: string[] }

const UNKIND = ["blame", "defence", "impatience", "policy", "cannot", "must", "shouting"];

/** Whether the customer of the script feels well treated: more of what helps than of what hurts. */
export function isKind(rules: Rules, text: string): boolean {
  const helps = marks(rules, text).filter((mark) => mark.state === "seen").length;
  const hurts = rules.wording.filter((rule) => UNKIND.includes(rule.key) && quotesOf(rule, text).length).length;
  return helps > hurts;
}

/** <practice-play key scene>: a customer who follows a script turns kind or unkind with what one writes; it ends after their last line. */
export class PracticePlay extends HTMLElement {
  #said: string[] = [];

  connectedCallback(): void {
    const template = document.getElementById("practice-play") as HTMLTemplateElement | null;
    if (this.querySelector("textarea") || !template) return;
    this.append(template.content.cloneNode(true));
    this.querySelector("[data-say]")?.addEventListener("click", () => this.say());
    this.querySelector("[data-again]")?.addEventListener("click", () => { keep(this.#key, {}); this.begin(); });
    this.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.say(); });
    document.addEventListener("practice-forgotten", () => this.begin());
    this.begin();
    const before = kept(this.#key);
    for (let turn = 0; before[turn]; turn++) this.#hear(before[turn] ?? "");
  }

  get #key(): string { return `play:${this.getAttribute("key") ?? ""}`; }

  get scene(): Scene { return JSON.parse(document.getElementById(this.getAttribute("scene") ?? "")?.textContent ?? "{}") as Scene; }

  begin(): void {
    this.#said = [];
    this.querySelector("ol")?.replaceChildren();
    this.querySelector("[data-found]")?.replaceChildren();
    this.#writing(true);
    this.#line(this.scene.name, this.scene.opening, "customer");
  }

  say(): void {
    const field = this.querySelector("textarea");
    const text = field?.value.trim();
    if (!field || !text || this.#said.length >= this.scene.good.length) return;
    field.value = "";
    this.#hear(text);
    keep(this.#key, Object.fromEntries(this.#said.map((one, turn) => [String(turn), one])));
    if (this.#said.length < this.scene.good.length) field.focus();
    else this.#end();
  }

  #hear(text: string): void {
    const rules = rulesOf();
    const { good, bad, name } = this.scene;
    const turn = this.#said.length;
    this.#said.push(text);
    this.#line(rules.words["you"] ?? "", text, "own");
    this.#line(name, (isKind(rules, text) ? good : bad)[turn] ?? "", "customer");
    if (this.#said.length >= good.length) this.#writing(false);
  }

  #end(): void {
    const rules = rulesOf();
    const place = this.querySelector("[data-found]");
    const text = this.#said.join("\n");
    const told = [`${rules.words["ended"] ?? ""} ${this.scene.end}`, `${rules.words["unasked"] ?? ""} ${this.scene.facts.join(" ")}`]
      .map((words) => Object.assign(document.createElement("p"), { textContent: words }));
    if (place) show(place, rules.words["hints"] ?? "", rules, ...told, headed(rules.words["thirteen"] ?? "", markList(rules, marks(rules, text))), headed(rules.words["wording"] ?? "", hintList(rules, wordingHints(rules, text, "play"))));
  }

  #writing(may: boolean): void {
    for (const one of this.querySelectorAll<HTMLElement>("[data-writing]")) one.hidden = !may;
  }

  #line(who: string, words: string, side: string): void {
    const row = document.createElement("li");
    row.className = `practice-${side}`;
    row.append(Object.assign(document.createElement("strong"), { textContent: who }), Object.assign(document.createElement("p"), { textContent: words }));
    this.querySelector("ol")?.append(row);
  }
}
