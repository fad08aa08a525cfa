// Inter, cut down to the letters that Pult's languages and their neighbours use, weights 400 to 700.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import subsetFont from "subset-font";

const SELF = new URL(import.meta.url);
const FILES = new URL("../node_modules/@fontsource-variable/inter/files/", SELF);

/** The letters of a unicode-range: "U+0400-045F, U+0490". */
export function letters(range) {
  return range.split(",").map((piece) => {
    const [from, to = from] = piece.trim().replace("U+", "").split("-").map((code) => parseInt(code, 16));
    return Array.from({ length: to - from + 1 }, (_, step) => String.fromCodePoint(from + step)).join("");
  }).join("");
}

/** What fonts.css declares is what is cut: one list for the browser and for the scissors. */
export function declared() {
  const css = readFileSync(new URL("../src/css/fonts.css", SELF), "utf8");
  return [...css.matchAll(/fonts\/inter-([a-z-]+)\.woff2[\s\S]*?unicode-range:([^;]+);/g)].map(([, name, range]) => ({ name, range }));
}

export async function cutFonts(folder) {
  mkdirSync(folder, { recursive: true });
  for (const { name, range } of declared()) {
    const target = new URL(`inter-${name}.woff2`, folder);
    const source = new URL(`inter-${name}-wght-normal.woff2`, FILES);
    const stamp = new URL(`.inter-${name}.txt`, folder);
    if (existsSync(target) && existsSync(stamp) && readFileSync(stamp, "utf8") === range) continue;
    const cut = await subsetFont(readFileSync(fileURLToPath(source)), letters(range), {
      targetFormat: "woff2",
      variationAxes: { wght: { min: 400, max: 700 } },
    });
    writeFileSync(target, cut);
    writeFileSync(stamp, range);
  }
}
