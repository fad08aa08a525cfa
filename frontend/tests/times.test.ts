import { ago, span } from "../src/words";
import { TimeAgo } from "../src/elements/time-ago";
import { TimeLeft } from "../src/elements/time-left";

customElements.define("time-ago", TimeAgo);
customElements.define("time-left", TimeLeft);

const NOW = new Date("2026-11-21T12:00:00Z");
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

beforeEach(() => { document.documentElement.lang = "en"; });

test.each([
  [0, "0 min"], [59, "0 min"], [60, "1 min"], [18 * 60 + 59, "18 min"], [3600, "1h"], [4320, "1h 12 min"], [86_400, "1d"], [93_600, "1d 2h"], [-1500, "25 min"],
])("%i seconds are {}", (seconds, words) => expect(span(seconds)).toBe(words));

test.each([["en", "5 min. ago"], ["hr", "prije 5 min"], ["sr", "пре 5 мин."], ["sr-Latn", "pre 5 min."]])("five minutes ago in {}", (lang, words) => {
  document.documentElement.lang = lang;
  expect(ago(later(-300), NOW)).toBe(words);
});

test("a moment just now is now, and what lies further away than a week has its date", () => {
  expect(ago(later(-20), NOW)).toBe("now");
  expect(ago(later(-6 * 86_400), NOW)).toBe("6 days ago");
  expect(ago(later(-8 * 86_400), NOW)).toBe("Nov 13");
  expect(ago(later(-400 * 86_400), NOW)).toBe("Oct 17, 2025");
  document.documentElement.lang = "hr";
  expect(ago(later(-8 * 86_400), NOW)).toMatch(/^13\. /);
});

function deadline(seconds: number, attributes = ""): TimeLeft {
  document.body.innerHTML = `<time-left class="pult-badge" until="${later(seconds).toISOString()}" risk="1800" left="{} left" late="{} late" ${attributes}><span data-words>…</span></time-left>`;
  const element = document.querySelector("time-left") as TimeLeft;
  element.tick(NOW);
  return element;
}

test("a deadline far away is calm, near is at risk, past is late, and the words say so", () => {
  expect(deadline(7200).className).toContain("pult-tone-neutral");
  expect(deadline(1200).className).toContain("pult-tone-risk");
  const late = deadline(-1500);
  expect(late.className).toContain("pult-tone-late");
  expect(late.textContent).toBe("25 min late");
});

test("a paused clock keeps what the server wrote", () => {
  expect(deadline(-1500, "paused").textContent).toBe("…");
});

test("a moment gets its exact time as a title", () => {
  document.body.innerHTML = `<time-ago><time datetime="${later(-300).toISOString()}">11:55</time></time-ago>`;
  (document.querySelector("time-ago") as TimeAgo).tick(NOW);
  const time = document.querySelector("time");
  expect(time?.textContent).toBe("5 min. ago");
  expect(time?.title).toContain("2026");
});
