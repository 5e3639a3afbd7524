"""The one way to say no: a key that the templates put into words, and the facts for it."""


class Refusal(Exception):
    """Input that cannot be taken; `key` names a sentence of the templates, under `refusal`.

    Raised by any floor, worded only where it reaches a person. `facts` fill the sentence.
    """

    def __init__(self, key: str, /, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts
