/** data-inserts="words" puts them at the end of the reply, and what was typed stays; with data-replaces it gives way. */
export function insertUponClick(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-inserts]");
    const box = document.querySelector<HTMLTextAreaElement>("#reply-form textarea");
    if (!button || !box) return;
    const words = button.dataset.inserts ?? "";
    const typed = "replaces" in button.dataset ? "" : box.value.trimEnd();
    box.value = typed.trim() ? `${typed}\n\n${words}` : words;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  });
}
