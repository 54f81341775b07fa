import codecs
from hashlib import sha256

import pytest

from accordingto.errors import DamagedInput
from accordingto.intake.text import charset_of, clean, decode, language_code, language_of, one_line

QUOTED = "“We deny it,” the ministry said — again. Officials of two towns counted 1,000 men."
FRENCH = "Le ministère a démenti l'information publiée à Séoul. Où étaient les soldats déployés, demande-t-il."
RUSSIAN = "Министерство опровергло сообщения о переброске войск. По словам источника, речь идёт о тысяче солдат."
SPANISH = "El Ministerio negó que hubiera más de mil soldados en la región; la información, según él, es errónea."
POLISH = "Ministerstwo zaprzeczyło doniesieniom o przerzuceniu żołnierzy. Według źródła chodzi o tysiące."
HUNGARIAN = "A minisztérium cáfolta a híreket. Egy forrás szerint több ezer katonáról van szó, főleg a térségből."
TURKISH = "Bakanlık, birliklerin sevk edildiğine ilişkin haberleri yalanladı. Bir kaynağa göre binlerce asker var."
JAPANESE = "防衛省は報道を否定した。関係者によると、兵士は一万人に上るという。"


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (QUOTED, "utf-8"),
        (QUOTED, "utf-8-sig"),
        (QUOTED, "utf-16"),
        (QUOTED, "utf-32"),
        (QUOTED, "cp1252"),
        (FRENCH, "latin-1"),
        (SPANISH, "cp1252"),
        (POLISH, "cp1250"),
        (HUNGARIAN, "cp1250"),
        (TURKISH, "cp1254"),
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
    ],
)
def test_a_text_is_decoded_whatever_its_charset(text, charset):
    assert decode(text.encode(charset)) == text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE])
def test_a_byte_order_mark_decides(mark):
    charset = "utf-16-be" if mark == codecs.BOM_UTF16_BE else "utf-16-le"
    assert decode(mark + RUSSIAN.encode(charset)) == RUSSIAN


def test_a_declared_charset_is_used_where_the_bytes_are_not_utf8():
    assert decode("żołnierze".encode("iso8859-2"), "ISO-8859-2") == "żołnierze"
    assert decode(JAPANESE.encode("iso2022_jp"), "iso-2022-jp") == JAPANESE


def test_a_declared_charset_that_lies_does_not_spoil_utf8():
    assert decode(RUSSIAN.encode(), "windows-1251") == RUSSIAN
    assert decode(QUOTED.encode(), "iso-8859-1") == QUOTED


def test_declared_latin_1_has_the_quotation_marks_that_its_writers_mean():
    assert decode(QUOTED.encode("cp1252"), "ISO-8859-1") == QUOTED


@pytest.mark.parametrize(
    "label", ["zlib", "rot13", "punycode", "unicode_escape", "undefined", "\0", "é", "x" * 99, "n/a"]
)
def test_a_declared_charset_that_is_none_is_passed_over(label):
    assert decode(RUSSIAN.encode("cp1251"), label) == RUSSIAN


def test_stray_bytes_in_utf8_are_marked_and_the_rest_is_kept():
    raw = RUSSIAN.encode() + b" caf\xe9 " + RUSSIAN.encode()
    assert decode(raw) == f"{RUSSIAN} caf\ufffd {RUSSIAN}"


@pytest.mark.parametrize(
    "raw",
    [
        b"text\0with a NUL",
        bytes(range(256)) * 20,
        b"\x01\x02\x03" * 10 + b"a few letters",
        "no mark".encode("utf-16-le"),
        b"".join(sha256(bytes([n])).digest() for n in range(200)).replace(b"\0", b""),
    ],
)
def test_binary_is_refused_with_the_way_out(raw):
    with pytest.raises(DamagedInput, match="UTF-8"):
        decode(raw)


def test_the_charset_does_not_depend_on_how_often_one_asks():
    raw = FRENCH.encode("latin-1")
    assert {charset_of(raw) for _ in range(3)} == {charset_of(raw)}


def test_clean_changes_line_ends_and_control_characters_and_nothing_else():
    assert clean("a\r\nb\rc\n\u2028d\x85e\x0cf") == "a\nb\nc\n\nd\ne\nf"
    assert clean("a\tb\0c\x1bd\x7fe\x9ff") == "a\tbcdef"
    assert clean("one\ud800two") == "one\ufffdtwo"
    kept = "Ａ e\u0301 \u00a0\u00ad\u200d “x” 🙂"
    assert clean(kept) == kept


def test_one_line_is_none_for_nothing():
    assert one_line(" a \n b\t") == "a b"
    assert [one_line(v) for v in ("", "  ", "\0", None)] == [None] * 4


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministry denied on Friday that troops had left the base.", "en"),
        ("Seoul says 1,500 men arrived; Moscow denies sending or receiving anybody at all.", "en"),
        (FRENCH, "fr"),
        (RUSSIAN, "ru"),
        (JAPANESE * 2, "ja"),
        ("Das Ministerium wies die Berichte über Truppen am Freitag zurück, hieß es in Berlin.", "de"),
        ("Het ministerie ontkende vrijdag dat er troepen of wapens waren vertrokken van de basis.", "nl"),
        ("qwrt zxcv plkm wqrt bnmz xcvb trwq plkj mnbv qwzx lkjp zzxq wwrt plmk", None),
        ("Too short to tell.", None),
        ("1,500 12,000 10,000 — … 2024 3.5 %" * 20, None),
        ("", None),
    ],
)
def test_the_language_is_told_where_the_text_tells_it(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"), ("EN-gb", "en"), ("pt_BR", "pt"), (" ko ", "ko"), ("English", None), ("", None),
        (None, None), ("e", None),
    ],
)  # fmt: skip
def test_a_language_tag_is_cut_to_its_language(tag, code):
    assert language_code(tag) == code
