import { ConfirmDialog } from "../src/elements/confirm-dialog";
import { DialogHost, dialogButtons } from "../src/elements/dialogs";
import { DraftSaver } from "../src/elements/draft-saver";
import { ThemeSwitch } from "../src/elements/theme-switch";
import { ToastHost } from "../src/elements/toast-host";
import { WhenChosen } from "../src/elements/when-chosen";
import { release, submitOnce } from "../src/once";

customElements.define("confirm-dialog", ConfirmDialog);
customElements.define("dialog-host", DialogHost);
customElements.define("draft-saver", DraftSaver);
customElements.define("theme-switch", ThemeSwitch);
customElements.define("toast-host", ToastHost);
customElements.define("when-chosen", WhenChosen);

HTMLDialogElement.prototype.showModal = function () { this.open = true; };
HTMLDialogElement.prototype.close = function (value?: string) { this.open = false; if (value) this.returnValue = value; this.dispatchEvent(new Event("close")); };

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const submit = (): SubmitEvent => new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter: document.querySelector("button[type=submit]") });
afterEach(() => { localStorage.clear(); vi.unstubAllGlobals(); document.body.innerHTML = ""; });

function draft(): HTMLTextAreaElement {
  document.body.innerHTML = `<draft-saver action="/draft" key="c:1" delay="1" saving="Saving" saved="Saved" kept="Kept here">
    <form><textarea name="text"></textarea><span data-draft-state></span></form></draft-saver>`;
  return document.querySelector("textarea")!;
}

function type(field: HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

test("what is typed is kept here at once and goes when the server has it", async () => {
  const bodies: string[] = [];
  vi.stubGlobal("fetch", (_: string, { body }: { body: URLSearchParams }) => { bodies.push(body.toString()); return Promise.resolve(new Response("")); });
  type(draft(), "Dear Maya");
  expect(localStorage.getItem("pult-draft:c:1")).toContain("Dear Maya");
  await vi.waitFor(() => expect(document.querySelector("span")!.textContent).toBe("Saved"));
  expect(bodies).toEqual(["text=Dear+Maya"]);
  expect(localStorage.getItem("pult-draft:c:1")).toBeNull();
});

test("text that the server never got comes back with the page", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
  type(draft(), "Not lost");
  await vi.waitFor(() => expect(document.querySelector("span")!.textContent).toBe("Kept here"));
  const again = draft();
  expect(again.value).toBe("Not lost");
});

test("a refused draft stays here", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("", { status: 500 })));
  type(draft(), "Still mine");
  await vi.waitFor(() => expect(document.querySelector("span")!.textContent).toBe("Kept here"));
  expect(localStorage.getItem("pult-draft:c:1")).toContain("Still mine");
});

test("a form goes out once", () => {
  document.body.innerHTML = `<form method="post"><button type="submit">Send</button></form>`;
  const form = document.querySelector("form")!;
  form.addEventListener("submit", (event) => submitOnce(event as SubmitEvent));
  const [first, second] = [submit(), submit()];
  form.dispatchEvent(first);
  form.dispatchEvent(second);
  expect([first.defaultPrevented, second.defaultPrevented]).toEqual([false, true]);
  expect(document.querySelector("button")!.getAttribute("aria-busy")).toBe("true");
  release(form);
  expect(form.dataset.busy).toBeUndefined();
});

test("a question is asked before, and the form goes only on yes", async () => {
  document.body.innerHTML = `<confirm-dialog verb="Yes"><dialog><h2 data-question></h2><button value="yes"></button></dialog></confirm-dialog>
    <form method="post" data-confirm="Delete it?" data-confirm-verb="Delete"><button type="submit">x</button></form>`;
  const form = document.querySelector("form")!;
  const sent = vi.fn();
  form.requestSubmit = sent;
  const event = submit();
  form.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(true);
  expect(document.querySelector("h2")!.textContent).toBe("Delete it?");
  expect(document.querySelector("[value=yes]")!.textContent).toBe("Delete");
  document.querySelector("dialog")!.close("no");
  await settle();
  expect(sent).not.toHaveBeenCalled();
  form.dispatchEvent(submit());
  document.querySelector("dialog")!.close("yes");
  await settle();
  expect(sent).toHaveBeenCalledOnce();
});

test("what comes into the dialog host is shown, and an empty answer closes it", async () => {
  document.body.innerHTML = `<dialog-host><dialog></dialog></dialog-host>`;
  const dialog = document.querySelector("dialog")!;
  dialog.innerHTML = "<p>Transfer</p>";
  await settle();
  expect(dialog.open).toBe(true);
  dialog.replaceChildren();
  await settle();
  expect(dialog.open).toBe(false);
});

test("buttons open and close dialogues by name", () => {
  document.body.innerHTML = `<button data-opens="d"></button><dialog id="d"><button data-closes></button></dialog>`;
  document.addEventListener("click", dialogButtons);
  document.querySelector<HTMLElement>("[data-opens]")!.click();
  expect(document.querySelector("dialog")!.open).toBe(true);
  document.querySelector<HTMLElement>("[data-closes]")!.click();
  expect(document.querySelector("dialog")!.open).toBe(false);
});

test("good news goes by itself, a refusal stays until it is closed", async () => {
  vi.useFakeTimers();
  const pattern = (tone: string): string => `<template data-tone="${tone}"><div class="pult-toast pult-tone-${tone}"><div class="pult-toast-text"></div><button data-dismiss></button></div></template>`;
  document.body.innerHTML = `<toast-host>${pattern("good")}${pattern("late")}</toast-host>`;
  for (const tone of ["good", "late"]) document.body.dispatchEvent(new CustomEvent("toast", { detail: { text: tone, tone } }));
  await vi.advanceTimersByTimeAsync(7_000);
  const left = [...document.querySelectorAll<HTMLElement>(".pult-toast")];
  expect(left.map((toast) => toast.textContent)).toEqual(["late"]);
  left[0]!.querySelector("button")!.click();
  expect(document.querySelector(".pult-toast")).toBeNull();
  vi.useRealTimers();
});

test("what can be taken back stands as long as it can, and its own button does not close it", async () => {
  vi.useFakeTimers();
  document.body.innerHTML = "<toast-host></toast-host>";
  document.querySelector("toast-host")!.innerHTML = `<div class="pult-toast" data-seconds="10"><button>Undo</button><button data-dismiss></button></div>`;
  await vi.advanceTimersByTimeAsync(9_000);
  document.querySelector("button")!.click();
  expect(document.querySelector(".pult-toast")).not.toBeNull();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(document.querySelector(".pult-toast")).toBeNull();
  vi.useRealTimers();
});

test("the theme shows at once and is remembered", () => {
  document.body.innerHTML = `<theme-switch><input type="radio" name="theme" value="dark"></theme-switch>`;
  document.querySelector("input")!.dispatchEvent(new Event("change", { bubbles: true }));
  expect(document.documentElement.dataset.bsTheme).toBe("dark");
  expect(document.cookie).toContain("pult_look=dark.comfortable");
});

test("a field is there only while what it belongs to is chosen", () => {
  document.body.innerHTML = `<when-chosen><select name="after"><option value="leave">Leave<option value="move">Move</select>
    <div class="pult-field"><input name="folder" data-when="after=move"></div></when-chosen>`;
  const select = document.querySelector("select")!;
  const field = document.querySelector<HTMLElement>(".pult-field")!;
  expect(field.hidden).toBe(true);
  select.value = "move";
  select.dispatchEvent(new Event("change", { bubbles: true }));
  expect(field.hidden).toBe(false);
});
