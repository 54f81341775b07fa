"""What can go wrong, as one small tree.

    AccordingToError
    ├── IntakeError             a file or an address could not be taken in
    │   ├── UnsupportedFormat   no reader for this kind of file
    │   ├── DamagedInput        the bytes are not what they claim to be
    │   └── FetchFailed         the address gave nothing
    ├── ResourceError           a data file of the package is missing or malformed
    ├── ReadError               a report could not be read
    │   └── LanguageNotRead     no reader for this language
    ├── LedgerError             the ledger cannot do what was asked
    │   ├── SchemaTooNew        written by a later version of this program
    │   ├── NotFound            no such report, claim or event
    │   └── LedgerBusy          another process is writing
    ├── QueryError              a question that cannot be understood
    └── SourcesError            the user's own table of sources cannot be understood

Each knows the exit code of the command line and the status of the HTTP API. A message names the file, the
cause and the way out; it never needs a traceback to be understood.
"""


class AccordingToError(Exception):
    """Anything this program raises on purpose."""

    exit_code = 1
    http_status = 500


class IntakeError(AccordingToError):
    """A file or an address could not be taken in."""

    exit_code = 3
    http_status = 400


class UnsupportedFormat(IntakeError):
    """There is no reader for this kind of file."""

    http_status = 415


class DamagedInput(IntakeError):
    """The bytes are not what they claim to be: empty, binary, cut off, not decodable."""

    http_status = 422


class FetchFailed(IntakeError):
    """An address that the user gave answered with nothing usable, or not at all."""

    http_status = 502


class ResourceError(AccordingToError):
    """A data file of the package is missing or malformed."""

    exit_code = 70


class ReadError(AccordingToError):
    """A report could not be read."""

    exit_code = 4
    http_status = 422


class LanguageNotRead(ReadError):
    """The report is in a language that has no reader; it is kept, marked and skipped."""


class LedgerError(AccordingToError):
    """The ledger cannot do what was asked."""

    exit_code = 5


class SchemaTooNew(LedgerError):
    """The ledger was written by a later version of this program."""

    http_status = 503


class NotFound(LedgerError):
    """There is no such report, claim or event."""

    exit_code = 6
    http_status = 404


class LedgerBusy(LedgerError):
    """Another process holds the ledger for writing."""

    http_status = 503


class QueryError(AccordingToError):
    """A question that cannot be understood."""

    exit_code = 2
    http_status = 400


class SourcesError(AccordingToError):
    """The user's own table of sources (`sources.toml`) cannot be read or understood."""

    exit_code = 2
