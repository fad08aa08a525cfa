import { CopyText } from "../src/elements/copy-text";
import { InsertWords } from "../src/elements/insert-words";
import { PultMenu } from "../src/elements/pult-menu";
import { TabSet } from "../src/elements/tab-set";
import { UploadDrop } from "../src/elements/upload-drop";
import { insertUponClick } from "../src/desk/inserts";
import { endShifts, optionsFor, shown } from "../src/charts/options";
import type { Palette } from "../src/charts/palette";

customElements.define("copy-text", CopyText);
customElements.define("insert-words", InsertWords);
customElements.define("pult-menu", PultMenu);
customElements.define("tab-set", TabSet);
customElements.define("upload-drop", UploadDrop);

const key = (name: string): KeyboardEvent => new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true });

test("arrows choose a tab and show its panel alone", () => {
  document.body.innerHTML = `<tab-set><button role="tab" id="a" aria-controls="pa" aria-selected="true"></button><button role="tab" id="b" aria-controls="pb"></button>
    <div id="pa"></div><div id="pb" hidden></div></tab-set>`;
  document.getElementById("a")!.dispatchEvent(key("ArrowRight"));
  expect(document.getElementById("b")!.getAttribute("aria-selected")).toBe("true");
  expect(document.getElementById("pa")!.hidden).toBe(true);
  expect(document.getElementById("pb")!.hidden).toBe(false);
  expect(document.activeElement!.id).toBe("b");
});

test("a menu is walked in a circle", () => {
  document.body.innerHTML = `<pult-menu><button popovertarget="m"></button><div id="m" popover><a role="menuitem" href="#1"></a><button role="menuitem"></button></div></pult-menu>`;
  const [first, second] = document.querySelectorAll<HTMLElement>("[role=menuitem]");
  first!.focus();
  first!.dispatchEvent(key("ArrowDown"));
  expect(document.activeElement).toBe(second);
  second!.dispatchEvent(key("ArrowDown"));
  expect(document.activeElement).toBe(first);
});

test("copying says that it has copied", async () => {
  const written: string[] = [];
  vi.stubGlobal("navigator", { clipboard: { writeText: (text: string) => { written.push(text); return Promise.resolve(); } } });
  document.body.innerHTML = `<copy-text value="secret" done="Copied"><button>Copy</button></copy-text>`;
  await (document.querySelector("copy-text") as CopyText).copy();
  expect(written).toEqual(["secret"]);
  expect(document.querySelector("button")!.textContent).toBe("Copied");
  vi.unstubAllGlobals();
});

test("a file that is too large is refused with a sentence, the others are listed", () => {
  class Held { files: File[] = []; items = { add: (file: File) => this.files.push(file) }; }
  vi.stubGlobal("DataTransfer", Held);
  document.body.innerHTML = `<upload-drop most-bytes="4" too-large="{} is too large"><input type="file"><ul data-files></ul><template><li><span data-name></span><button></button></li></template></upload-drop>`;
  const input = document.querySelector("input")!;
  let files: File[] = [];
  Object.defineProperty(input, "files", { get: () => files, set: (chosen: File[]) => { files = chosen; } });
  const complaints: string[] = [];
  document.body.addEventListener("toast", (event) => complaints.push((event as CustomEvent).detail.text));
  (document.querySelector("upload-drop") as UploadDrop).add([new File(["abc"], "small.txt"), new File(["abcdef"], "big.txt")]);
  expect(complaints).toEqual(["big.txt is too large"]);
  expect(document.querySelector("[data-files]")!.textContent).toBe("small.txt");
  document.querySelector<HTMLElement>("[data-files] button")!.click();
  expect(files).toEqual([]);
  vi.unstubAllGlobals();
});

test("figures of charts follow the language, and nothing is drawn as HTML", () => {
  document.documentElement.lang = "hr";
  expect(shown(1234.56, "%")).toBe("1.234,6 %");
  expect(shown(null)).toBe("–");
  const colours = new Proxy({}, { get: () => "#000" }) as Palette;
  for (const kind of ["line", "area", "column", "bar", "heat", "spark"] as const) {
    const options = optionsFor({ kind, categories: ["a"], series: [{ name: "n", values: [1] }], target: 1 }, colours);
    expect((options.tooltip as { renderMode?: string }).renderMode ?? "none").not.toBe("html");
    expect((options.series as unknown[]).length).toBe(1);
  }
});

test("names at the ends of lines stand apart", () => {
  const line = (...values: number[]): { name: string; values: number[] } => ({ name: "n", values });
  expect(endShifts({ kind: "line", categories: [], series: [line(60, 9), line(61, 8)] })).toEqual([-7, 7]);
  expect(endShifts({ kind: "line", categories: [], series: [line(60, 5), line(61, 50)] })).toEqual([0, 0]);
  expect(endShifts({ kind: "line", categories: [], series: [line(3, 3), line(3, 3)] })).toEqual([-7, 7]);
});

test("words are put behind what was typed, or in its place where they say so", () => {
  document.body.innerHTML = `<form id="reply-form"><textarea>Begun </textarea></form>
    <button data-inserts="One"></button><button data-inserts="Two" data-replaces></button>`;
  insertUponClick();
  const box = document.querySelector("textarea")!;
  const [one, two] = document.querySelectorAll<HTMLElement>("[data-inserts]");
  one!.click();
  expect(box.value).toBe("Begun\n\nOne");
  two!.click();
  expect(box.value).toBe("Two");
});

test("words go in where the writer stands, a line away from what is around them", () => {
  const put = (before: string, from: number, to = from): string => {
    document.body.innerHTML = `<form id="reply-form"><textarea name="text"></textarea></form><insert-words words="Unplug it."><button></button></insert-words>`;
    const field = document.querySelector("textarea")!;
    field.value = before;
    field.setSelectionRange(from, to);
    document.querySelector("button")!.click();
    return field.value;
  };
  expect(put("", 0)).toBe("Unplug it.");
  expect(put("Hello Maya,", 11)).toBe("Hello Maya,\n\nUnplug it.");
  expect(put("Hello Maya,\n\nBye", 13)).toBe("Hello Maya,\n\nUnplug it.\n\nBye");
  expect(put("Hello Maya,", 0)).toBe("Hello Maya,\n\nUnplug it.");
  expect(put("Hello Maya,\n\nonce more", 13, 22)).toBe("Hello Maya,\n\nUnplug it.");
});
