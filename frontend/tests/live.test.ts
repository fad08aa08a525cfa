import { LiveClient } from "../src/live";
import { Presence } from "../src/presence";
import { LiveSocket } from "../src/elements/live-socket";

class FakeSocket extends EventTarget {
  static opened: FakeSocket[] = [];
  readyState = 0;
  sent: unknown[] = [];
  constructor(public url: string) { super(); FakeSocket.opened.push(this); }
  send(text: string): void { this.sent.push(JSON.parse(text)); }
  close(): void { this.readyState = 3; }
  come(): void { this.readyState = 1; this.dispatchEvent(new Event("open")); }
  tell(frame: unknown): void { this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) })); }
  drop(code = 1006): void { this.readyState = 3; this.dispatchEvent(new CloseEvent("close", { code })); }
}

const last = (): FakeSocket => FakeSocket.opened.at(-1)!;
let heard: [string, unknown][] = [];

function client(): LiveClient {
  return new LiveClient("ws://x/live", (name, detail) => heard.push([name, detail]), (url) => new FakeSocket(url) as unknown as WebSocket);
}

beforeEach(() => { vi.useFakeTimers(); FakeSocket.opened = []; heard = []; document.body.innerHTML = ""; });
afterEach(() => vi.useRealTimers());

test("what was asked for before the socket stood is asked when it stands", () => {
  const live = client();
  live.connect();
  live.listen("conversation:12", Date.now() - 300);
  expect(last().sent).toEqual([]);
  vi.advanceTimersByTime(200);
  last().come();
  expect(last().sent).toEqual([{ listen: ["conversation:12"], age: 500 }]);
  last().tell({ news: ["conversation:12"] });
  expect(heard.map(([name]) => name)).toContain("live:conversation:12");
});

test("two listeners share a topic, and the last to leave leaves it", () => {
  const live = client();
  live.connect();
  last().come();
  live.listen("queue:3");
  live.listen("queue:3");
  live.leave("queue:3");
  expect(last().sent).toEqual([{ listen: ["queue:3"], age: 0 }]);
  live.leave("queue:3");
  expect(last().sent.at(-1)).toEqual({ leave: ["queue:3"] });
});

test("after a lost connection the server is asked for more than a minute of news", () => {
  const live = client();
  live.connect();
  live.listen("conversation:12");
  last().come();
  expect(heard.filter(([name]) => name.startsWith("live:"))).toEqual([]);
  last().drop();
  vi.advanceTimersByTime(600);
  expect(FakeSocket.opened.length).toBe(2);
  last().come();
  const [again] = last().sent as [{ listen: string[]; age: number }];
  expect(again.listen).toEqual(["conversation:12"]);
  expect(again.age).toBeGreaterThan(60_000);
});

test("a server that stays away is asked less and less often, and the page is told", () => {
  const live = client();
  live.connect();
  for (let turn = 0; turn < 12; turn++) { last().drop(); vi.advanceTimersByTime(30_000); }
  expect(FakeSocket.opened.length).toBeLessThanOrEqual(16);
  expect(heard).toContainEqual(["live-state", { online: false }]);
});

test("a wire that has died without a word is asked, given up, and laid anew", () => {
  const live = client();
  live.connect();
  last().come();
  for (let quiet = 0; quiet < 10; quiet++) {
    vi.advanceTimersByTime(25_000);
    expect(last().sent.at(-1)).toEqual({ here: 1 });
    last().tell({});
  }
  expect(FakeSocket.opened.length).toBe(1);
  vi.advanceTimersByTime(41_000);
  expect(FakeSocket.opened.length).toBe(2);
  vi.advanceTimersByTime(16_000);
  expect(FakeSocket.opened.length).toBe(3);
});

test("somebody who was signed out knocks once more, for another tab may have signed in anew, and not again", () => {
  const live = client();
  live.connect();
  last().come();
  last().drop(4401);
  vi.advanceTimersByTime(600);
  last().come();
  last().drop(4401);
  vi.advanceTimersByTime(120_000);
  live.wake();
  expect(FakeSocket.opened.length).toBe(2);
  expect(heard).toContainEqual(["live-state", { online: false, signedOut: true }]);
});

test("a denied topic is not asked for again", () => {
  const live = client();
  live.connect();
  live.listen("conversation:99");
  last().come();
  last().tell({ denied: ["conversation:99"] });
  last().drop();
  vi.advanceTimersByTime(600);
  last().come();
  expect(last().sent).toEqual([]);
});

test("who writes a note is not told to those who must not know of it", () => {
  const said: [string, string][] = [];
  const presence = new Presence({ say: (topic: string, kind: string) => said.push([topic, kind]) } as unknown as LiveClient);
  document.body.innerHTML = `<div data-live-say="conversation:9"><form data-live-inside><textarea></textarea></form></div>`;
  presence.typing(document.querySelector("textarea"));
  expect(said).toEqual([["conversation:9", "noting"]]);
});

test("elements on the page are listened to while they stand there, and typing is told once in a while", () => {
  vi.stubGlobal("WebSocket", FakeSocket);
  if (!customElements.get("live-socket")) customElements.define("live-socket", LiveSocket);
  document.body.innerHTML = `<live-socket src="/live"></live-socket><ol data-live="conversation:7 queue:1"></ol>
    <form data-live-say="conversation:7"><textarea></textarea></form>`;
  const element = document.querySelector("live-socket") as LiveSocket;
  last().come();
  expect(last().url).toMatch(/^ws:.*\/live$/);
  const input = document.querySelector("textarea")!;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("input", { bubbles: true }));
  expect(last().sent.filter((frame) => (frame as { say?: { kind: string } }).say?.kind === "typing")).toEqual([{ say: { topic: "conversation:7", kind: "typing" } }]);
  expect(last().sent).toContainEqual({ say: { topic: "conversation:7", kind: "looking" } });
  document.querySelector("ol")!.remove();
  element.sync();
  expect(last().sent.at(-1)).toEqual({ leave: ["queue:1"] });
  document.querySelector("form")!.remove();
  element.sync();
  expect(last().sent.slice(-2)).toEqual([{ say: { topic: "conversation:7", kind: "gone" } }, { leave: ["conversation:7"] }]);
  element.remove();
  vi.unstubAllGlobals();
});
