// What the page does beyond its HTML. Every page is whole without it; each part looks for what it needs and else stays away.
import { asOf } from "./asof";
import { brushes } from "./brush";
import { chains } from "./chains";
import { drops } from "./drops";
import { keys } from "./keys";
import { suggestions } from "./suggest";

keys();
chains();
drops();
suggestions();
asOf();
brushes();
