import shipped from "../../pult/hiring/standard/practice.json";
import { fold, original, tongue } from "../src/practice/fold";
import { isKind } from "../src/practice/practice-play";
import { type Missing, type Point, type Rules, type Wording, findAll, marks, missingHints, quotesOf, wordingHints } from "../src/practice/rules";
import { starHints } from "../src/practice/star";
import { forget, keep, kept } from "../src/practice/store";

interface Told { says?: Record<string, string>; fine?: Record<string, string> }
const file = shipped as unknown as Rules;
const rules: Rules = { ...file, words: {} };
const examples = (told: Told, name: "says" | "fine"): [string, string][] => Object.entries(told[name] ?? {});

describe("each rule finds what its examples say, in every language and script", () => {
  for (const point of rules.points as (Point & Told)[]) {
    for (const [language, words] of examples(point, "says")) {
      test(`${point.key} ${language}`, () => { expect(marks(rules, words).find((mark) => mark.point.key === point.key)?.state, words).toBe("seen"); });
    }
  }
  for (const rule of rules.wording as (Wording & Told)[]) {
    for (const [language, words] of examples(rule, "says")) test(`${rule.key} ${language}`, () => { expect(quotesOf(rule, words), words).not.toEqual([]); });
    for (const [language, words] of examples(rule, "fine")) test(`${rule.key} ${language}, said well`, () => { expect(quotesOf(rule, words), words).toEqual([]); });
  }
  for (const rule of rules.missing as (Missing & Told)[]) {
    for (const [language, words] of examples(rule, "says")) {
      test(`${rule.key} ${language}`, () => { for (const where of rule.where) expect(missingHints(rules, words, where).map((hint) => hint.key)).not.toContain(rule.key); });
    }
  }
});

test("one folding for three ways to write, and the way back", () => {
  expect([fold("Žao mi je").text, fold("Жао ми је").text, fold("Zao mi je").text]).toEqual(Array(3).fill("zao mi je"));
  expect(fold("Њега и љубав, ђак, џеп").text).toBe("njega i ljubav, djak, dzep");
  const text = "Поштована, жао нам је због тога.";
  const folded = fold(text);
  const at = folded.text.indexOf("zao");
  expect(original(text, folded, at, at + "zao nam je".length)).toBe("жао нам је");
});

test("what was written decides which rules read it", () => {
  expect(tongue("I am sorry that the kettle leaks")).toBe("en");
  expect(tongue("Жао ми је што вам кувало цури")).toBe("hbs");
});

const LETTER = `Dear Ms Petrović,
Thank you for writing to us. If I understand you rightly, the kettle leaks at the handle. I am sorry; that must be very annoying when one drinks tea.
I will personally make sure that it is put right. I have ordered a new one for you, and it comes on Thursday. Would that suit you?
Let me know if anything is missing. Thank you for your patience.
Kind regards, Ana`;
const CYRILLIC = `Поштована госпођо Петровић,
хвала вам што сте нам се јавили. Пишете да кувало цури код ручке. Извините због тога, могу да замислим колико је то непријатно.
Побринућу се за то. Послаћу вам ново кувало у четвртак. Да ли вам то одговара?
Јавите ми да ли је све у реду. Хвала вам на стрпљењу.
Срдачан поздрав, Ана`;

test.each([["en", LETTER], ["sr", CYRILLIC]])("a good letter shows every point that can be read (%s)", (_, letter) => {
  expect(marks(rules, letter).filter((mark) => mark.state === "look").map((mark) => mark.point.key)).toEqual([]);
  expect([...missingHints(rules, letter, "letter"), ...wordingHints(rules, letter, "letter")].map((hint) => hint.key)).toEqual([]);
});

test("a bad letter is quoted in the writer's words", () => {
  const bad = "UNFORTUNATELY we CANNOT help, that is OUR policy!!! You should have read the booklet. As I already said, you have to send it to us.";
  expect(wordingHints(rules, bad, "letter").map((hint) => hint.key).sort()).toEqual(["blame", "cannot", "impatience", "must", "policy", "shouting", "unfortunately"]);
  expect(wordingHints(rules, bad, "letter").find((hint) => hint.key === "cannot")?.quotes).toEqual(["CANNOT"]);
  expect(missingHints(rules, bad, "letter").map((hint) => hint.key)).toEqual(["greeting", "closing", "by_when"]);
  const states = Object.fromEntries(marks(rules, bad).map((mark) => [mark.point.key, mark.state]));
  expect(states).toMatchObject({ listened: "own", not_personal: "look", calm: "look", apologised: "look", empathy: "look" });
});

test("thanks at the end stand at the end", () => {
  const early = `Thank you for writing. ${"The kettle is looked at by a colleague of mine. ".repeat(5)}`;
  expect(marks(rules, early).find((mark) => mark.point.key === "thanked_at_end")?.state).toBe("look");
});

const keys = (answer: Record<string, string>): string[] => starHints(rules, answer).map((hint) => hint.key);
const ACTION = "I asked her to tell me everything, and I wrote it down. Then I called the depot, found the parcel and agreed with the driver that he would bring it before six. I rang her back at noon, as I had promised, and told her his name. ";

test("an answer of four parts is looked at part by part", () => {
  expect(keys({})).toEqual(["empty"]);
  expect(keys({ s: "A parcel was late." })).toEqual(["part", "part", "part", "short"]);
  const good = { s: "In spring a customer called because a present was late, and the birthday was the day after.", t: "I was alone on the phone and had to find it before the evening.", a: ACTION, r: "She called again to say thank you, and since then I ring people back at noon." };
  expect(keys(good)).toEqual([]);
  expect(keys({ ...good, a: ACTION.replaceAll("I ", "we ") + "We found our way and we were glad, we and our team." })).toEqual(["we"]);
  expect(keys({ ...good, a: "The depot was asked.", s: good.s })).toContain("nobody");
  expect(keys({ ...good, r: "It was over." })).toEqual(["result"]);
  expect(keys({ ...good, s: `${good.s} The customer was stupid.` })).toContain("judging");
  expect(keys({ s: "I haven't had that.", t: "-", a: "I", r: "-" })).toContain("never");
  expect(keys({ ...good, a: ACTION.repeat(8) })).toContain("long");
});

test("the customer of the script turns with what one writes", () => {
  expect(isKind(rules, "I am sorry, I can understand how annoying this is.")).toBe(true);
  expect(isKind(rules, "Жао ми је. Да ли бисте радије веће шоље?")).toBe(true);
  expect(isKind(rules, "You should have read the page. That is our policy.")).toBe(false);
  expect(isKind(rules, "Hm.")).toBe(false);
});

test("what is kept is kept here, and forgotten at once", () => {
  keep("q:one", { s: "Spring" });
  keep("q:two", { s: "Summer" });
  expect(kept("q:one")).toEqual({ s: "Spring" });
  keep("q:one", { s: "" });
  expect(localStorage.getItem("pult-practice")).toBe('{"q:two":{"s":"Summer"}}');
  forget();
  expect(kept("q:two")).toEqual({});
  keep("q:two", {});
  expect(localStorage.length).toBe(0);
  localStorage.setItem("pult-practice", "{damaged");
  expect(kept("q:one")).toEqual({});
});

test("nothing is found in nothing", () => {
  expect(findAll({ en: ["a"], hbs: ["a"] }, "")).toEqual([]);
  expect(wordingHints(rules, "", "letter")).toEqual([]);
});
