"""The ordered steps of a reading: report in, Reading out.

segment → parse → names, times, quantities, places → attributions → parties → happenings → claims. Every step is a
function over the parsed text; this module is the only one that knows their order.
"""

from collections.abc import Sequence

from accordingto.config import settings, users_gazetteer
from accordingto.errors import LanguageNotRead, ReadError
from accordingto.model.claim import Provenance, Reading
from accordingto.model.text import Report
from accordingto.reading.attribution import find_drafts
from accordingto.reading.belongings import Finds
from accordingto.reading.claims import find_claims
from accordingto.reading.gazetteer import tables_version
from accordingto.reading.mentions import find_names, mention_records
from accordingto.reading.parse import model_name, parse
from accordingto.reading.places import find_places
from accordingto.reading.quantities import find_quantities
from accordingto.reading.segment import segment
from accordingto.reading.testimony import attribution_records
from accordingto.reading.times import find_times
from accordingto.reading.wholes import with_wholes
from accordingto.resources import resources_version

READER = "1"
LANGUAGES = ("en",)


def provenance() -> Provenance:
    """The versions that decide what a reading says."""
    return Provenance(
        reader=READER, model=model_name(), resources=resources_version() + tables_version(users_gazetteer())
    )


def read(report: Report, marked: Sequence[tuple[int, int]] = ()) -> Reading:
    """Read one report. The same report gives the same reading, byte for byte.

    `marked` are stretches of the text (code points, half-open) that get a claim in any case: a gold's mentions.

    Raises LanguageNotRead for a language without a reader and ReadError for a text that is too long. An empty
    text gives an empty reading.
    """
    _check(report)
    text = report.text
    parsed = parse(text, segment(text))
    names = find_names(parsed)
    times = find_times(parsed, report.published)
    quantities = find_quantities(parsed, times)
    places = find_places(parsed, report.outlet, report.url)
    drafts = find_drafts(parsed)
    testimony = attribution_records(parsed, drafts, names, times, report.published)
    found = find_claims(parsed, testimony, Finds(names, places, times, quantities), marked)
    claims = with_wholes(parsed, found)
    mentions, entities = mention_records(parsed, names)
    return Reading(
        provenance=provenance(),
        report=report,
        sentences=parsed.sentences,
        mentions=mentions,
        entities=entities,
        places=places,
        times=times,
        quantities=quantities,
        attributions=testimony.records,
        claims=claims,
    )


def _check(report: Report) -> None:
    limit = settings().max_characters
    if len(report.text) > limit:
        raise ReadError(
            f"the text has {len(report.text):,} characters, more than the {limit:,} that are read at once: "
            "split it, or raise ACCORDINGTO_MAX_CHARACTERS"
        )
    if report.language is not None and report.language.split("-")[0].lower() not in LANGUAGES:
        raise LanguageNotRead(
            f"the report is in the language {report.language!r}, which has no reader yet (read: "
            f"{', '.join(LANGUAGES)})"
        )
