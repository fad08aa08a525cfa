import { CommandPalette } from "../src/elements/command-palette";
import { KeyShortcuts } from "../src/elements/key-shortcuts";

customElements.define("key-shortcuts", KeyShortcuts);
customElements.define("command-palette", CommandPalette);

HTMLElement.prototype.getClientRects = () => [{}] as unknown as DOMRectList;
HTMLDialogElement.prototype.showModal = function () { this.open = true; };
HTMLDialogElement.prototype.close = function () { this.open = false; };

const clicks: string[] = [];
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function press(key: string, options: KeyboardEventInit = {}, target: Element = document.body): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options });
  target.dispatchEvent(event);
  return event;
}

beforeEach(() => {
  clicks.length = 0;
  document.body.innerHTML = `<key-shortcuts><dialog><dl></dl></dialog></key-shortcuts>
    <button data-key="r" aria-label="Reply"></button><button data-key="e" disabled></button>
    <form><textarea></textarea><button type="button" data-key="mod+Enter">Send</button></form><input type="search" data-key="/">`;
  for (const button of document.querySelectorAll("button")) button.addEventListener("click", () => clicks.push(button.dataset.key!));
});

test("a key presses what declares it", () => {
  press("r");
  expect(clicks).toEqual(["r"]);
});

test("nothing happens while somebody writes, composes a letter, or holds another key", () => {
  press("r", {}, document.querySelector("textarea")!);
  press("r", { isComposing: true });
  press("r", { ctrlKey: true });
  press("e");
  expect(clicks).toEqual([]);
});

test("Ctrl+Enter sends the form one writes in, even with single keys switched off", () => {
  document.querySelector("key-shortcuts")!.setAttribute("off", "");
  press("Enter", { ctrlKey: true }, document.querySelector("textarea")!);
  press("r");
  expect(clicks).toEqual(["mod+Enter"]);
});

test("the keys are the same where Cyrillic letters are typed", () => {
  press("р");
  expect(clicks).toEqual(["r"]);
});

test("Escape folds away what a narrow screen unfolded before it leaves the page", () => {
  document.body.insertAdjacentHTML("beforeend", `<a data-key="Escape"></a>
    <button id="opener" aria-expanded="true"></button><aside data-unfolded-by="opener"></aside>`);
  document.querySelector("a")!.addEventListener("click", () => clicks.push("left"));
  const opener = document.querySelector("#opener")!;
  opener.addEventListener("click", () => { clicks.push("folded"); opener.setAttribute("aria-expanded", "false"); });
  press("Escape");
  press("Escape");
  expect(clicks).toEqual(["folded", "left"]);
});

test("a slash goes to the search field", () => {
  const event = press("/");
  expect(document.activeElement).toBe(document.querySelector("input"));
  expect(event.defaultPrevented).toBe(true);
});

test("a question mark lists what can be pressed", () => {
  press("?");
  expect(document.querySelector("dialog")!.open).toBe(true);
  expect(document.querySelector("dl")!.textContent).toContain("Reply");
});

test("the palette opens with Ctrl+K, asks the server, and Enter opens the choice", async () => {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (url: URL) => {
    asked.push(url.href);
    return Promise.resolve(new Response(`<li><a role="option" href="#a">Ana</a></li><li><a role="option" href="#b">Lea</a></li>`));
  });
  document.body.innerHTML = `<command-palette src="/app/palette"><dialog><input><ul role="listbox"></ul></dialog></command-palette>`;
  const opened: string[] = [];
  document.body.addEventListener("click", (event) => opened.push((event.target as HTMLAnchorElement).hash));
  press("k", { ctrlKey: true });
  await settle();
  expect(asked[0]).toContain("/app/palette?q=");
  const input = document.querySelector("input")!;
  press("ArrowDown", {}, input);
  expect(document.querySelectorAll("[aria-selected=true]").length).toBe(1);
  press("Enter", {}, input);
  expect(opened).toEqual(["#b"]);
  expect(document.querySelector("dialog")!.open).toBe(false);
  vi.unstubAllGlobals();
});
