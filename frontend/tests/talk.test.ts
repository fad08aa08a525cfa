import { clock, markOf, marksIn } from "../src/talk/clock";
import { dress } from "../src/talk/marks";
import { Pieces } from "../src/talk/pieces";
import { TalkPlayer } from "../src/talk/talk-player";

customElements.define("talk-player", TalkPlayer);

test("moments are written as people read them", () => {
  expect([clock(0), clock(192.9), clock(3792)]).toEqual(["0:00", "3:12", "1:03:12"]);
  expect([markOf("", 192), markOf("2/", 3792)]).toEqual(["[03:12]", "[2/1:03:12]"]);
});

test("marks are found where they stand, and times of day are none", () => {
  const found = marksIn("Greets [00:07], asks at 14:30, thanks [2/1:03:12] [99:99] [3:5]");
  expect(found.map(({ part, seconds }) => [part, seconds])).toEqual([["", 7], ["2/", 3792]]);
});

const PLAYER = `<talk-player mark="" seconds="300"><audio controls></audio><div data-deck hidden>
  <button data-act="play"><span data-off></span><span data-on hidden></span></button><button data-act="on"></button>
  <input type="range" max="300" step="any" data-bar><span data-now></span><select data-speed><option>2</option></select></div>
  <template data-note><button class="talk-note">Note</button></template><p data-trouble hidden></p></talk-player>
  <article class="criterion"><div class="criterion-evidence"><textarea name="evidence">She asks</textarea></div><div class="criterion-foot"></div></article>`;

test("a moment is noted into the evidence, once, and leads back to it", () => {
  document.body.innerHTML = PLAYER;
  const player = document.querySelector("talk-player") as TalkPlayer;
  HTMLMediaElement.prototype.play = vi.fn(async () => undefined);
  dress();
  dress();
  expect(document.querySelectorAll(".talk-note")).toHaveLength(1);
  player.jump(75, false);
  player.querySelector<HTMLElement>("[data-act=on]")!.click();
  expect(player.audio.currentTime).toBe(85);
  const field = document.querySelector("textarea")!;
  field.setSelectionRange(8, 8);
  document.querySelector<HTMLElement>(".talk-note")!.click();
  expect(field.value).toBe("She asks [01:25] ");
  player.jump(0, false);
  document.querySelector<HTMLElement>(".talk-marks button")!.click();
  expect(player.audio.currentTime).toBe(85);
  player.jump(9999, false);
  expect(player.audio.currentTime).toBe(300);
});

const blob = (words: string): Blob => ({ arrayBuffer: async () => new TextEncoder().encode(words).buffer }) as unknown as Blob;

test("pieces go out in order, wait for the line, and stop when nothing more may be recorded", async () => {
  vi.useFakeTimers();
  const sent: string[] = [], told: string[] = [];
  const statuses = [0, 204, 204, 409];
  globalThis.fetch = vi.fn(async (_address: unknown, init?: RequestInit) => {
    const status = statuses.shift()!;
    if (!status) throw new TypeError();
    sent.push(String((init!.body as FormData).get("number")));
    return new Response(null, { status });
  }) as typeof fetch;
  const pieces = new Pieces("/pieces", "talk:1", (how) => told.push(how));
  await pieces.add(blob("one"));
  await pieces.add(blob("two"));
  await vi.advanceTimersByTimeAsync(2100);
  await pieces.done();
  expect(sent).toEqual(["0", "1"]);
  expect(told[0]).toBe("offline");
  await pieces.add(blob("three"));
  await vi.advanceTimersByTimeAsync(10);
  expect(told.at(-1)).toBe("refused");
  vi.useRealTimers();
});
