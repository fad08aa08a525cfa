const READING_MS = 800;

/**
 * <rating-form clicked>: sends the face that somebody clicked in a mail, so that one click is enough. It waits until
 * the page is really looked at; programs that open links ahead of people mostly do not get that far, and the server
 * believes an automatic rating only some minutes after the mail went out. Without this script there is the button.
 */
export class RatingForm extends HTMLElement {
  connectedCallback(): void {
    if (!this.hasAttribute("clicked") || navigator.webdriver) return;
    if (document.visibilityState === "visible") this.#wait();
    else document.addEventListener("visibilitychange", () => this.#wait(), { once: true });
  }

  #wait(): void {
    const form = this.querySelector("form");
    const timer = setTimeout(() => form && this.#send(form), READING_MS);
    form?.addEventListener("submit", () => clearTimeout(timer), { once: true });
  }

  #send(form: HTMLFormElement): void {
    const mark = document.createElement("input");
    mark.type = "hidden";
    mark.name = "automatic";
    mark.value = "on";
    form.append(mark);
    form.requestSubmit();
  }
}
