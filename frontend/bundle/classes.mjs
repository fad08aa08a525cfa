// A class that the kit has but slim.mjs left out must not be used: the page would look broken and nothing would say why.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { slimTabler, TABLER } from "./slim.mjs";

const PULT = fileURLToPath(new URL("../../pult", import.meta.url));
const classesIn = (css) => new Set([...css.matchAll(/\.(-?[_a-zA-Z][\w-]*)/g)].map((match) => match[1]));

function templates(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".html"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Where templates use classes that were left out: "path: class". */
export function missingClasses() {
  const whole = classesIn(readFileSync(TABLER, "utf8"));
  const kept = classesIn(slimTabler());
  const own = new Set();
  const styles = fileURLToPath(new URL("../src/css", import.meta.url));
  for (const name of readdirSync(styles)) for (const one of classesIn(readFileSync(join(styles, name), "utf8"))) own.add(one);
  return templates(PULT).flatMap((file) => {
    const used = [...readFileSync(file, "utf8").matchAll(/class="([^"]*)"/g)].flatMap((match) => match[1].replace(/\{[{%].*?[%}]\}/g, " ").split(/\s+/));
    return [...new Set(used)].filter((name) => whole.has(name) && !kept.has(name) && !own.has(name)).map((name) => `${file}: ${name}`);
  });
}

export function checkClasses() {
  const missing = missingClasses();
  if (missing.length) throw new Error(`These classes are left out of the kit; use another or edit bundle/slim.mjs:\n${missing.join("\n")}`);
}
