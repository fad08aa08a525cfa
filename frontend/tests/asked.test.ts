import { AskedFields } from "../src/elements/asked-fields";

customElements.define("asked-fields", AskedFields);

const part = (key: string, types: string, other: string, values: string[], control: string): string =>
  `<div data-asked="${key}" data-types="${types}" data-other="${other}" data-values='${JSON.stringify(values)}'>${control}</div>`;

const PAGE = `<form><asked-fields>
  <select name="type"><option value=""></option><option value="1">Return</option><option value="2">Question</option></select>
  ${part("order", "", "", [], '<input name="order">')}
  ${part("serial", "1", "broken", ["yes"], '<input name="serial">')}
  ${part("broken", "1", "", [], '<select name="broken"><option value=""></option><option value="yes">Yes</option></select>')}
  ${part("parts", "1", "serial", ["K-1"], '<input type="checkbox" name="parts" value="lid"><input type="checkbox" name="parts" value="base">')}
  ${part("colour", "1", "parts", ["lid"], '<input name="colour">')}
  ${part("lost", "1", "nobody", ["yes"], '<input name="lost">')}
</asked-fields></form>`;

const shown = (): string[] =>
  [...document.querySelectorAll<HTMLElement>("[data-asked]")].filter((one) => !one.hidden).map((one) => one.dataset["asked"]!);

function choose(name: string, value: string): void {
  const control = document.querySelector<HTMLInputElement>(`[name=${name}]`)!;
  if (control.type === "checkbox") control.checked = value !== "";
  else control.value = value;
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

beforeEach(() => { document.body.innerHTML = PAGE; });

it("asks for what every type and the chosen one want, along a chain", () => {
  expect(shown()).toEqual(["order"]);
  choose("type", "1");
  expect(shown()).toEqual(["order", "broken"]);
  choose("broken", "yes");
  choose("serial", "K-1");
  choose("parts", "lid");
  expect(shown()).toEqual(["order", "serial", "broken", "parts", "colour"]);
  choose("broken", "");
  expect(shown()).toEqual(["order", "broken"]);
  choose("type", "2");
  expect(shown()).toEqual(["order"]);
});

it("hears nothing more once it is gone", () => {
  const gone = document.querySelector("asked-fields")!;
  gone.remove();
  gone.querySelector<HTMLSelectElement>("[name=type]")!.value = "1";
  gone.dispatchEvent(new Event("change"));
  expect(gone.querySelector<HTMLElement>("[data-asked=broken]")!.hidden).toBe(true);
});
