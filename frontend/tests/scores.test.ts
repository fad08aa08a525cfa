import { ScoreCriterion } from "../src/elements/score-criterion";
import { ScoreSheet } from "../src/elements/score-sheet";

customElements.define("score-criterion", ScoreCriterion);
customElements.define("score-sheet", ScoreSheet);

type Asked = { method: string; body: URLSearchParams };
const json = (data: unknown, status = 200): Response => new Response(JSON.stringify(data), { status });
afterEach(() => { localStorage.clear(); vi.unstubAllGlobals(); document.body.innerHTML = ""; });

function sheet(seen = 0): void {
  const radios = [1, 2, 3, 4, 5].map((mark) => `<input type="radio" name="value" value="${mark}">`).join("");
  const criterion = (at: number): string => `<article class="criterion"><i data-anchor="1"></i>
    <score-criterion key="a:${at}" low="2" saving="Saving" saved="Saved" kept="Kept" other="Other:"><form action="/c/${at}">
    <input type="hidden" name="seen" value="${seen}"><textarea name="evidence"></textarea>${radios}
    <div data-cause hidden></div><span data-state></span><div data-other hidden><p data-other-words></p>
    <button type="button" data-keep></button><button type="button" data-take></button></div></form></score-criterion></article>`;
  document.body.innerHTML = `<score-sheet>${criterion(1)}${criterion(2)}</score-sheet><b data-answered>0</b><div id="toasts"></div>
    <form data-submission method="post"></form>`;
}

function type(words: string): void {
  const field = document.querySelector("textarea")!;
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

const press = (key: string): boolean => document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
const state = (): string => document.querySelector("[data-state]")!.textContent ?? "";

function pressOn(key: string): void {
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}

test("keys go from criterion to criterion and mark them", async () => {
  const bodies: string[] = [];
  vi.stubGlobal("fetch", (url: string, { body }: Asked) => { bodies.push(`${url} ${body.get("value")}`); return Promise.resolve(json({ revision: 1, answered: bodies.length, of: 2, missing: "" })); });
  sheet();
  pressOn("j");
  pressOn("4");
  await vi.waitFor(() => expect(document.querySelector("[data-answered]")!.textContent).toBe("1"));
  pressOn("j");
  pressOn("1");
  await vi.waitFor(() => expect(bodies.map((one) => one.replace(/^.*\/c/, "/c"))).toEqual(["/c/1 4", "/c/2 1"]));
  expect([...document.querySelectorAll<HTMLElement>("[data-cause]")].map((one) => one.hidden)).toEqual([true, false]);
  expect(press("x")).toBe(true);
});

test("what is typed while a save is under way is saved next, upon the revision that came back", async () => {
  const asked: [string | null, string | null][] = [];
  let answer: (one: Response) => void = () => undefined;
  vi.stubGlobal("fetch", (_: string, { body }: Asked) => { asked.push([body.get("evidence"), body.get("seen")]); return new Promise<Response>((resolve) => (answer = resolve)); });
  sheet();
  type("First");
  const criterion = document.querySelector<ScoreCriterion>("score-criterion")!;
  void criterion.save();
  type("First and second");
  void criterion.save();
  expect(asked).toEqual([["First", "0"]]);
  answer(json({ revision: 1, answered: 0, of: 2, missing: "" }));
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(asked[1]).toEqual(["First and second", "1"]);
  answer(json({ revision: 2, answered: 0, of: 2, missing: "No mark yet" }));
  await vi.waitFor(() => expect(state()).toBe("Saved · No mark yet"));
  expect(localStorage.length).toBe(0);
});

test("what another window wrote is shown, and nothing is overwritten before somebody chooses", async () => {
  let seen = "";
  vi.stubGlobal("fetch", (_: string, { method, body }: Asked) => {
    if (method !== "POST") return Promise.resolve(json({ revision: 5, evidence: "Theirs", value: "2" }));
    seen = body.get("seen") ?? "";
    return Promise.resolve(seen === "5" ? json({ revision: 6, answered: 1, of: 2, missing: "" }) : new Response("<p>Refused</p>", { status: 409 }));
  });
  sheet();
  type("Mine");
  const box = document.querySelector<HTMLElement>("[data-other]")!;
  await vi.waitFor(() => expect(box.hidden).toBe(false), { timeout: 3000 });
  expect(box.textContent).toContain("Other: “Theirs” 2");
  expect(document.querySelector("textarea")!.value).toBe("Mine");
  document.querySelector<HTMLElement>("[data-take]")!.click();
  await vi.waitFor(() => expect(seen).toBe("5"));
  expect(document.querySelector("textarea")!.value).toBe("Theirs");
});

test("words that never arrived come back upon the revision they were typed on", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
  sheet();
  type("In a tunnel");
  await vi.waitFor(() => expect(state()).toBe("Kept"), { timeout: 3000 });
  const asked: (string | null)[] = [];
  vi.stubGlobal("fetch", (_: string, { body }: Asked) => { asked.push(body.get("seen"), body.get("evidence")); return Promise.resolve(json({ revision: 1, answered: 0, of: 2, missing: "" })); });
  sheet(3);
  await vi.waitFor(() => expect(asked).toEqual(["0", "In a tunnel"]));
});

test("it is handed in when everything has arrived", async () => {
  let answer: (one: Response) => void = () => undefined;
  vi.stubGlobal("fetch", () => new Promise<Response>((resolve) => (answer = resolve)));
  sheet();
  const form = document.querySelector<HTMLFormElement>("[data-submission]")!;
  const again = vi.fn();
  form.requestSubmit = again;
  type("Last words");
  form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));
  await new Promise((resolve) => setTimeout(resolve));
  expect(again).not.toHaveBeenCalled();
  answer(json({ revision: 1, answered: 0, of: 2, missing: "" }));
  await vi.waitFor(() => expect(again).toHaveBeenCalledOnce());
});
