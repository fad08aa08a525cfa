import { insertUponClick } from "./inserts";
import type { DeskList } from "./desk-list";
import type { TimeAgo } from "../elements/time-ago";
import type { TimeLeft } from "../elements/time-left";

interface Context { sourceElement?: Element; response?: { status: number; headers: Headers } }
type Answered = CustomEvent<{ ctx?: Context }>;

/** What the panes of the desk do together: one is open or not, a solved conversation gives way to the next. */
export function startDesk(): void {
  insertUponClick();
  document.addEventListener("htmx:after:request", (event) => answered(event as Answered));
  document.addEventListener("htmx:after:history:push", () => opened());
  document.addEventListener("htmx:after:swap", () => swapped());
  document.addEventListener("click", clicked);
}

function desk(): HTMLElement | null {
  return document.getElementById("desk");
}

function opened(): void {
  desk()?.toggleAttribute("data-open", /\/conversations\/\d+\//.test(location.pathname));
  // What stands above the page gets its place when somebody goes on to the next thing: nothing moves under their hand.
  const dock = document.getElementById("dock");
  dock?.toggleAttribute("data-held", !!dock.querySelector("#dock-chats"));
  document.body.dispatchEvent(new CustomEvent("conversation-opened"));
}

function answered(event: Answered): void {
  const { sourceElement, response } = event.detail.ctx ?? {};
  if (!response || response.status >= 400) return;
  if (sourceElement?.matches("dialog form")) sourceElement.closest("dialog")?.close();
  if (sourceElement instanceof HTMLFormElement && sourceElement.matches("[data-clears]")) sourceElement.reset();
  if (response.headers.get("HX-Trigger") === "left-desk") window.setTimeout(next);
}

/** Open what stands beside the conversation that was just done; with nothing left, go back to the list. */
function next(): void {
  const row = document.querySelector<DeskList>("desk-list")?.beside;
  if (row) row.click();
  else document.querySelector<HTMLElement>("#desk-views [aria-current]")?.click();
}

/** Swapped-in times are told from now, and the window is named after what is open. */
function swapped(): void {
  document.querySelectorAll<TimeAgo | TimeLeft>("time-ago, time-left").forEach((one) => one.tick?.());
  const article = document.querySelector<HTMLElement>("#conversation > [data-subject]");
  // A head that comes anew knows nothing of what is unfolded.
  document.querySelector("[data-details]")?.setAttribute("aria-expanded", String(document.querySelector(".conv[data-details-open]") !== null));
  if (article) document.title = `${article.dataset.subject} · #${article.dataset.number} · Pult`;
}

function clicked(event: MouseEvent): void {
  const target = event.target as Element;
  const details = target.closest("[data-details]");
  if (details) {
    const shown = document.querySelector(".conv")?.toggleAttribute("data-details-open") ?? false;
    details.setAttribute("aria-expanded", String(shown));
  }
  const view = document.querySelector<HTMLElement>("#desk-views [aria-current]");
  if (target.closest("[data-back]") && view) {
    event.preventDefault();
    view.click();
  }
}
