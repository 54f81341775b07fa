"""The HTTP API against its schema: requests that schemathesis makes of it, right and wrong, by a fixed seed."""

import pytest
from hypothesis import HealthCheck, given, settings

from accordingto.views.http import application

schemathesis = pytest.importorskip("schemathesis", reason="`pip install --group api` brings it")

from schemathesis.specs.openapi import checks  # noqa: E402 - only where it is there

HOST = "testserver"  # under which schemathesis asks an application in its own process
PLACES = (
    "/v1/events",
    "/v1/events/{id_}",
    "/v1/reports",
    "/v1/reports/{id_}",
    "/v1/search",
    "/v1/sources",
    "/v1/sources/{id_}",
    "/v1/facets",
    "/v1/suggestions",
)
ASKED = ("/v1/events", "/v1/search", "/v1/facets", "/v1/suggestions")
"""Where there is something that can be asked wrongly."""
SEEDED = settings(
    max_examples=25, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def described(kept):
    """The schema that the API gives of itself, over the story's ledger."""
    return schemathesis.openapi.from_asgi("/v1/openapi.json", application(kept, HOST))


def test_no_place_is_left_out(described):
    assert {f.ok().path for f in described.get_all_operations()} == set(PLACES)


def asked(described, place, mode, without=()):
    @SEEDED
    @given(case=described[place]["GET"].as_strategy(generation_mode=mode))
    def ask(case):
        case.call_and_validate(excluded_checks=list(without))

    ask()


@pytest.mark.parametrize("place", PLACES)
def test_what_fits_the_schema_is_answered_as_it_says(described, place):
    # a question without a word, or a kind of happening that nobody knows, is a 400 that no schema can tell
    asked(described, place, schemathesis.GenerationMode.POSITIVE, [checks.positive_data_acceptance])


@pytest.mark.parametrize("place", ASKED)
def test_what_does_not_fit_is_refused_as_it_says(described, place):
    asked(described, place, schemathesis.GenerationMode.NEGATIVE)
