import { AppBadge } from "../src/elements/app-badge";
import { NoticeList } from "../src/elements/notice-list";

customElements.define("notice-list", NoticeList);
customElements.define("app-badge", AppBadge);

const clicks: string[] = [];

beforeEach(() => {
  clicks.length = 0;
  document.body.innerHTML = `<notice-list><ul>${[1, 2].map((at) => `<li class="notice"><a class="notice-link" href="#${at}">${at}</a><button data-act="e">${at}</button></li>`).join("")}</ul></notice-list><input>`;
  for (const button of document.querySelectorAll("button")) button.addEventListener("click", () => clicks.push(button.textContent!));
});

function press(key: string, target: Element = document.activeElement ?? document.body): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  target.dispatchEvent(event);
  return event;
}

test("J walks the list, and E acts on the row one stands on", () => {
  press("j");
  press("j");
  expect(press("e").defaultPrevented).toBe(true);
  expect(clicks).toEqual(["2"]);
});

test("the keys are the same where Cyrillic letters are typed", () => {
  press("ј");
  press("е");
  expect(clicks).toEqual(["1"]);
});

test("without a row, and in a field, the page's own keys go on", () => {
  press("e", document.body);
  press("e", document.querySelector("input")!);
  expect(clicks).toEqual([]);
});

test("the sign of the program carries the number, and nothing when there is none", () => {
  const said: unknown[] = [];
  Object.assign(navigator, { setAppBadge: async (count: number) => said.push(count), clearAppBadge: async () => said.push("none") });
  document.body.innerHTML = `<app-badge count="3"></app-badge>`;
  document.querySelector("app-badge")!.setAttribute("count", "0");
  expect(said).toEqual([3, "none"]);
});
