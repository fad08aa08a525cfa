// Everything the browser loads: npm run build. Output goes to pult/ui/static/ui/dist, which git ignores.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, context } from "esbuild";
import { checkClasses } from "./classes.mjs";
import { cutFonts } from "./fonts.mjs";
import { writeIcons } from "./icons.mjs";
import { licences } from "./licences.mjs";
import { slimTabler } from "./slim.mjs";

const ROOT = new URL("../", import.meta.url);
const OUT = new URL("../pult/ui/static/ui/dist/", ROOT);
const STYLES = new URL("src/css/", ROOT);
const path = (name) => fileURLToPath(new URL(name, ROOT));

function ownStyles() {
  return readdirSync(STYLES).map((name) => readFileSync(new URL(name, STYLES), "utf8")).join("\n");
}

const tabler = {
  name: "tabler",
  setup(run) {
    run.onResolve({ filter: /tabler\.css$/ }, () => ({ path: "tabler", namespace: "kit" }));
    run.onLoad({ filter: /.*/, namespace: "kit" }, () => ({ contents: slimTabler(ownStyles()), loader: "css" }));
  },
};

/** The widget's sheet without the ends of its lines. */
const tight = {
  name: "tight",
  setup(run) {
    run.onLoad({ filter: /widget\/style\.ts$/ }, ({ path: file }) => ({ contents: readFileSync(file, "utf8").replace(/([;}])\n(?=[.:#*@a-z])/g, "$1"), loader: "ts" }));
  },
};

const shared = {
  bundle: true,
  minify: true,
  outdir: fileURLToPath(OUT),
  target: ["es2022", "chrome125", "firefox128", "safari17.5"],
  external: ["./fonts/*"],
  legalComments: "none",
  logLevel: "warning",
};
const jobs = [
  { ...shared, format: "esm", entryPoints: [path("src/app.ts"), path("src/form.ts"), path("src/public.ts"), path("src/practice.ts"), path("src/talk.ts")] },
  { ...shared, format: "esm", entryPoints: { charts: path("src/charts/index.ts") } },
  { ...shared, format: "iife", entryPoints: [path("src/push-worker.ts")] },
  // Every byte counts on other people's pages: names that nobody outside says are made short. None of them may go over the wire.
  { ...shared, format: "iife", plugins: [tight], entryPoints: [path("src/widget.ts")], mangleProps: /^(unsent|changed|isOpen|invite|atEnd|inputs|nodes|flush|wake|draw|online|line)$/ },
  { ...shared, format: "esm", entryPoints: { editor: path("src/editor.ts") } },
  { ...shared, plugins: [tabler], entryPoints: ["app", "public", "gallery", "reports", "sheets", "surveys", "assistant", "bank", "practice", "talk", "knowledge"].map((name) => path(`src/css/${name}.css`)) },
];

function report() {
  for (const name of readdirSync(OUT).filter((entry) => /\.(js|css)$/.test(entry)).sort()) {
    const content = readFileSync(new URL(name, OUT));
    process.stdout.write(`${name.padEnd(14)} ${(content.length / 1000).toFixed(1).padStart(7)} kB  ${(gzipSync(content).length / 1000).toFixed(1).padStart(6)} kB gzipped\n`);
  }
  for (const name of readdirSync(new URL("fonts/", OUT)).filter((entry) => entry.endsWith(".woff2"))) {
    process.stdout.write(`${name.padEnd(24)} ${(statSync(new URL(`fonts/${name}`, OUT)).size / 1000).toFixed(1)} kB\n`);
  }
}

mkdirSync(OUT, { recursive: true });
for (const name of readdirSync(OUT)) if (/\.(js|css)$/.test(name)) rmSync(new URL(name, OUT));
if (process.argv.includes("--watch")) {
  for (const job of jobs) await (await context(job)).watch();
} else {
  await Promise.all([...jobs.map((job) => build(job)), cutFonts(new URL("fonts/", OUT))]);
  writeIcons(new URL("../pult/ui/icons.json", ROOT));
  writeFileSync(new URL("LICENCES.txt", OUT), licences());
  checkClasses();
  report();
}
