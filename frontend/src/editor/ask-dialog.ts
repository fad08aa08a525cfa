/** <ask-dialog>: asks for one line of words; `null` when the writer does not want to say it. */
export class AskDialog extends HTMLElement {
  ask(question: string, before: string): Promise<string | null> {
    const dialog = this.querySelector("dialog")!;
    const words = this.querySelector("input")!;
    this.querySelector("[data-question]")!.textContent = question;
    words.value = before;
    dialog.returnValue = "";
    dialog.showModal();
    words.select();
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes" ? words.value : null), { once: true });
    });
  }
}
