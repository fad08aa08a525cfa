import { CentreSearch } from "../src/elements/centre-search";

customElements.define("centre-search", CentreSearch);

interface Asked { words: string; answer(...titles: string[]): void; fail(): void }
const asked: Asked[] = [];
const went: string[] = [];

/** A server that answers when the test says so, and does not care whether anybody still waits. */
function ask(address: string): Promise<Response> {
  return new Promise((resolve, reject) => asked.push({
    words: new URL(address, "https://kettle.example").searchParams.get("q") ?? "",
    answer: (...titles) => resolve(Response.json({ suggestions: titles.map((title) => ({ title, path: `#${title}`, lang: "hr" })) })),
    fail: () => reject(new TypeError("offline")),
  }));
}

const settle = (): Promise<void> => vi.advanceTimersByTimeAsync(0).then();
const input = (): HTMLInputElement => document.querySelector("input")!;
const list = (): HTMLElement => document.querySelector("ul")!;
const titles = (): string[] => [...list().children].map((one) => one.textContent ?? "");
const chosen = (): string | undefined => list().querySelector("[aria-selected=true]")?.textContent ?? undefined;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", ask);
  asked.length = went.length = 0;
  document.body.innerHTML = `<centre-search address="/hc/hr/suggestions" label="Articles"><form><input type="search"></form></centre-search><a href="#">Elsewhere</a>`;
});
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals(); });

async function type(text: string): Promise<void> {
  input().value = text;
  input().dispatchEvent(new Event("input", { bubbles: true }));
  await vi.advanceTimersByTimeAsync(200);
}

function press(key: string): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  input().dispatchEvent(event);
  return event;
}

async function typedAndAnswered(...found: string[]): Promise<void> {
  await type("kuhalo");
  asked.at(-1)!.answer(...found);
  await settle();
}

test("the server is asked once the fingers rest, and not for a single letter", async () => {
  await type("k");
  expect(asked).toEqual([]);
  for (const text of ["ku", "kuh", "kuha"]) {
    input().value = text;
    input().dispatchEvent(new Event("input", { bubbles: true }));
    await vi.advanceTimersByTimeAsync(50);
  }
  await vi.advanceTimersByTimeAsync(200);
  expect(asked.map((one) => one.words)).toEqual(["kuha"]);
});

test("what is found is told to those who hear the page", async () => {
  expect(input().getAttribute("role")).toBe("combobox");
  expect(input().getAttribute("aria-expanded")).toBe("false");
  await typedAndAnswered("Kuhalo curi", "Kuhalo se ne pali");
  expect(titles()).toEqual(["Kuhalo curi", "Kuhalo se ne pali"]);
  expect(list().hidden).toBe(false);
  expect(list().getAttribute("aria-label")).toBe("Articles");
  expect(list().firstElementChild!.getAttribute("lang")).toBe("hr");
  expect(input().getAttribute("aria-expanded")).toBe("true");
  expect(input().getAttribute("aria-controls")).toBe(list().id);
});

test("arrows walk in a circle, and the field says which one is meant", async () => {
  await typedAndAnswered("One", "Two", "Three");
  const walked = ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"].map((key) => { press(key); return chosen(); });
  expect(walked).toEqual(["One", "Two", "Three", "One", "Three"]);
  expect(input().getAttribute("aria-activedescendant")).toBe(list().lastElementChild!.id);
  expect(list().querySelectorAll("[aria-selected=true]").length).toBe(1);
});

test("going up from nothing begins at the end", async () => {
  await typedAndAnswered("One", "Two");
  press("ArrowUp");
  expect(chosen()).toBe("Two");
});

test("Enter opens what was chosen; without a choice the form searches", async () => {
  await typedAndAnswered("One");
  expect(press("Enter").defaultPrevented).toBe(false);
  list().firstElementChild!.addEventListener("click", (event) => { event.stopImmediatePropagation(); went.push("One"); }, { capture: true });
  press("ArrowDown");
  expect(press("Enter").defaultPrevented).toBe(true);
  expect(went).toEqual(["One"]);
});

test("a new answer forgets the old choice", async () => {
  await typedAndAnswered("One", "Two");
  press("ArrowDown");
  await typedAndAnswered("Three");
  expect(chosen()).toBeUndefined();
  expect(input().hasAttribute("aria-activedescendant")).toBe(false);
  expect(press("Enter").defaultPrevented).toBe(false);
});

test("Escape closes the list and leaves the words", async () => {
  await typedAndAnswered("One");
  expect(press("Escape").defaultPrevented).toBe(true);
  expect(list().hidden).toBe(true);
  expect(input().value).toBe("kuhalo");
  expect(input().getAttribute("aria-expanded")).toBe("false");
  expect(press("Escape").defaultPrevented).toBe(false);
});

test("an answer to older words that comes late changes nothing", async () => {
  await type("kuhalo");
  await type("kuhalo curi");
  asked[1]!.answer("Kuhalo curi");
  await settle();
  asked[0]!.answer("Kuhalo");
  await settle();
  expect(titles()).toEqual(["Kuhalo curi"]);
});

test("an answer does not open a list over the page of somebody who has gone on", async () => {
  await type("kuhalo");
  input().dispatchEvent(new FocusEvent("focusout", { bubbles: true, relatedTarget: document.querySelector("a") }));
  asked[0]!.answer("Kuhalo curi");
  await settle();
  expect(list().hidden).toBe(true);
});

test("nor is the server asked for them", async () => {
  input().value = "kuhalo";
  input().dispatchEvent(new Event("input", { bubbles: true }));
  input().dispatchEvent(new FocusEvent("focusout", { bubbles: true, relatedTarget: document.querySelector("a") }));
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toEqual([]);
});

test("words that are taken away take the list with them", async () => {
  await typedAndAnswered("One");
  await type("");
  expect(list().hidden).toBe(true);
  expect(asked.length).toBe(1);
});

test("without a network the list stays closed and the next letters are asked again", async () => {
  await type("kuhalo");
  asked[0]!.fail();
  await settle();
  expect(list().hidden).toBe(true);
  await type("kuhalo curi");
  asked[1]!.answer("Kuhalo curi");
  await settle();
  expect(titles()).toEqual(["Kuhalo curi"]);
});

test("a title is words, whatever it looks like", async () => {
  await typedAndAnswered("<img src=x onerror=alert(1)>");
  expect(list().querySelector("img")).toBeNull();
  expect(titles()).toEqual(["<img src=x onerror=alert(1)>"]);
});

test("an element that is gone asks nothing more", async () => {
  input().value = "kuhalo";
  input().dispatchEvent(new Event("input", { bubbles: true }));
  document.querySelector("centre-search")!.remove();
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toEqual([]);
});
