"""Our word pieces against those of the `tokenizers` package, which the model was trained with."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from accordingto.reading.wordpiece import pieces
from accordingto.resources import data_file


@pytest.fixture(scope="module")
def reference():
    words = data_file("model/reader-en/vocab.txt").read_text("utf-8").split("\n")
    vocab = {w: i for i, w in enumerate(words) if w}
    made = Tokenizer(WordPiece(vocab, unk_token="[UNK]", max_input_chars_per_word=100))
    made.normalizer = BertNormalizer(lowercase=True)
    made.pre_tokenizer = BertPreTokenizer()
    return made


# Blocks in which running text is written. Elsewhere the reference follows an older table of Unicode than Python's
# (it does not know the marks of Hanifi Rohingya, U+10D24, for one).
WRITTEN = st.one_of(
    *(
        st.characters(min_codepoint=low, max_codepoint=high, exclude_categories=["Cs", "Cn"])
        for low, high in (
            (0x0, 0x24F),
            (0x300, 0x52F),
            (0x5D0, 0x64A),
            (0x900, 0x97F),
            (0x1E00, 0x206F),
            (0x3040, 0x30FF),
        )
    ),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FEF),
    st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
    st.characters(min_codepoint=0x1F600, max_codepoint=0x1F64F),
)


@settings(max_examples=400)
@given(st.text(WRITTEN, min_size=1, max_size=12))
@example("Blagoveshchensk")
@example("cafe\u0301")
@example("국가정보원")
@example("東京")
@example("İstanbul")
@example("ﬁ")
@example("don’t")
@example("👩\u200d🚀")
@example("ŉ\u0345")
def test_pieces_are_those_of_the_reference(reference, word):
    assert list(pieces(word)) == reference.encode(word, add_special_tokens=False).ids
