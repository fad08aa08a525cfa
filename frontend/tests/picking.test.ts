import { DeskList } from "../src/desk/desk-list";

customElements.define("desk-list", DeskList);

const row = (key: number): string => `<div class="desk-line"><input type="checkbox" class="desk-pick" name="c" form="bulk" value="${key}"><a class="pult-row" href="#" id="row-${key}"></a></div>`;

beforeEach(() => {
  document.body.innerHTML = `<form id="bulk"><span class="desk-bulk-count" words="{} chosen"></span><input type="checkbox" name="all"></form><desk-list>${[1, 2, 3, 4].map(row).join("")}</desk-list>`;
});

const list = (): DeskList => document.querySelector("desk-list")!;
const picks = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>(".desk-pick")];
const chosen = (): string[] => picks().filter((pick) => pick.checked).map((pick) => pick.value);
const told = (): string | null => document.querySelector(".desk-bulk-count")!.textContent;

function press(key: string): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  document.activeElement!.dispatchEvent(event);
  return event;
}

test("x and space choose the focused row, and nothing else hears of it", () => {
  const elsewhere = vi.fn();
  document.addEventListener("keydown", elsewhere);
  document.getElementById("row-2")!.focus();
  expect(press("x").defaultPrevented).toBe(true);
  document.getElementById("row-3")!.focus();
  press(" ");
  expect([chosen(), told()]).toEqual([["2", "3"], "2 chosen"]);
  press("x");
  expect([chosen(), told()]).toEqual([["2"], "1 chosen"]);
  (document.activeElement as HTMLElement).blur();
  expect(press("x").defaultPrevented).toBe(false);
  expect(elsewhere).toHaveBeenCalledTimes(1);
  document.removeEventListener("keydown", elsewhere);
});

test("a click with Shift takes everything between", () => {
  picks()[0]!.click();
  picks()[2]!.dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: true }));
  expect(chosen()).toEqual(["1", "2", "3"]);
});

test("what is drawn anew stays chosen, and what is done is let go", async () => {
  picks()[1]!.click();
  list().innerHTML = [0, 1, 2, 3].map(row).join("");
  await new Promise((resolve) => setTimeout(resolve));
  expect(chosen()).toEqual(["2"]);
  document.querySelector<HTMLInputElement>("[name=all]")!.checked = true;
  document.body.dispatchEvent(new CustomEvent("bulk-done"));
  expect([chosen(), told()]).toEqual([[], ""]);
  expect(document.querySelector<HTMLInputElement>("[name=all]")!.checked).toBe(false);
});
