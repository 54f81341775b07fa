// Files that are dropped anywhere on the page of adding land in its field.

export function drops(): void {
  const field = document.querySelector<HTMLInputElement>(".drop input[type=file]");
  if (!field) return;
  const over = (on: boolean) => field.toggleAttribute("data-over", on);
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  document.addEventListener("dragleave", () => over(false));
  document.addEventListener("drop", (event) => {
    over(false);
    const files = event.dataTransfer?.files;
    if (!files?.length) return;
    event.preventDefault();
    field.files = files;
  });
}
