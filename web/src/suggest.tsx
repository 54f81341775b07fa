// Suggestions under the search field: names of places, actors, outlets and kinds, put in as conditions.
import { render } from "preact";

interface Suggestion {
  kind: string;
  value: string;
}

function written({ kind, value }: Suggestion): string {
  return /[\s:"]/.test(value) ? `${kind}:"${value.replaceAll('"', "")}"` : `${kind}:${value}`;
}

function List({ found, at, take }: { found: Suggestion[]; at: number; take: (s: Suggestion) => void }) {
  return (
    <ul class="suggestions" id="suggestions" role="listbox" aria-label="Suggestions">
      {found.map((s, n) => (
        <li
          key={written(s)}
          id={`suggestion-${n}`}
          role="option"
          aria-selected={n === at}
          onPointerDown={(event) => {
            event.preventDefault();
            take(s);
          }}
        >
          <span>{s.value}</span> <span class="soft">{s.kind}</span>
        </li>
      ))}
    </ul>
  );
}

export function suggestions(): void {
  const field = document.querySelector<HTMLInputElement>("#q");
  if (!field?.form) return;
  const place = document.createElement("div");
  field.after(place);
  let found: Suggestion[] = [];
  let at = -1;
  let waiting = 0;
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", "suggestions");

  const draw = () => {
    render(found.length ? <List found={found} at={at} take={take} /> : null, place);
    field.setAttribute("aria-expanded", String(found.length > 0));
    if (at >= 0) field.setAttribute("aria-activedescendant", `suggestion-${at}`);
    else field.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    found = [];
    at = -1;
    draw();
  };
  const take = (s: Suggestion) => {
    field.value = `${field.value.replace(/\S*$/, "")}${written(s)} `;
    close();
    field.focus();
  };
  const ask = async () => {
    const begin = /\S*$/.exec(field.value)?.[0] ?? "";
    if (begin.length < 2 || begin.includes(":")) return close();
    const asked = field.value;
    const answer = await fetch(`/v1/suggestions?begin=${encodeURIComponent(begin.slice(0, 60))}`);
    if (!answer.ok || field.value !== asked) return;
    found = ((await answer.json()) as { suggestions: Suggestion[] }).suggestions;
    at = -1;
    draw();
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void ask(), 120);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (!found.length) return;
    const chosen = found[at];
    if (event.key === "ArrowDown") at = (at + 1) % found.length;
    else if (event.key === "ArrowUp") at = (at <= 0 ? found.length : at) - 1;
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen) take(chosen);
    else return;
    event.preventDefault();
    draw();
  });
  draw();
}
