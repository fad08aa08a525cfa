import { beforeEach, expect, test, vi } from "vitest";

type Listener = (event: Record<string, unknown>) => void;

const listeners: Record<string, Listener> = {};
const shown: [string, Record<string, unknown>][] = [];
const closed = vi.fn();
const fetched = vi.fn();
let tabs: { url: string; focused: boolean; focus: () => Promise<unknown>; navigate: (to: string) => void }[] = [];
const openWindow = vi.fn();

vi.stubGlobal("addEventListener", (name: string, heard: Listener) => (listeners[name] = heard));
vi.stubGlobal("clients", { matchAll: async () => tabs, openWindow, claim: vi.fn() });
vi.stubGlobal("fetch", fetched);
vi.stubGlobal("registration", {
  showNotification: async (title: string, how: Record<string, unknown>) => void shown.push([title, how]),
  getNotifications: async () => [{ close: closed }],
});
await import("../src/push-worker");

const NOTICE = { title: "A chat waits for you", body: "Conversation 12", url: "/app/conversations/12/", tag: "c-12", stays: true, is_test: false };

async function happens(name: string, event: Record<string, unknown>): Promise<void> {
  const work: Promise<unknown>[] = [];
  listeners[name]!({ ...event, waitUntil: (one: Promise<unknown>) => work.push(one) });
  await Promise.all(work);
}

function tab(path: string, focused = false) {
  const one = { url: location.origin + path, focused, focus: vi.fn(), navigate: vi.fn() };
  one.focus.mockResolvedValue(one);
  tabs.push(one);
  return one;
}

const pushed = (notice = {}) => happens("push", { data: { json: () => ({ ...NOTICE, ...notice }) } });
const clicked = (url = NOTICE.url) => happens("notificationclick", { notification: { close: vi.fn(), data: { url } } });

beforeEach(() => {
  tabs = [];
  shown.length = 0;
  for (const mock of [closed, openWindow, fetched]) mock.mockReset();
});

test("a push is shown, and stays where it has to", async () => {
  await pushed();
  expect(shown[0]![0]).toBe("A chat waits for you");
  expect(shown[0]![1]).toMatchObject({ body: "Conversation 12", tag: "c-12", requireInteraction: true, silent: false, data: { url: NOTICE.url } });
  expect(closed).not.toHaveBeenCalled();
});

test("whoever looks at Pult is not told twice, but a test is always shown", async () => {
  tab("/app/", true);
  await pushed();
  expect(shown[0]![1]).toMatchObject({ silent: true });
  expect(closed).toHaveBeenCalledOnce();
  await pushed({ is_test: true });
  expect(closed).toHaveBeenCalledOnce();
});

test("a click brings the tab that shows it to the front", async () => {
  tab("/app/");
  const there = tab("/app/conversations/12/?from=list");
  await clicked();
  expect(there.focus).toHaveBeenCalledOnce();
  expect(openWindow).not.toHaveBeenCalled();
});

test("else the desk goes there, and any other page is left as it is", async () => {
  const other = tab("/app/settings/profile");
  await clicked();
  expect(other.focus).not.toHaveBeenCalled();
  expect(openWindow).toHaveBeenCalledWith(location.origin + NOTICE.url);
  const desk = tab("/app/");
  await clicked();
  expect(desk.navigate).toHaveBeenCalledWith(location.origin + NOTICE.url);
});

test("a click never leads to another website", async () => {
  await clicked("https://elsewhere.example/");
  expect(openWindow).not.toHaveBeenCalled();
});

test("a browser whose address has changed says so", async () => {
  const keys = { p256dh: "P", auth: "A" };
  const oldSubscription = { endpoint: "https://push.example/old", options: {} };
  const newSubscription = { toJSON: () => ({ endpoint: "https://push.example/new", keys }) };
  await happens("pushsubscriptionchange", { oldSubscription, newSubscription });
  const [, how] = fetched.mock.calls[0]! as [string, { body: string }];
  expect(JSON.parse(how.body)).toEqual({ before: "https://push.example/old", endpoint: "https://push.example/new", ...keys });
});
