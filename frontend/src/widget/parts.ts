/** Small parts of the widget. Whatever somebody wrote becomes a text node, never markup. */
import type { Field } from "./line";

type Child = Node | string | false | null | undefined;
type Attributes = Record<string, string | boolean | number | ((event: any) => void) | undefined>;

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, (event) => { if (name === "submit") event.preventDefault(); value(event); });
    else if (value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => !!child || child === ""));
  return element;
}

export const soft = (...children: Child[]): Node => h("p", { class: "soft" }, ...children);

/** A line drawing, 24 by 24: it looks alike everywhere, whatever fonts a device has. */
export function drawing(lines: string): SVGElement {
  const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag)) as [SVGElement, SVGElement];
  path.setAttribute("d", lines);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
}

const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

/** A text with its addresses as links. */
export function linked(text: string): Node[] {
  const nodes: Node[] = [];
  let at = 0;
  for (const found of text.matchAll(LINK)) {
    nodes.push(new Text(text.slice(at, found.index)), link(found[0], found[0]));
    at = found.index + found[0].length;
  }
  return [...nodes, new Text(text.slice(at))];
}

export function link(address: string, text: string, base = ""): Node {
  const whole = address.startsWith("/") ? base + address : address;
  return /^https?:\/\//.test(whole) ? h("a", { href: whole, target: "_blank", rel: "noopener nofollow" }, text) : new Text(text);
}

/** Fields with their labels, and what was filled in. */
export function fields(asked: Field[], optional: string): { nodes: Node[]; values: () => Record<string, string> } {
  const inputs = asked.map((field, at) => {
    const common = { id: `f${at}`, name: field.key, required: !!field.required, maxlength: 1000 };
    if (field.kind === "choice") return h("select", { ...common, maxlength: undefined }, h("option", { value: "" }, ""), ...(field.choices ?? []).map((one) => h("option", {}, one)));
    if (field.kind === "long") return h("textarea", { ...common, maxlength: 5000, rows: 3 });
    return h("input", { ...common, type: field.kind === "email" ? "email" : "text", autocomplete: field.key === "name" || field.key === "email" ? field.key : "off" });
  });
  const nodes = asked.flatMap((field, at) => [h("label", { for: `f${at}` }, field.label, !field.required && ` (${optional})`), inputs[at]!]);
  return { nodes, values: () => Object.fromEntries(inputs.map((input) => [input.name, input.value.trim()]).filter(([, value]) => value)) };
}
