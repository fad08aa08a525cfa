import { ContactForm } from "../src/elements/contact-form";
import { FileBound } from "../src/elements/file-bound";

customElements.define("contact-form", ContactForm);
customElements.define("file-bound", FileBound);

interface Asked { words: string; answer(...titles: string[]): void; fail(): void }
const asked: Asked[] = [];
const noted: string[] = [];

const PAGE = `<contact-form suggestions="/forms/kontakt/hr/suggestions" notes="/forms/kontakt/hr/notes">
  <form>
    <input type="hidden" name="ticket" value="t-1">
    <input name="subject"><textarea name="text"></textarea><input name="name">
    <select name="f_about"><option value=""></option><option value="order">Order</option><option value="kettle">Kettle</option></select>
    <div data-when="f_about" data-is="order"><input type="checkbox" name="f_paid"></div>
    <div data-when="f_paid" data-is="yes"><input name="f_invoice"></div>
    <section data-found hidden><ul data-articles></ul>
      <template><li><a><span></span><span></span></a></li></template>
      <p><button type="button" data-answered>Yes</button></p><p data-thanks hidden>Good</p></section>
  </form></contact-form>`;

const settle = (): Promise<void> => vi.advanceTimersByTimeAsync(0).then();
const form = (): HTMLFormElement => document.querySelector("form")!;
const field = <T extends HTMLElement>(name: string): T => form().elements.namedItem(name) as unknown as T;
const part = (when: string): HTMLElement => document.querySelector<HTMLElement>(`[data-when=${when}]`)!;
const found = (): HTMLElement => document.querySelector<HTMLElement>("[data-found]")!;
const links = (): HTMLAnchorElement[] => [...found().querySelectorAll("a")];

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = noted.length = 0;
  vi.stubGlobal("fetch", (address: string) => new Promise((resolve, reject) => asked.push({
    words: new URL(address, "https://kettle.example").searchParams.get("q") ?? "",
    answer: (...titles) => resolve(Response.json({ articles: titles.map((title) => ({ title, href: `/hc/hr/${title.length}`, passage: `About ${title}` })) })),
    fail: () => reject(new TypeError("offline")),
  })));
  navigator.sendBeacon = (_: string | URL, said?: BodyInit | null) => Boolean(noted.push(String(said)));
  document.body.innerHTML = PAGE;
});
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals(); });

function choose(name: string, value: string | boolean): void {
  const control = field<HTMLInputElement>(name);
  if (typeof value === "boolean") control.checked = value;
  else control.value = value;
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

async function type(name: string, text: string): Promise<void> {
  const control = field<HTMLInputElement>(name);
  control.value = text;
  control.dispatchEvent(new Event("input", { bubbles: true }));
  await vi.advanceTimersByTimeAsync(800);
}

test("a question is asked only when the answer before it calls for it", () => {
  expect(part("f_about").hidden).toBe(true);
  choose("f_about", "order");
  expect(part("f_about").hidden).toBe(false);
  choose("f_about", "kettle");
  expect(part("f_about").hidden).toBe(true);
});

test("what hangs on a hidden question is hidden, too, and what was given there stays", () => {
  choose("f_about", "order");
  choose("f_paid", true);
  field<HTMLInputElement>("f_invoice").value = "2026-17";
  expect(part("f_paid").hidden).toBe(false);
  choose("f_about", "kettle");
  expect(part("f_paid").hidden).toBe(true);
  choose("f_about", "order");
  expect(part("f_paid").hidden).toBe(false);
  expect(field<HTMLInputElement>("f_invoice").value).toBe("2026-17");
});

test("a form that comes back filled in shows what belongs to its answers", () => {
  document.body.innerHTML = PAGE.replace(`value="order"`, `value="order" selected`);
  expect(part("f_about").hidden).toBe(false);
  expect(part("f_paid").hidden).toBe(true);
});

test("articles are looked for by subject and text, once the fingers rest", async () => {
  await type("subject", "Curi");
  expect(asked).toEqual([]);
  await type("text", "Kuhalo curi odozdo");
  expect(asked.map((one) => one.words)).toEqual(["Curi Kuhalo curi odozdo"]);
  await type("name", "Carl Carlsson");
  expect(asked.length).toBe(1);
  asked[0]!.answer("Kuhalo curi");
  await settle();
  expect(found().hidden).toBe(false);
  expect(links().map((link) => [...link.querySelectorAll("span")].map((one) => one.textContent))).toEqual([["Kuhalo curi", "About Kuhalo curi"]]);
});

test("the same words are not asked twice", async () => {
  await type("text", "Kuhalo curi");
  await type("text", "Kuhalo curi ");
  expect(asked.length).toBe(1);
});

test("an answer to older words that comes late changes nothing", async () => {
  await type("text", "Kuhalo curi");
  await type("text", "Kuhalo curi odozdo");
  asked[1]!.answer("The newer");
  await settle();
  asked[0]!.answer("The older", "Another");
  await settle();
  expect(links().map((link) => link.querySelector("span")!.textContent)).toEqual(["The newer"]);
});

test("when nothing fits, the place for articles closes again", async () => {
  await type("text", "Kuhalo curi");
  asked[0]!.answer("One");
  await settle();
  await type("text", "Something quite different");
  asked[1]!.answer();
  await settle();
  expect(found().hidden).toBe(true);
});

test("a failing network leaves the form as it is", async () => {
  await type("text", "Kuhalo curi");
  asked[0]!.fail();
  await settle();
  expect(found().hidden).toBe(true);
  expect(field<HTMLTextAreaElement>("text").value).toBe("Kuhalo curi");
  await type("text", "Kuhalo curi odozdo");
  asked[1]!.answer("One");
  await settle();
  expect(found().hidden).toBe(false);
});

test("after a failure the same words may be asked again", async () => {
  await type("text", "Kuhalo curi");
  asked[0]!.fail();
  await settle();
  await type("text", "Kuhalo curi");
  expect(asked.length).toBe(2);
});

test("it is counted what was opened and what has helped, with the ticket of this page", async () => {
  await type("text", "Kuhalo curi");
  asked[0]!.answer("One");
  await settle();
  links()[0]!.addEventListener("click", (event) => event.preventDefault());
  links()[0]!.click();
  document.querySelector<HTMLElement>("[data-answered]")!.click();
  expect(noted).toEqual(["what=opened&ticket=t-1", "what=answered&ticket=t-1"]);
  expect(document.querySelector<HTMLElement>("[data-thanks]")!.hidden).toBe(false);
  expect(document.querySelector<HTMLElement>("[data-answered]")!.hidden).toBe(true);
});

test("a form that is moved in its page goes on", async () => {
  const place = document.createElement("main");
  document.body.append(place);
  place.append(document.querySelector("contact-form")!);
  choose("f_about", "order");
  expect(part("f_about").hidden).toBe(false);
  await type("text", "Kuhalo curi");
  expect(asked.length).toBe(1);
});

test("a file that is too large is told at once and goes; the next one takes the sentence away", () => {
  document.body.innerHTML = `<file-bound too-large="At most 4 bytes."><div class="pult-field"><input type="file" data-most="4"></div><input name="subject" value="Curi"></file-bound>`;
  const input = document.querySelector<HTMLInputElement>("input[type=file]")!;
  let files: File[] = [];
  let emptied = 0;
  Object.defineProperties(input, { files: { get: () => files }, value: { set: () => { files = []; emptied += 1; } } });
  const give = (content: string): void => { files = [new File([content], "a.txt")]; input.dispatchEvent(new Event("change", { bubbles: true })); };
  give("abcdef");
  const told = document.querySelector<HTMLElement>("[role=alert]")!;
  expect([told.textContent, told.hidden, emptied]).toEqual(["At most 4 bytes.", false, 1]);
  give("abcd");
  expect([told.hidden, emptied, files.length]).toEqual([true, 1, 1]);
  expect(document.querySelectorAll("[role=alert]").length).toBe(1);
  expect(document.querySelector<HTMLInputElement>("[name=subject]")!.value).toBe("Curi");
});
