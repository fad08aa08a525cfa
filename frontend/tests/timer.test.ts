import { BlockTimer } from "../src/elements/block-timer";

customElements.define("block-timer", BlockTimer);
const HTML = '<block-timer minutes="1" key="kit:1:2" start="Start" pause="Pause">1 min</block-timer>';

function timer(): BlockTimer {
  document.body.innerHTML = HTML;
  return document.querySelector("block-timer") as BlockTimer;
}

beforeEach(() => localStorage.clear());

test("it waits quietly until somebody starts it", () => {
  const one = timer();
  expect(one.querySelector("span")?.textContent).toBe("1 min");
  expect(one.querySelector("button")?.textContent).toBe("Start");
});

test("it counts, pauses, and says when the time is over", () => {
  const one = timer();
  one.press(1_000_000);
  one.tick(1_000_000 + 45_000);
  expect(one.textContent).toContain("0:45 / 1 min");
  expect(one.hasAttribute("data-over")).toBe(false);
  one.press(1_000_000 + 75_000);
  one.tick(9_000_000);
  expect(one.textContent).toContain("1:15 / 1 min");
  expect(one.hasAttribute("data-over")).toBe(true);
  expect(one.querySelector("button")?.textContent).toBe("Start");
});

test("a reload does not lose it", () => {
  timer().press(1_000_000);
  const again = timer();
  again.tick(1_000_000 + 30_000);
  expect(again.textContent).toContain("0:30");
});
