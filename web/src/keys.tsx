// j and k go from row to row, Enter opens one, / searches, ? says so; on the review page a letter gives the answer.
import { render } from "preact";

const HELP: [string, string][] = [
  ["j, k", "next, previous row"],
  ["Enter", "open the row"],
  ["/", "search"],
  ["g d, g m, g s, g r", "desk, map, sources, review"],
  ["s, d, w, x, n", "answer the question (review)"],
  ["u", "take the last answer back (review)"],
  ["Esc", "leave a field"],
  ["?", "these keys"],
];
const PLACES: Record<string, string> = { d: "/", m: "/map", s: "/sources", r: "/review", a: "/add" };

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(".row")];
}

function here(): HTMLElement | undefined {
  return rows().find((row) => row.hasAttribute("data-here"));
}

function move(step: number): void {
  const all = rows();
  const at = all.findIndex((row) => row.hasAttribute("data-here"));
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + step))];
  if (!next) return;
  all.forEach((row) => row.removeAttribute("data-here"));
  next.setAttribute("data-here", "");
  next.scrollIntoView({ block: "nearest" });
  next.querySelector<HTMLElement>("a, button")?.focus({ preventScroll: true });
}

function Help({ close }: { close: () => void }) {
  return (
    <>
      <h2 id="keys-title">Keys</h2>
      <dl>
        {HELP.map(([key, what]) => (
          <>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </>
        ))}
      </dl>
      <button type="button" onClick={close} autofocus>
        Close
      </button>
    </>
  );
}

function help(): void {
  let dialog = document.querySelector<HTMLDialogElement>("dialog.keys");
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.className = "keys";
    dialog.setAttribute("aria-labelledby", "keys-title");
    document.body.append(dialog);
    render(<Help close={() => dialog?.close()} />, dialog);
  }
  if (!dialog.open) dialog.showModal();
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function answer(key: string): boolean {
  const scope: ParentNode = key === "u" ? document : (here() ?? document.querySelector(".question") ?? document);
  const button = [...scope.querySelectorAll<HTMLButtonElement>("button[data-key]")].find((b) => b.dataset.key === key);
  button?.click();
  return button !== undefined;
}

export function keys(): void {
  let going = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target)) {
      if (event.key === "Escape") (event.target as HTMLElement).blur();
      return;
    }
    if (document.querySelector("dialog[open]")) return;
    const place = going ? PLACES[event.key] : undefined;
    going = !going && event.key === "g";
    if (place) location.assign(place);
    else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "?") help();
    else if (event.key === "/") document.querySelector<HTMLInputElement>("#q")?.select();
    else if (event.key === "Enter" && event.target === document.body) here()?.querySelector<HTMLElement>("a")?.click();
    else if (!answer(event.key)) return;
    event.preventDefault();
  });
}
