// Tabler, less what Pult never uses. Whole families are left out by name, so a class that is not
// named here always works; classes.mjs fails the build when a template uses one that was left out.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const SELF = new URL(import.meta.url);
export const TABLER = new URL("../node_modules/@tabler/core/dist/css/tabler.min.css", SELF);
const CACHE = new URL("../node_modules/.cache/pult/", SELF);

const hues = "blue|azure|indigo|purple|pink|red|orange|yellow|lime|green|teal|cyan";
const brands = "facebook|twitter|linkedin|google|youtube|vimeo|dribbble|github|instagram|pinterest|vk|rss|flickr|bitbucket|tabler|x|tiktok|twitch|discord|reddit|snapchat|spotify|telegram|whatsapp|slack|figma|metamask|wechat|mastodon|skype|apple|microsoft";
const greys = "gray-\\d+|gray|dark|light|muted|info";

/** Families of classes that Pult has no use for, or draws itself. */
const LEFT_OUT = [
  "navbar.*|nav-segmented.*|nav-bordered|nav-vertical|offcanvas.*|carousel.*|accordion.*|popover.*|tooltip.*|bs-.*|ribbon.*|io-.*|otp.*|form-otp.*",
  "signature.*|calendar.*|sortable.*|sparkline.*|signal.*|tracking.*|chat.*|mention.*|strength.*|legend.*|columns.*",
  "layout-.*|sticky.*|float-.*|object-.*|order-.*|offset-.*|ratio.*|img-.*|fs-.*|theme.*|column-gap.*|row-gap.*|vr|cursor.*|user-select.*|pe-none|pe-auto",
  "dropend.*|dropstart.*|dropup.*|dropdown.*|modal.*|toast.*|pulse|spinner-grow|btn-close.*|alert-.*link|card-(?:tabs|stacked|rotate|link-pop|sponsor|cover|img.*|group|chart.*|avatar|progress|stamp.*)|card-header-light|settings-.*",
  "form-(?:colorinput|imagecheck|floating|file|help-.*).*|form-(?:imagecheck|colorinput).*|input-group-flat|input-icon-addon-.*|form-check-highlight|form-range|was-validated",
  `btn-(?:outline-|ghost-)?(?:${hues}|${brands}|${greys}|animate-icon.*|floating|loading-.*|pill|square|[56]x?)`,
  `(?:bg|text|border|link|text-bg|badge|alert|list-group-item|table|progress-bar|nav|card|ribbon|steps|divide|step)-(?:${brands})(?:-.*)?`,
  `(?:link|table|list-group-item|steps|alert-bg|switch-bg|text-bg|btn-outline-bg)-(?:${hues}|${greys}|primary|secondary|success|warning|danger)(?:-.*)?`,
  `status-(?:${brands}|${greys})|status-indicator.*|bg-gradient.*|bg-.*-gradient.*|gradient.*|bg-pattern.*|bg-(?:white|black).*|bg-opacity.*|text-opacity.*|border-opacity.*|opacity-.*|link-opacity.*|link-offset.*|link-underline.*|focus-ring.*`,
  "(?:m|p)[trblxyse]?-[6-9]|(?:m|p)[trblxyse]?-n.*|gx?y?-[6-9]|space-.*|divide-.*|border-(?:[3-9]|wide|dashed)|rounded-(?:top|bottom|start|end)-.*|blur.*|shadow-.*inset|hover-.*|tbl-.*|flag.*|payment.*|social.*|img|icon-(?:pulse|tada|rotate)|icons.*|demo.*|debug.*|antialiased",
  "(?:m|p)[trblxyse]?-(?:sm|md|lg|xl|xxl)-.*|(?:g|gx|gy|gap)-(?:sm|md|lg|xl|xxl)-.*|(?:justify-content|align|order|float|text|border|rounded|columns|object|offset|sticky|vstack|hstack|row-cols|sm|h|w|card-columns)-(?:sm|md|lg|xl|xxl)(?:-.*)?|.*-xxl(?:-.*)?|offset.*|page-.*-vertical|d-(?:sm|md|lg|xl|xxl)?-?(?:grid|inline-grid|table.*|inline)|d-print-(?:grid|inline|table).*|flex-(?:sm|xl)-.*",
  "markdown.*|chart.*|map.*|code-.*|terminal.*|highlight|faq.*|hero.*|pricing.*|browser.*|avatar-(?:upload|cover|[0-9].*|rounded)|placeholder-.*|progressbg.*|progress-separated|step-.*-.*|steps-(?:vertical|counter).*|timeline-simple|list-timeline.*|list-inline.*|list-separated.*|table-(?:borderless|striped.*|bordered|mobile.*|transparent|center)|hr-text-.*|nav-(?:pills|fill|justified|link-.*)|toolbar.*|dropdown|input-group-.*|form-control-(?:light|dark|color|rounded|flush)|form-selectgroup-(?:boxes|pills).*|form-select-.*|switch-icon.*|tags?-?.*|ts-.*|selectgroup.*|page-(?:center|wrapper-full).*|container-(?:tight|narrow|slim|sm|md|lg|xl)|scroll.*|scrollbar.*|no-.*",
  "card-gradient.*|(?:bg|text)-gray.*|align-content-.*|list-group-horizontal.*|btn-group-vertical|page-cover.*|progress-steps.*|table-sort.*|badge-(?:notification|empty|icononly|blink).*|badges-list.*|alert-(?:minor|important).*|(?:bg|text|border)-(?:light|dark|black).*",
  `(?:bg|text|border)-(?:${hues}|muted|info)(?:-.*)?|(?:alert|status|badge|avatar|progress|empty|timeline|pagination|page|breadcrumb|steps?|callout|btn-outline|btn-ghost|card-status|list-timeline|dimmer|hr-text|nav-underline|form-selectgroup|form-fieldset|form-imagecheck|spinner|loader|display|link)-.*|avatar|badge|alert|progress|empty|timeline|pagination|breadcrumb|steps|step-item|callout|status|status-dot|dimmer|hr-text|spinner-border|loader|spinner|nav-underline|blockquote.*|img-thumbnail|figure.*|initialism|lead|icon-.*|placeholder`,
].map((family) => new RegExp(`^(?:${family})$`));

const isLeftOut = (name) => LEFT_OUT.some((family) => family.test(name));

/** Cut a text at a sign, leaving what stands in brackets and quotes whole. */
export function split(text, sign) {
  const parts = [];
  let depth = 0, quote = "", from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (quote) { if (char === quote) quote = ""; }
    else if (char === '"' || char === "'") quote = char;
    else if (char === "(" || char === "[") depth++;
    else if (char === ")" || char === "]") depth--;
    else if (char === sign && depth === 0) { parts.push(text.slice(from, at)); from = at + 1; }
  }
  return [...parts, text.slice(from)];
}

/** Does this selector need a class that was left out? What stands inside :not(…) asks for nothing. */
export function needs(selector) {
  const plain = selector.replace(/:not\((?:[^()]|\([^()]*\))*\)/g, "");
  const lists = [...plain.matchAll(/:(?:is|where|has)\(((?:[^()]|\([^()]*\))*)\)/g)];
  const bare = plain.replace(/:(?:is|where|has)\((?:[^()]|\([^()]*\))*\)/g, "");
  if (/\[data-(?:vc|theme)|data-bs-theme-/.test(bare)) return true;
  const names = [...bare.matchAll(/\.(-?[_a-zA-Z][\w-]*)/g)].map((match) => match[1]);
  return names.some(isLeftOut) || lists.some((list) => split(list[1], ",").every(needs));
}

function endOfBlock(css, open) {
  for (let at = open + 1, depth = 1, quote = ""; ; at++) {
    const char = css[at];
    if (quote) { if (char === quote) quote = ""; }
    else if (char === '"' || char === "'") quote = char;
    else if (char === "{") depth++;
    else if (char === "}" && --depth === 0) return at;
  }
}

/** Rule by rule: keep the selectors that ask for nothing left out, drop what is then empty. */
export function slim(css) {
  let kept = "";
  for (let at = 0; at < css.length; ) {
    const open = css.indexOf("{", at);
    const semicolon = css.indexOf(";", at);
    if (open < 0) break;
    if (css[at] === "@" && semicolon >= 0 && semicolon < open) { at = semicolon + 1; continue; }
    const close = endOfBlock(css, open);
    const head = css.slice(at, open), body = css.slice(open + 1, close);
    at = close + 1;
    if (/^@(media|supports|layer|container)/.test(head)) {
      const inner = slim(body);
      if (inner) kept += `${head}{${inner}}`;
    } else if (head.startsWith("@")) {
      kept += `${head}{${body}}`;
    } else {
      const selectors = split(head, ",").filter((selector) => !needs(selector));
      if (selectors.length) kept += `${selectors.join(",")}{${body}}`;
    }
  }
  return kept;
}

/** Custom properties that nothing reads are dropped, and again those that only they had read. */
export function dropUnread(css, reader = "") {
  for (;;) {
    const read = new Set([...(css + reader).matchAll(/var\(\s*(--[\w-]+)/g)].map((match) => match[1]));
    const less = css.replace(/(?<=[{;])(--[\w-]+):((?:[^;{}"']|"[^"]*"|'[^']*')*)(;|(?=\}))/g, (all, name) => (read.has(name) ? all : ""));
    if (less.length === css.length) return less.replace(/[^{}]+\{\}/g, "");
    css = less;
  }
}

/** Physical sides become logical ones, so that the page can be mirrored. */
function logical(css) {
  return css
    .replace(/border-(top|bottom)-(left|right)-radius:/g, (_, block, side) =>
      `border-${block === "top" ? "start" : "end"}-${side === "left" ? "start" : "end"}-radius:`)
    .replace(/(?<=[{;])(margin|padding|border)-(left|right)(-color|-width|-style)?:/g, (_, box, side, what) =>
      `${box}-inline-${side === "left" ? "start" : "end"}${what ?? ""}:`)
    .replace(/text-align:left/g, "text-align:start")
    .replace(/text-align:right/g, "text-align:end");
}

export function slimTabler(reader = "") {
  const source = readFileSync(TABLER, "utf8");
  const key = createHash("sha256").update(source).update(reader).update(readFileSync(SELF)).digest("hex").slice(0, 16);
  const cached = new URL(`tabler-${key}.css`, CACHE);
  if (existsSync(cached)) return readFileSync(cached, "utf8");
  const code = dropUnread(slim(logical(source.replace(/\/\*[\s\S]*?\*\//g, ""))), reader);
  mkdirSync(dirname(cached.pathname), { recursive: true });
  writeFileSync(cached, code);
  return code;
}
