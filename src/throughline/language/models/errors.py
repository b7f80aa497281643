"""What can go wrong between us and a model: one class each, with what to do about it. None of them shows the key."""

from __future__ import annotations

from throughline.core.kernel.errors import Unavailable
from throughline.language.models.contracts import Usage


class ModelFailure(Unavailable):
    """The model gave nothing that can be used. `usage` is what it took all the same, as far as that is known.

    `code` is one word for a ledger; `retry_after` the seconds the provider asked to wait, if it did.
    """

    code = "failed"

    def __init__(
        self, what: str, *, where: str = "", mend: str = "", on_page: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(what, where=where, mend=mend, on_page=on_page)
        self.retry_after = retry_after
        self.usage = Usage()


class ModelOff(Unavailable):
    """No model is configured."""

    def __init__(self) -> None:
        what = "no model is configured, and nothing leaves this machine"
        mend = "set THROUGHLINE_MODEL, THROUGHLINE_MODEL_URL and THROUGHLINE_MODEL_KEY"
        super().__init__(what, mend=mend, on_page="set one up first")


class NotInstalled(ModelFailure):
    """The packages that speak to models are not there."""

    code = "not installed"

    def __init__(self, missing: str) -> None:
        mend = "install Throughline with it: pip install 'throughline[model]'"
        super().__init__(f"the part that speaks to models is not installed ({missing} is missing)", mend=mend)


class Unreachable(ModelFailure):
    """Nobody answers at the address."""

    code = "unreachable"


class Unencrypted(ModelFailure):
    """The connection could not be made safe."""

    code = "no safe connection"


class TimedOut(ModelFailure):
    """It kept silent, or took too long."""

    code = "timed out"


class KeyRefused(ModelFailure):
    """The key is not accepted, or may not use this model."""

    code = "key refused"


class ModelUnknown(ModelFailure):
    """The provider knows no such model, or nothing at this address."""

    code = "model unknown"


class TooManyRequests(ModelFailure):
    """429: the provider asks to wait."""

    code = "too many requests"


class QuotaSpent(ModelFailure):
    """The account has no credit left."""

    code = "quota spent"


class ProviderBroke(ModelFailure):
    """The provider failed, or is overloaded."""

    code = "provider failed"


class QuestionRefused(ModelFailure):
    """The provider would not take the request as it is."""

    code = "request refused"


class QuestionTooLong(ModelFailure):
    """More was sent than the model can read at once."""

    code = "question too long"


class Declined(ModelFailure):
    """The model, or a filter before it, would not answer."""

    code = "declined"


class AnswerTooLong(ModelFailure):
    """It wrote more than it may."""

    code = "answer too long"


class CutOff(ModelFailure):
    """The connection ended before the answer did."""

    code = "cut off"


class AnswerEmpty(ModelFailure):
    """It answered, and said nothing."""

    code = "empty answer"


class AnswerUnreadable(ModelFailure):
    """What it wrote is not the JSON that was asked for."""

    code = "unreadable answer"
