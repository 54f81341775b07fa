// The day as of which an event is shown, as a slider over the days on which something was said: it replays the story.

const PARTS = ".story > :not(.asof), main > :not(.story)";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function named(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

async function show(address: string, turn: () => boolean): Promise<void> {
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [main, other] = [document.querySelector("main"), page.querySelector("main")];
  if (!turn() || !main || !other) return;
  const form = main.querySelector(".asof");
  const story = other.querySelector(".story");
  if (form && story) {
    other.querySelector(".asof")?.replaceWith(form);
    if (!story.contains(form)) story.append(form);
    main.replaceChildren(...other.childNodes);
  } else {
    main.querySelectorAll(PARTS).forEach((part) => part.remove());
    main.append(...other.childNodes);
  }
  history.replaceState(null, "", address);
}

export function asOf(): void {
  const form = document.querySelector<HTMLFormElement>("form.asof");
  const field = form?.querySelector<HTMLInputElement>("input[data-days]");
  const days = field?.dataset.days?.split(" ").filter(Boolean) ?? [];
  if (!form || !field || days.length < 2) return;
  const slider = document.createElement("input");
  const output = document.createElement("output");
  const started = days.findIndex((day) => day >= field.value);
  Object.assign(slider, { type: "range", min: "0", max: String(days.length - 1), step: "1", id: "asof" });
  slider.value = String(started < 0 ? days.length - 1 : started);
  slider.setAttribute("aria-label", "As known on");
  form.replaceChildren(form.querySelector("label") ?? "", slider, output);
  let turn = 0;
  const tell = () => {
    const day = days[Number(slider.value)] ?? "";
    output.textContent = named(day);
    slider.setAttribute("aria-valuetext", named(day));
    return day;
  };
  slider.addEventListener("input", () => {
    const mine = ++turn;
    const day = tell();
    const last = Number(slider.value) === days.length - 1;
    setTimeout(() => {
      if (mine === turn) void show(last ? form.action : `${form.action}?asof=${day}`, () => mine === turn);
    }, 90);
  });
  tell();
}
