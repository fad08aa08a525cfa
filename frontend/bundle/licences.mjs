// Who made what is bundled, with the full text of each licence.
import { existsSync, readdirSync, readFileSync } from "node:fs";

const SELF = new URL(import.meta.url);
const ROOT = new URL("../", SELF);
const INSIDE = ["zrender"]; // comes with echarts and is bundled too

export function licences() {
  const own = JSON.parse(readFileSync(new URL("package.json", ROOT), "utf8"));
  const parts = [...Object.keys(own.dependencies), ...INSIDE].map((name) => {
    const folder = new URL(`node_modules/${name}/`, ROOT);
    const { version, license } = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const notice = new URL("NOTICE", folder);
    const texts = [file && readFileSync(new URL(file, folder), "utf8"), existsSync(notice) && readFileSync(notice, "utf8")];
    return `${name} ${version} (${license})\n\n${texts.filter(Boolean).join("\n").trim() || license}`;
  });
  return `What Pult's pages are built with.\n\n${parts.join(`\n\n${"-".repeat(78)}\n\n`)}\n`;
}
