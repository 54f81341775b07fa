"""Bytes to text: which charset, which characters are kept, which language.

Spans are counted over the text that is kept, so as little as possible is changed: line ends become `\\n`, control
characters go, a lone surrogate becomes U+FFFD. Letters are left as they were written (no Unicode normalisation).
"""

import codecs
import re
from functools import cache
from typing import Any

from accordingto.errors import DamagedInput

LETTERS_FOR_LANGUAGE = 40
"""A text with fewer letters than this has no language: a headline of names could be in any."""
_SURE = 0.5
_SAMPLE = 4000
_ODD_SHARE = 0.05

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ODD = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark starts with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSETS = (
    "utf-8", "utf-16", "utf-32", "iso8859", "iso2022", "cp", "koi8", "kz1048", "mac-", "tis-620", "big5", "gb",
    "hz", "euc", "shift_jis", "johab",
)  # fmt: skip
_WIDER = {  # what writers of web pages mean when they declare the narrower one
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
_CODE_PAGES = {  # of the languages in Latin letters that cp1252 does not serve
    **dict.fromkeys(("bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"), "cp1250"),
    **dict.fromkeys(("az", "tr"), "cp1254"),
    **dict.fromkeys(("et", "lt", "lv"), "cp1257"),
}

# Enough to know English by, and rare or absent in its neighbours: the model of 140 languages takes most of a
# second to load, and nearly every report that can be read at all is in English.
_ENGLISH = frozenset((
    "the", "of", "and", "that", "with", "from", "which", "said", "were", "their", "they", "this", "would", "been",
    "has", "its", "his", "who", "will", "not", "for", "by",
))  # fmt: skip
_ENGLISH_SHARE = 0.15
_WORD = re.compile(r"[^\W\d_]+")


def clean(text: str) -> str:
    """`text` as it is kept: `\\n` as the only line end, no control character but tab, no lone surrogate."""
    text = _BREAKS.sub("\n", text)
    text = _CONTROLS.sub("", text)
    return _SURROGATES.sub("\ufffd", text)


def one_line(value: str | None) -> str | None:
    """A field (title, outlet ...) on one line without blanks around it; None when nothing is left."""
    return " ".join(clean(value).split()) or None if value else None


def decode(raw: bytes, declared: str | None = None) -> str:
    """The text that `raw` spells. Raises DamagedInput when the bytes are not text.

    A byte order mark decides; then UTF-8 where it fits; then the `declared` charset; then statistics. Stray bytes
    in a text that is mostly UTF-8 become U+FFFD.
    """
    charset = charset_of(raw, declared)
    if b"\0" in raw and not charset.startswith(("utf-16", "utf-32")):
        raise DamagedInput(
            "it holds NUL bytes: binary, or UTF-16 without a byte order mark; save it as UTF-8 text"
        )
    text = raw.decode(charset, "replace")
    refuse_noise(text)
    return text


def charset_of(raw: bytes, declared: str | None = None) -> str:
    """The codec that reads `raw`, by the rule of `decode`. Raises DamagedInput when none does."""
    for mark, marked in _MARKS:
        if raw.startswith(mark):
            return marked
    codec = _codec(declared)
    # A declared 7-bit charset (ISO-2022-JP) is also valid UTF-8; one with high bytes hardly ever is.
    for charset in (codec, "utf-8") if raw.isascii() else ("utf-8", codec):
        if charset and _fits(raw, charset):
            return charset
    if _mostly_utf8(raw):
        return "utf-8"
    return _by_statistics(raw)


def _fits(raw: bytes, charset: str) -> bool:
    try:
        raw.decode(charset)
    except UnicodeError:
        return False
    return True


def _codec(label: str | None) -> str | None:
    """The Python codec of a declared charset; None for what is unknown or is no charset (zlib, punycode ...)."""
    if not label or len(label) > 40:
        return None
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    name = _WIDER.get(name, name)
    return name if name.startswith(_CHARSETS) else None


def _mostly_utf8(raw: bytes) -> bool:
    loose = raw.decode("utf-8", "replace")
    bad = loose.count("\ufffd")
    wide = len(loose) - len(loose.encode("ascii", "ignore"))
    return wide - bad > bad


def _by_statistics(raw: bytes) -> str:
    from charset_normalizer import from_bytes

    matches = from_bytes(raw)
    best = matches.best()
    if best is None:
        raise DamagedInput(
            "it is not text in any charset that is known: binary, or damaged; save it as UTF-8 text"
        )
    alike = {name for m in matches if m.chaos == best.chaos for name in m.could_be_from_charset}
    if "cp1252" not in alike:
        return best.encoding
    # The code pages of Latin letters are all of one quality to the statistics; the language tells them apart.
    language, _ = _identifier().classify(str(best)[:_SAMPLE])
    usual = _CODE_PAGES.get(language, "cp1252")
    return usual if usual in alike else "cp1252"


def refuse_noise(text: str) -> None:
    """Raises DamagedInput when more than one character in twenty is a control character or was not decoded."""
    odd = len(text) - len(_ODD.sub("", text))
    if odd > _ODD_SHARE * len(text):
        share = 100 * odd / len(text)
        raise DamagedInput(
            f"{share:.0f} % of its characters are control characters or could not be decoded: "
            "it is binary or damaged; save it as UTF-8 text"
        )


def language_of(text: str) -> str | None:
    """The ISO 639 code of the language of `text`, told from its beginning; None when that is not clear."""
    sample = text[:_SAMPLE]
    if sum(c.isalpha() for c in sample) < LETTERS_FOR_LANGUAGE:
        return None
    words = _WORD.findall(sample.lower())
    if sum(w in _ENGLISH for w in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    code, confidence = _identifier().classify(sample)
    return str(code) if confidence >= _SURE and code not in ("und", "zxx") else None


def language_code(value: str | None) -> str | None:
    """The language of a tag (`en` of `en-GB` or `EN_us`); None for what is not a tag."""
    found = re.fullmatch(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]*)?", value.strip()) if value else None
    return found[1].lower() if found else None


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
