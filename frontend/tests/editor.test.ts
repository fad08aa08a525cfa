import { AskDialog } from "../src/editor/ask-dialog";
import { DocumentEditor } from "../src/editor/document-editor";

customElements.define("document-editor", DocumentEditor);
customElements.define("ask-dialog", AskDialog);
// jsdom knows no modal dialogues.
HTMLDialogElement.prototype.showModal = function () { this.open = true; };
// jsdom lays nothing out; the editor asks where the caret is to bring it into view.
Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect = () => new DOMRect();

interface Sent { body: FormData; answer(answer: Response): void; fail(): void }
const sent: Sent[] = [];
const KEY = "document:7:en";
const settle = (): Promise<void> => vi.advanceTimersByTimeAsync(0).then();

const PAGE = `<form><input type="hidden" name="csrfmiddlewaretoken" value="token">
  <document-editor key="${KEY}" action="/draft" files="/files" saving="Saving" saved="Saved" kept="Kept here" refused="Too large" ask-link="Where to?" ask-alt="What is on it?">
    <span data-state></span><div data-conflict></div><input type="hidden" name="seen" value="3">
    <input name="title" value="My kettle leaks">
    <div data-tools hidden><button type="button" data-do="bold">B</button><button type="button" data-do="h2">H</button><button type="button" data-do="link">L</button>
      <button type="button" data-do="row" data-in-table>R</button><button type="button" data-do="file">F</button><button type="button" data-do="markdown">M</button></div>
    <label for="body">Text</label><textarea id="body" name="body">It **leaks**.</textarea>
    <div data-rich hidden></div><input type="file" data-files multiple hidden>
  </document-editor><button type="submit">Publish</button></form>
  <ask-dialog><dialog><label data-question></label><input></dialog></ask-dialog>`;

const editor = (): DocumentEditor => document.querySelector("document-editor")!;
const source = (): HTMLTextAreaElement => document.querySelector("textarea[name=body]")!;
const title = (): HTMLInputElement => document.querySelector("input[name=title]")!;
const rich = (): HTMLElement => document.querySelector("[data-rich]")!;
const tool = (name: string): HTMLButtonElement => document.querySelector(`[data-do=${name}]`)!;
const state = (): string | null => document.querySelector("[data-state]")!.textContent;
const copy = (): string | null => localStorage.getItem(`pult-draft:${KEY}`);
const saved = (seen = 4): Response => Response.json({ seen });

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  sent.length = 0;
  vi.stubGlobal("fetch", (address: string, { body }: { body: FormData }) => new Promise((resolve, reject) => sent.push({
    body: Object.assign(body, { address }), answer: resolve, fail: () => reject(new TypeError("offline")),
  })));
  localStorage.setItem("pult-editor", "markdown");
  document.body.innerHTML = PAGE;
});
afterEach(() => { document.body.innerHTML = ""; vi.useRealTimers(); vi.unstubAllGlobals(); });

/** The page, opened with the editor that shows what is meant. */
function openRich(): void {
  localStorage.setItem("pult-editor", "rich");
  document.body.innerHTML = PAGE;
}

async function write(text: string, field: HTMLInputElement | HTMLTextAreaElement = source()): Promise<void> {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await vi.advanceTimersByTimeAsync(1000);
}

test("what is typed is saved a moment later, with what this page has seen", async () => {
  await write("It leaks from the bottom.");
  expect(state()).toBe("Saving");
  expect(Object.fromEntries(sent[0]!.body)).toMatchObject({ title: "My kettle leaks", body: "It leaks from the bottom.", seen: "3" });
  sent[0]!.answer(saved());
  await settle();
  expect([state(), copy(), document.querySelector<HTMLInputElement>("[name=seen]")!.value]).toEqual(["Saved", null, "4"]);
});

test("without a network it stays here, comes back with the page, and goes when the network is back", async () => {
  await write("Not lost.");
  sent[0]!.fail();
  await settle();
  expect(state()).toBe("Kept here");
  document.body.innerHTML = PAGE;
  expect(source().value).toBe("Not lost.");
  window.dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent.at(-1)!.body.get("body")).toBe("Not lost.");
  sent.at(-1)!.answer(saved());
  await settle();
  expect(copy()).toBeNull();
});

test("a server that falls over loses nothing", async () => {
  await write("Still mine.");
  sent[0]!.answer(new Response("", { status: 500 }));
  await settle();
  expect(state()).toBe("Kept here");
  expect(copy()).toContain("Still mine.");
});

test("what is typed while the last words are on their way stays kept until it has arrived, too", async () => {
  await write("One.");
  source().value = "One. Two.";
  source().dispatchEvent(new Event("input", { bubbles: true }));
  sent[0]!.answer(saved());
  await settle();
  expect(copy()).toContain("One. Two.");
  await vi.advanceTimersByTimeAsync(1000);
  sent[1]!.fail();
  await settle();
  expect([state(), copy()]).toEqual(["Kept here", expect.stringContaining("One. Two.")]);
});

test("one goes after the other, and the last words win", async () => {
  await write("One.");
  await write("Two.");
  await write("Three.");
  expect(sent.length).toBe(1);
  sent[0]!.answer(saved());
  await settle();
  expect(sent.map((one) => one.body.get("body"))).toEqual(["One.", "Three."]);
  expect(sent[1]!.body.get("seen")).toBe("4");
});

const CONFLICT = `<div data-now="9"><textarea data-theirs data-title="Their title">Their words.</textarea><button type="button" data-keep="mine">Mine</button><button type="button" data-keep="theirs">Theirs</button></div>`;

async function conflict(): Promise<void> {
  await write("My words.");
  sent[0]!.answer(new Response(CONFLICT, { status: 409 }));
  await settle();
}

test("what somebody else saved meanwhile is shown, and nothing goes out before it is settled", async () => {
  await conflict();
  expect(document.querySelector("[data-theirs]")).not.toBeNull();
  expect(source().value).toBe("My words.");
  await write("My words, longer.");
  expect(sent.length).toBe(1);
  expect(copy()).toContain("My words, longer.");
});

test.each([["mine", "My words.", "My kettle leaks"], ["theirs", "Their words.", "Their title"]])("going on with %s", async (which, body, name) => {
  await conflict();
  document.querySelector<HTMLElement>(`[data-keep=${which}]`)!.click();
  await settle();
  expect(document.querySelector("[data-now]")).toBeNull();
  expect(Object.fromEntries(sent[1]!.body)).toMatchObject({ body, title: name, seen: "9" });
});

test("Ctrl+S saves at once, and the browser's own window stays away", async () => {
  const event = new KeyboardEvent("keydown", { key: "s", ctrlKey: true, bubbles: true, cancelable: true });
  source().dispatchEvent(event);
  await settle();
  expect([event.defaultPrevented, sent.length]).toEqual([true, 1]);
});

test("publishing takes the copy along", async () => {
  source().value = "Ready.";
  source().dispatchEvent(new Event("input", { bubbles: true }));
  expect(copy()).toContain("Ready.");
  document.querySelector("form")!.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));
  await vi.advanceTimersByTimeAsync(2000);
  expect([copy(), sent.length]).toEqual([null, 0]);
});

test("the tools are one stop for the Tab key, and the arrows walk past those that cannot be used", () => {
  const arrow = (key: string): string | undefined => {
    document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    return (document.activeElement as HTMLElement).dataset.do;
  };
  expect(document.querySelector<HTMLElement>("[data-tools]")!.hidden).toBe(false);
  expect([tool("bold").disabled, tool("markdown").disabled, tool("row").hidden]).toEqual([true, false, true]);
  tool("file").focus();
  expect([arrow("ArrowRight"), arrow("ArrowRight"), arrow("ArrowLeft")]).toEqual(["markdown", "file", "markdown"]);
});

test("the rich editor shows the Markdown and gives Markdown back", async () => {
  openRich();
  expect([rich().hidden, source().hidden]).toEqual([false, true]);
  expect(rich().querySelector("strong")!.textContent).toBe("leaks");
  expect(rich().querySelector("[role=textbox]")!.getAttribute("aria-label")).toBe("Text");
  tool("h2").click();
  expect(source().value.trimEnd()).toBe("## It **leaks**.");
  expect(tool("h2").getAttribute("aria-pressed")).toBe("true");
  await vi.advanceTimersByTimeAsync(1000);
  expect(String(sent[0]!.body.get("body")).trimEnd()).toBe("## It **leaks**.");
});

test("whoever wrote in the plain field before the editor came goes on writing in the editor", async () => {
  localStorage.setItem("pult-editor", "rich");
  document.body.innerHTML = PAGE.replaceAll("document-editor", "late-editor");
  source().focus();
  customElements.define("late-editor", class extends DocumentEditor {});
  await vi.advanceTimersByTimeAsync(50);
  expect(rich().contains(document.activeElement)).toBe(true);
});

test("one may change between both, and the choice is remembered", () => {
  openRich();
  tool("markdown").click();
  expect([rich().hidden, source().hidden, localStorage.getItem("pult-editor")]).toEqual([true, false, "markdown"]);
  source().value = "Now *this*.";
  tool("markdown").click();
  expect(rich().querySelector("em")!.textContent).toBe("this");
});

test("opening an article in the rich editor changes nothing in it", async () => {
  const text = "> [!TIP]\n> Descale it.\n\n| Kettle | Litres |\n| --- | --- |\n| Small | 1 |";
  localStorage.setItem("pult-editor", "rich");
  document.body.innerHTML = PAGE.replace("It **leaks**.", text);
  await vi.advanceTimersByTimeAsync(2000);
  expect(rich().querySelector("blockquote")!.dataset.tone).toBe("tip");
  expect([source().value, sent.length]).toEqual([text, 0]);
});

async function give(...files: File[]): Promise<void> {
  const input = document.querySelector<HTMLInputElement>("[data-files]")!;
  Object.defineProperty(input, "files", { configurable: true, value: files });
  input.dispatchEvent(new Event("change"));
  await settle();
}

/** Answers what the dialogue asks, or closes it without an answer. */
async function answer(words: string | null): Promise<string | null> {
  const dialog = document.querySelector<HTMLDialogElement>("ask-dialog dialog")!;
  const question = dialog.querySelector("[data-question]")!.textContent;
  if (words !== null) dialog.querySelector("input")!.value = words;
  dialog.returnValue = words === null ? "" : "yes";
  dialog.dispatchEvent(new Event("close"));
  await settle();
  return question;
}

test("a link is asked where it leads, and closing the question changes nothing", async () => {
  openRich();
  tool("link").click();
  expect(await answer(null)).toBe("Where to?");
  expect(source().value).toBe("It **leaks**.");
  tool("link").click();
  await answer("https://kettle.example");
  expect(source().value).toContain("[https://kettle.example](https://kettle.example)");
});

test("a picture is asked what is on it, a file keeps its name", async () => {
  await give(new File(["x"], "kettle.png"), new File(["x"], "manual.pdf"));
  sent[0]!.answer(Response.json({ files: [{ href: "/files/1", name: "kettle.png", picture: true }, { href: "/files/2", name: "manual.pdf", picture: false }] }));
  await settle();
  expect(await answer("A [red] kettle")).toBe("What is on it?");
  expect(source().value).toContain("![A red kettle](/files/1)");
  expect(source().value).toContain("[manual.pdf](/files/2)");
});

test("a file that the server does not take is said, and the text stays as it was", async () => {
  await give(new File(["x"], "film.mkv"));
  sent[0]!.answer(new Response("", { status: 422 }));
  await settle();
  expect([state(), source().value]).toEqual(["Too large", "It **leaks**."]);
});

test("an editor that is moved in its page goes on", async () => {
  const place = document.createElement("section");
  document.querySelector("form")!.append(place);
  place.append(editor());
  await write("After the move.");
  expect(sent[0]!.body.get("body")).toBe("After the move.");
});

test("the title is saved like the text", async () => {
  await write("Moj čajnik curi", title());
  expect(sent[0]!.body.get("title")).toBe("Moj čajnik curi");
});
