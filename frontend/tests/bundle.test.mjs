// @vitest-environment node
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { missingClasses } from "../bundle/classes.mjs";
import { letters } from "../bundle/fonts.mjs";
import { drawIcons } from "../bundle/icons.mjs";
import { dropUnread, needs, slim, slimTabler } from "../bundle/slim.mjs";

test("no template uses a class of the kit that was left out", () => {
  expect(missingClasses()).toEqual([]);
});

test("the icons in the package are those of icons.txt", () => {
  expect(readFileSync(new URL("../../pult/ui/icons.json", import.meta.url), "utf8")).toBe(drawIcons());
});

test("a rule goes when each of its selectors asks for something left out", () => {
  expect(slim(".carousel{a:b}.btn,.carousel .x{c:d}@media print{.navbar{e:f}}")).toBe(".btn{c:d}");
  expect(needs(".btn:not(.carousel)")).toBe(false);
  expect(needs(":is(.carousel,.navbar) a")).toBe(true);
});

test("custom properties that nothing reads go", () => {
  expect(dropUnread(":root{--a:1;--b:var(--a);--c:var(--b)}p{x:var(--d)}")).toBe("p{x:var(--d)}");
});

test("the slimmed kit keeps what pages are made of", () => {
  const css = slimTabler();
  for (const name of [".btn", ".card", ".table", ".form-control", ".row", ".col-md-6", ".d-none", ".mb-3", ".visually-hidden", ".prose"]) {
    expect(css).toContain(name);
  }
  expect(css).not.toMatch(/[{;](?:margin|padding)-(?:left|right):/);
});

test("a range of letters is spelt out", () => {
  expect(letters("U+0041-0043, U+010D")).toBe("ABCč");
});

test("the widget stays under ten kilobytes", () => {
  const built = readFileSync(new URL("../../pult/ui/static/ui/dist/widget.js", import.meta.url));
  expect(gzipSync(built).length).toBeLessThan(10_000);
});
