// The days of the map's events as a brush: what is drawn over with the pointer becomes the days that are asked for.

const DAY = 86_400_000;

function iso(first: string, days: number): string {
  return new Date(Date.parse(`${first}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

function brushed(svg: SVGSVGElement): void {
  const { first, days, left, right } = svg.dataset;
  if (!first || !days || !left || !right) return;
  const [from, to, count] = [Number(left), Number(right), Number(days)];
  const shade = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  let begun: number | null = null;
  let drawn = false;

  const at = (event: PointerEvent): number => {
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
    return Math.min(to, Math.max(from, x));
  };
  const day = (x: number): number => Math.min(count - 1, Math.floor(((x - from) / (to - from)) * count));

  shade.setAttribute("class", "shade");
  shade.setAttribute("height", "40");
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return; // a finger scrolls, and taps a bar
    begun = at(event);
    drawn = false;
  });
  svg.addEventListener("pointermove", (event) => {
    if (begun === null) return;
    const x = at(event);
    if (!drawn && Math.abs(x - begun) < 6) return;
    if (!drawn) {
      drawn = true;
      svg.setPointerCapture(event.pointerId);
      svg.append(shade);
    }
    shade.setAttribute("x", String(Math.min(begun, x)));
    shade.setAttribute("width", String(Math.abs(x - begun)));
  });
  svg.addEventListener("pointerup", (event) => {
    if (begun === null) return;
    const [low, high] = [Math.min(begun, at(event)), Math.max(begun, at(event))];
    begun = null;
    if (!drawn) return;
    const address = new URL(location.href);
    address.searchParams.set("since", iso(first, day(low)));
    address.searchParams.set("until", iso(first, day(high)));
    location.assign(address);
  });
  svg.addEventListener("pointercancel", () => {
    begun = null;
    shade.remove();
  });
  svg.addEventListener("click", (event) => {
    if (drawn) event.preventDefault(); // the end of a stroke is no click on a bar
  }, true);
}

export function brushes(): void {
  document.querySelectorAll<SVGSVGElement>("svg.brush").forEach(brushed);
}
