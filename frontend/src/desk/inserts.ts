/** data-inserts="words" puts them where one is writing in the reply, or at its end; what was typed stays. */
export function insertUponClick(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-inserts]");
    const box = document.querySelector<HTMLTextAreaElement>("#reply-form textarea");
    if (!button || !box) return;
    const words = button.dataset.inserts ?? "";
    const gap = box.value.trim() ? "\n\n" : "";
    box.value = box.value.trim() ? `${box.value.trimEnd()}${gap}${words}` : words;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  });
}
