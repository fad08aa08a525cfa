// The outlines that Pult uses, as one small JSON for the {% icon %} tag. Add a name to icons.txt to use another.
import { readFileSync, writeFileSync } from "node:fs";

const SELF = new URL(import.meta.url);

export function iconNames() {
  return readFileSync(new URL("../icons.txt", SELF), "utf8").split(/\s+/).filter(Boolean).sort();
}

export function drawIcons() {
  const all = JSON.parse(readFileSync(new URL("../node_modules/@tabler/icons/tabler-nodes-outline.json", SELF), "utf8"));
  const drawn = {};
  for (const name of iconNames()) {
    if (!all[name]) throw new Error(`icons.txt names "${name}", which the icon set does not have.`);
    drawn[name] = all[name].map(([tag, attributes]) =>
      `<${tag} ${Object.entries(attributes).map(([key, value]) => `${key}="${value}"`).join(" ")}/>`).join("");
  }
  return `${JSON.stringify(drawn, null, 0).replaceAll('","', '",\n"')}\n`;
}

export function writeIcons(target) {
  const drawn = drawIcons();
  let before = "";
  try { before = readFileSync(target, "utf8"); } catch { /* the first build */ }
  if (before !== drawn) writeFileSync(target, drawn);
}
