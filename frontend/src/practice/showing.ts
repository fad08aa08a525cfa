import type { Hint, Mark, Rules } from "./rules";

export function rulesOf(): Rules {
  return JSON.parse(document.getElementById("practice-rules")?.textContent ?? "{}") as Rules;
}

function made<K extends keyof HTMLElementTagNameMap>(name: K, className: string, ...inside: (Node | string)[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.className = className;
  element.append(...inside);
  return element;
}

const quoted = (quotes: string[]): HTMLElement[] => quotes.slice(0, 3).map((quote) => made("q", "", quote));

function between(elements: HTMLElement[]): (Node | string)[] {
  return elements.flatMap((one, number) => (number ? [" · ", one] : [one]));
}

export function hintList(rules: Rules, hints: Hint[]): HTMLElement {
  if (!hints.length) return made("p", "", rules.words["none"] ?? "");
  const rows = hints.map((hint) => {
    const row = made("li", "", made("span", "", hint.text));
    row.dataset.hint = hint.key;
    if (hint.quotes.length) row.append(made("small", "", ...between(quoted(hint.quotes))));
    return row;
  });
  return made("ul", "practice-hints", ...rows);
}

export function markList(rules: Rules, marks: Mark[]): HTMLElement {
  const rows = marks.map(({ point, state, quote }) => {
    const row = made("li", "", made("strong", "", point.text), made("span", "practice-state", rules.words[state === "look" && !quote ? "unseen" : state] ?? state));
    row.dataset.point = point.key;
    row.dataset.state = state;
    if (quote) row.append(made("small", "", ...quoted([quote])));
    else if (state !== "clear") row.append(made("small", "", point.how));
    return row;
  });
  return made("ol", "practice-points", ...rows);
}

/** Show what was found under a heading that takes the focus, so that whoever cannot see it hears it. */
export function show(place: Element, title: string, rules: Rules, ...content: HTMLElement[]): void {
  const heading = made("h4", "", title);
  heading.tabIndex = -1;
  place.replaceChildren(heading, made("p", "practice-honest", rules.words["honest"] ?? ""), ...content);
  heading.focus();
}

export const headed = (title: string, content: HTMLElement): HTMLElement => made("section", "", made("h5", "", title), content);
