import { LiveRefresh } from "../src/desk/live-refresh";

if (!customElements.get("live-refresh")) customElements.define("live-refresh", LiveRefresh);

let asks: number;

function part(attributes: string): void {
  document.body.innerHTML = `<live-refresh data-live="desk:1" ${attributes}></live-refresh>`;
  asks = 0;
  document.querySelector("live-refresh")!.addEventListener("refresh", () => { asks += 1; });
}

const news = (): boolean => document.body.dispatchEvent(new CustomEvent("live:desk:1"));
const sends = (method: string): boolean => document.dispatchEvent(new CustomEvent("htmx:before:request", { detail: { ctx: { request: { method } } } }));

beforeEach(() => { vi.useFakeTimers({ now: 1_000_000 }); vi.spyOn(Math, "random").mockReturnValue(0.5); });
afterEach(() => { vi.useRealTimers(); vi.restoreAllMocks(); });

test("the first news count at once, a burst only once in a while", () => {
  part('every="1200"');
  news();
  vi.advanceTimersByTime(60);
  expect(asks).toBe(1);
  for (let beat = 0; beat < 10; beat += 1) { news(); vi.advanceTimersByTime(100); }
  expect(asks).toBe(1);
  vi.advanceTimersByTime(1200);
  expect(asks).toBe(2);
});

test("where many look at the same, each waits a little longer in its own way", () => {
  part('every="1200" spread="500"');
  news();
  vi.advanceTimersByTime(300);
  expect(asks).toBe(0);
  vi.advanceTimersByTime(10);
  expect(asks).toBe(1);
});

test("whoever has just done something sees it at once; whoever has only looked does not", () => {
  part('every="1200" spread="500"');
  sends("GET");
  news();
  vi.advanceTimersByTime(60);
  expect(asks).toBe(0);
  vi.advanceTimersByTime(5000);
  sends("post");
  news();
  vi.advanceTimersByTime(60);
  expect(asks).toBe(2);
});
