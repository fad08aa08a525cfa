import { Line, type Answer } from "../src/widget/line";
import { linked } from "../src/widget/parts";
import { readableOn } from "../src/widget/style";

/** The server's end: rows that are kept, and a wire that can be cut before or after something has arrived. */
class Desk {
  rows: Answer[] = [];
  say(data: Answer): Answer {
    if (!this.rows.some((row) => row.ref === data.id)) this.rows.push({ id: this.rows.length + 1, from: "me", ref: data.id, text: data.text, name: "", at: "" });
    return this.news(data.after);
  }
  reply(text: string): void { this.rows.push({ id: this.rows.length + 1, from: "staff", text, name: "Ana", at: "" }); }
  news(after = 0): Answer {
    const chat = this.rows.length ? { conversation: 1, status: "open", read: 0, answered: true, agent: "Ana" } : null;
    return { chat, messages: this.rows.filter((row) => row.id > after) };
  }
  answer(data: Answer): Answer {
    if (data.do === "hello") return { to: data.n, key: "carl", me: { name: "", email: "", verified: false }, ...this.news(data.after) };
    return { to: data.n, ...(data.do === "say" ? this.say(data) : data.do === "resume" ? this.news(data.after) : {}) };
  }
}

let desk: Desk;
let dice: () => "through" | "lost" | "unanswered" | "twice";
let network: boolean;
const sockets: Wire[] = [];

class Wire {
  readyState = 0;
  isDead = false;
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: (event: { code: number }) => void;
  constructor() { sockets.push(this); setTimeout(() => { if (this.readyState === 0 && network) { this.readyState = 1; this.onopen?.(); } }, 1); }
  send(text: string): void {
    if (this.isDead) return;
    const data = JSON.parse(text);
    if (data.do === "here") { setTimeout(() => this.onmessage?.({ data: "{}" }), 1); return; }
    const luck = data.do === "say" ? dice() : "through";
    if (luck === "lost") return this.cut();
    const answer = desk.answer(data);
    if (luck === "unanswered") return this.cut();
    for (let times = luck === "twice" ? 2 : 1; times; times -= 1) setTimeout(() => this.readyState === 1 && this.onmessage?.({ data: JSON.stringify(answer) }), times);
  }
  cut(): void { this.readyState = 3; setTimeout(() => this.onclose?.({ code: 1006 }), 1); }
  close(): void { this.readyState = 3; }
}

beforeEach(() => {
  desk = new Desk();
  dice = () => "through";
  network = true;
  localStorage.clear();
  sessionStorage.clear();
  sockets.length = 0;
  vi.useFakeTimers();
  // A network that is cut says nothing at all: a request waits until the page gives it up.
  vi.spyOn(AbortSignal, "timeout").mockImplementation((patience) => {
    const late = new AbortController();
    setTimeout(() => late.abort(), patience);
    return late.signal;
  });
  vi.stubGlobal("fetch", (_: string, { signal }: RequestInit) => new Promise((_, fail) => signal!.addEventListener("abort", () => fail(new Error("late")))));
  vi.stubGlobal("WebSocket", Wire);
});
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals(); });

const line = (): Line => new Line("https://desk.example", "token", () => ({}), () => undefined);

test("however the wire breaks, each message stands once and in order", async () => {
  const ways = ["through", "lost", "unanswered", "twice"] as const;
  for (let seed = 1; seed <= 20; seed += 1) {
    desk = new Desk();
    localStorage.clear();
    sessionStorage.clear();
    let number = seed;
    dice = () => ways[(number = (number * 1103515245 + 12345) % 2147483648) % 4]!;
    const carl = line();
    for (let at = 0; at < 8; at += 1) {
      carl.say(`message ${at}`);
      if (at % 3 === 0) desk.reply(`answer ${at}`);
      await vi.advanceTimersByTimeAsync(50);
    }
    dice = () => "through";
    await vi.advanceTimersByTimeAsync(120_000);
    carl.wake();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(carl.unsent).toEqual([]);
    expect(desk.rows.filter((row) => row.from === "me").map((row) => row.text)).toEqual(Array.from({ length: 8 }, (_, at) => `message ${at}`));
    expect(carl.messages.map((one) => one.id)).toEqual(desk.rows.map((row) => row.id));
    carl.close();
  }
});

test("what was not sent outlives a reload of the page", async () => {
  dice = () => "lost";
  line().say("Hello");
  await vi.advanceTimersByTimeAsync(10);
  dice = () => "through";
  const again = line();
  expect(again.unsent.map((one) => one.text)).toEqual(["Hello"]);
  again.open();
  await vi.advanceTimersByTimeAsync(100);
  expect(desk.rows.map((row) => row.text)).toContain("Hello");
});

/** A network that takes everything in and answers nothing: no refusal, no goodbye. */
function silence(): void {
  network = false;
  for (const wire of sockets) wire.isDead = true;
}

test("a wire that has died without a word is noticed, and what was written meanwhile arrives", async () => {
  const carl = line();
  carl.say("Hello");
  await vi.advanceTimersByTimeAsync(100);
  await vi.advanceTimersByTimeAsync(300_000);
  expect(sockets).toHaveLength(1);
  silence();
  await vi.advanceTimersByTimeAsync(45_000);
  expect(carl.online).toBe(false);
  carl.say("Are you there?");
  desk.reply("Yes");
  await vi.advanceTimersByTimeAsync(60_000);
  network = true;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(carl.online).toBe(true);
  expect(carl.unsent).toEqual([]);
  expect(carl.messages.map((one) => one.text)).toEqual(["Hello", "Yes", "Are you there?"]);
});

test("the device says when its network goes and comes, and nobody waits for a clock", async () => {
  const carl = line();
  carl.open();
  await vi.advanceTimersByTimeAsync(100);
  silence();
  dispatchEvent(new Event("offline"));
  expect(carl.online).toBe(false);
  await vi.advanceTimersByTimeAsync(60_000);
  network = true;
  dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(100);
  expect(carl.online).toBe(true);
});

test("rows that come late or twice are put in their place", () => {
  const carl = line();
  const row = (id: number) => ({ id, from: "staff", text: String(id), name: "Ana", at: "" });
  const chat = { conversation: 1, status: "open", read: 0 };
  carl.merge({ chat, messages: [row(3), row(1)] });
  carl.merge({ messages: [row(2), row(3)] });
  expect(carl.messages.map((one) => one.id)).toEqual([1, 2, 3]);
  carl.merge({ chat: { ...chat, conversation: 2 }, messages: [] });
  expect(carl.messages).toEqual([]);
});

test("what somebody wrote is text, and only real addresses are links", () => {
  const box = document.createElement("div");
  box.append(...linked("<img src=x onerror=alert(1)> javascript:alert(1) https://shop.example/a?b=1."));
  expect(box.querySelector("img")).toBeNull();
  expect([...box.querySelectorAll("a")].map((one) => one.getAttribute("href"))).toEqual(["https://shop.example/a?b=1"]);
});

test("the colour of the words can be read on the colour of the website", () => {
  expect(readableOn("#ffffff")).toBe("#000");
  expect(readableOn("#1f5fbf")).toBe("#fff");
});
