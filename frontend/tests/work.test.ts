import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveClient } from "../src/live";
import { Work } from "../src/work";

const told: [string, number, boolean?][] = [];
const stop = { now: new AbortController() };
let work: Work;

function sign(where: string, kind = "pointermove"): void {
  (document.querySelector(where) ?? document.body).dispatchEvent(new Event(kind, { bubbles: true }));
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(document, "hasFocus").mockReturnValue(true);
  told.length = 0;
  document.body.innerHTML = `<ol><li>Another</li></ol><article data-work="conversation:7"><p>Read me</p><textarea></textarea></article>`;
  work = new Work({ work: (...one: [string, number, boolean?]) => told.push(one) } as unknown as LiveClient);
  stop.now = new AbortController();
  work.start(stop.now.signal);
});

afterEach(() => {
  stop.now.abort();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("whoever opens a conversation is at work on it, and what they do is told every twenty seconds", () => {
  work.sync();
  expect(told).toEqual([["conversation:7", 0]]);
  for (let second = 0; second < 45; second++) {
    sign("p");
    vi.advanceTimersByTime(1_000);
  }
  expect(told.length).toBe(3);
});

test("the last sign is told with its age, and an idle page says nothing more", () => {
  work.sync();
  vi.advanceTimersByTime(5_000);
  sign("textarea", "keydown");
  vi.advanceTimersByTime(600_000);
  expect(told).toEqual([["conversation:7", 0], ["conversation:7", 15_000]]);
});

test("elsewhere on the page a pointer is no work, and a key that is meant for nothing else is", () => {
  work.leave();
  sign("li");
  expect(told).toEqual([]);
  sign("nothing", "keydown");
  expect(told).toEqual([["conversation:7", 0]]);
});

test("another conversation is told at once, after the one before was left", () => {
  work.sync();
  document.querySelector<HTMLElement>("article")!.dataset.work = "conversation:8";
  work.sync();
  expect(told).toEqual([["conversation:7", 0], ["conversation:7", 0, true], ["conversation:8", 0]]);
});

test("a page that is not in front says that it was left, and nothing until it is looked at again", () => {
  work.sync();
  vi.mocked(document.hasFocus).mockReturnValue(false);
  window.dispatchEvent(new Event("blur"));
  vi.advanceTimersByTime(1);
  sign("p");
  expect(told).toEqual([["conversation:7", 0], ["conversation:7", 0, true]]);
  vi.mocked(document.hasFocus).mockReturnValue(true);
  window.dispatchEvent(new Event("focus"));
  expect(told.at(-1)).toEqual(["conversation:7", 0]);
});

test("what is shown in a frame of the page is still the page", () => {
  work.sync();
  window.dispatchEvent(new Event("blur"));
  vi.advanceTimersByTime(1);
  expect(told).toEqual([["conversation:7", 0]]);
});

test("of several conversations on a page the one that is touched is worked on", () => {
  document.body.innerHTML = `<article data-work="conversation:7"><p>One</p></article><article data-work="conversation:8"><b>Two</b></article>`;
  work.sync();
  expect(told).toEqual([]);
  sign("p");
  sign("b");
  expect(told).toEqual([["conversation:7", 0], ["conversation:7", 0, true], ["conversation:8", 0]]);
});
