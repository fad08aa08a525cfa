import { knownMessages } from "../src/desk/known-messages";

// htmx itself needs more of XPath than jsdom has.
vi.mock("htmx.org", () => ({ default: { trigger: (to: Element, name: string) => to.dispatchEvent(new Event(name)) } }));

function page(): void {
  document.body.innerHTML = `<article class="conv"><live-refresh></live-refresh><div id="thread">
    <input id="thread-seen" data-shown="1-9-1700000000"><article id="message-1">It leaks.</article></div></article>`;
}

const asked = (target: string, swap: string): Record<string, string> => {
  const headers: Record<string, string> = {};
  knownMessages.htmx_config_request(document.body, { ctx: { target: document.querySelector(target)!, swap, request: { headers } } });
  return headers;
};

beforeEach(page);

test("who asks for what changed in the thread says what is shown; nobody else does", () => {
  expect(asked("#thread", "innerMorph")).toEqual({ "Thread-Shown": "1-9-1700000000" });
  expect(asked("#thread", "innerHTML")).toEqual({});
  expect(asked(".conv", "innerMorph")).toEqual({});
});

test("a place leaves the message that is there as it is", () => {
  const place = document.createElement("article");
  expect(knownMessages.htmx_before_morph_node(document.body, { newNode: place })).toBe(true);
  place.setAttribute("data-as-shown", "");
  expect(knownMessages.htmx_before_morph_node(document.body, { newNode: place })).toBe(false);
});

test("a place without its message is asked for again, whole", () => {
  let asks = 0;
  document.querySelector("live-refresh")!.addEventListener("refresh", () => { asks += 1; });
  document.getElementById("thread")!.insertAdjacentHTML("beforeend", '<article id="message-3" data-as-shown></article>');
  knownMessages.htmx_after_swap();
  expect([asks, document.getElementById("message-3"), asked("#thread", "innerMorph")]).toEqual([1, null, {}]);
});
