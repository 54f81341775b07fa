// Pointing at a report joins it to its origin; pointing at words of a text joins source, cue, content and the list beside.

function light(tree: Element, report: string | null): void {
  tree.toggleAttribute("data-lit", report !== null);
  for (const part of tree.querySelectorAll<SVGElement>("[data-to], [data-report]")) {
    const of = (part.dataset.to ?? part.dataset.report ?? "").split(" ");
    part.toggleAttribute("data-on", report !== null && of.includes(report));
  }
}

function trees(): void {
  for (const tree of document.querySelectorAll("svg.tree")) {
    const pointed = (event: Event) =>
      light(tree, (event.target as Element).closest<SVGElement>("[data-report]")?.dataset.report ?? null);
    tree.addEventListener("pointerover", pointed);
    tree.addEventListener("focusin", pointed);
    for (const end of ["pointerleave", "focusout"]) tree.addEventListener(end, () => light(tree, null));
  }
}

function marks(): void {
  const text = document.querySelector(".text");
  if (!text) return;
  const parts = [...document.querySelectorAll<HTMLElement>(".text mark[data-of], .beside [data-mark]")];
  const of = (part: HTMLElement) => (part.dataset.of ?? part.dataset.mark ?? "").split(" ");
  const join = (id: string | undefined) => {
    for (const part of parts) part.toggleAttribute("data-on", id !== undefined && of(part).includes(id));
  };
  const pointed = (event: Event) => {
    const part = (event.target as Element).closest<HTMLElement>("[data-of], [data-mark]");
    join(part ? of(part).at(-1) : undefined);
  };
  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, pointed);
}

export function chains(): void {
  trees();
  marks();
}
