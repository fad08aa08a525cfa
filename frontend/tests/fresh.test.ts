import { FreshPart } from "../src/elements/fresh-part";

customElements.define("fresh-part", FreshPart);
const page = (lines: string, seen: number, open = true): string => {
  const inner = `<div id="talk">${lines}</div><form><input type="hidden" name="seen" value="${seen}"><textarea id="say"></textarea><p data-over hidden>Over</p></form>`;
  return `<main>${open ? `<fresh-part fields="seen">${inner}</fresh-part>` : `<div id="talk">${lines}</div>Done`}</main>`;
};
const answers = (html: string): void => { globalThis.fetch = vi.fn(async () => new Response(html)) as typeof fetch; };
const part = (): FreshPart => document.querySelector("fresh-part") as FreshPart;

beforeEach(() => { document.body.innerHTML = page("<p>Hello</p>", 1); });

test("what others write comes by itself, and what one types stays", async () => {
  document.querySelector("textarea")!.value = "I am just";
  answers(page("<p>Hello</p><p>Where is my kettle?</p>", 2));
  await part().look();
  expect(document.getElementById("talk")?.textContent).toContain("Where is my kettle?");
  expect(document.querySelector("textarea")!.value).toBe("I am just");
  expect(document.querySelector<HTMLInputElement>("[name=seen]")!.value).toBe("2");
});

test("at the end the page says so, and typed words are not taken away", async () => {
  document.querySelector("textarea")!.value = "One more thing";
  answers(page("<p>Bye</p>", 3, false));
  await part().look();
  expect(document.querySelector("fresh-part")).toBeNull();
  expect(document.querySelector<HTMLElement>("[data-over]")!.hidden).toBe(false);
  expect(document.querySelector("textarea")!.value).toBe("One more thing");
});

test("at the end of an empty field the whole page follows", async () => {
  answers(page("<p>Bye</p>", 3, false));
  await part().look();
  expect(document.querySelector("main")!.textContent).toContain("Done");
});

test("a lost line changes nothing", async () => {
  globalThis.fetch = vi.fn(async () => { throw new TypeError(); }) as typeof fetch;
  await part().look();
  expect(document.getElementById("talk")?.textContent).toBe("Hello");
});
