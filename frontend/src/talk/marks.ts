import { marksIn } from "./clock";
import type { TalkPlayer } from "./talk-player";

/** Beside each piece of evidence: a button that notes the moment, and one for each moment that stands in it. */

const players = (): TalkPlayer[] => [...document.querySelectorAll<TalkPlayer>("talk-player")];

export function current(): TalkPlayer | undefined {
  return players().find((one) => one.hasAttribute("current")) ?? players()[0];
}

export function note(field: HTMLTextAreaElement, words: string): void {
  const at = field.selectionEnd || field.value.length;
  const before = field.value.slice(0, at);
  const space = before && !/\s$/.test(before) ? " " : "";
  field.value = `${before}${space}${words} ${field.value.slice(at).trimStart()}`;
  const caret = before.length + space.length + words.length + 1;
  field.focus();
  field.setSelectionRange(caret, caret);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function show(criterion: Element, text: string): void {
  let place = criterion.querySelector<HTMLElement>(".talk-marks");
  const wanted = marksIn(text).map(({ words }) => words).join(" ");
  if (!place && !wanted) return;
  if (!place) {
    place = document.createElement("p");
    place.className = "talk-marks";
    (criterion.querySelector(".criterion-evidence, .criterion-quote") ?? criterion).after(place);
  }
  if (place.dataset.shown === wanted) return;
  place.dataset.shown = wanted;
  place.replaceChildren(...marksIn(text).map(({ words, part, seconds }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm";
    button.textContent = words;
    button.onclick = () => players().find((one) => one.which === part)?.jump(seconds);
    return button;
  }));
}

function offer(criterion: Element, field: HTMLTextAreaElement): void {
  const pattern = document.querySelector<HTMLTemplateElement>("talk-player template[data-note]");
  const foot = criterion.querySelector(".criterion-foot");
  if (!pattern || !foot) return;
  foot.append(pattern.content.cloneNode(true));
  foot.querySelector<HTMLButtonElement>(".talk-note")!.onclick = () => current()?.noteIn(field);
  field.addEventListener("input", () => show(criterion, field.value));
}

/** Once for each piece of evidence, also for those that come later. */
export function dress(): void {
  if (!players().length) return;
  for (const criterion of document.querySelectorAll(".criterion")) {
    const field = criterion.querySelector<HTMLTextAreaElement>("textarea[name=evidence]");
    if (field && !criterion.querySelector(".talk-note")) offer(criterion, field);
    show(criterion, field?.value ?? criterion.querySelector(".criterion-quote")?.textContent ?? "");
  }
}
