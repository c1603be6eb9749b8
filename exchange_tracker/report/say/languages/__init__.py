"""The languages of ``xt say``: a file each, all with the same phrases (``words.py``)."""

from enum import StrEnum
from typing import assert_never

from exchange_tracker.report.say.languages.words import Words


class Language(StrEnum):
    """In which language a day is told."""

    EN = "en"
    FR = "fr"


def words_of(language: Language) -> Words:
    """Return the phrases of a language; only its own file is loaded."""
    match language:
        case Language.EN:
            from exchange_tracker.report.say.languages.en import ENGLISH  # noqa: PLC0415 - start-up

            return ENGLISH
        case Language.FR:
            from exchange_tracker.report.say.languages.fr import FRENCH  # noqa: PLC0415 - start-up

            return FRENCH
        case _:
            assert_never(language)
