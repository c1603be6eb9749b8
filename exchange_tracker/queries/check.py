"""How every obligation stands, under each reading and under all of them together."""

from collections.abc import Callable, Container, Sequence
from typing import NamedTuple

from exchange_tracker.facts.model import Reading, Terms
from exchange_tracker.judging.disputes import Joint, Together, disputes
from exchange_tracker.judging.judge import Snapshot, judge
from exchange_tracker.judging.verdict import Status, Verdict
from exchange_tracker.judging.verdict_groups import PeriodKey


class Check(NamedTuple):
    """Verdicts by reading, obligation and first day, and each period that has begun with them all.

    ``joints`` are by obligation (as in the terms), first and last day; ``parties`` are those who owe
    something that was asked for.
    """

    readings: tuple[Reading, ...]
    verdicts: tuple[Verdict, ...]
    joints: tuple[Joint, ...]
    parties: frozenset[str]

    @property
    def exit_code(self) -> int:
        """Return 1, 4 or 0 (``ledger.md``, section 5)."""
        if any(joint.together is Together.SHORT for joint in self.joints):
            return 1
        return 4 if any(verdict.status.is_finding for verdict in self.verdicts) else 0

    def by_key(self) -> dict[PeriodKey, Joint]:
        """Return the periods by obligation, first and last day."""
        return {joint.key: joint for joint in self.joints}

    def waiting(self) -> dict[str, list[Verdict]]:
        """Return the verdicts that wait for an event, by obligation."""
        by_obligation: dict[str, list[Verdict]] = {}
        for verdict in self.verdicts:
            if verdict.status is Status.WAITING:
                by_obligation.setdefault(verdict.obligation, []).append(verdict)
        return by_obligation

    def only(self, keys: Container[PeriodKey]) -> "Check":
        """Return the verdicts on some periods."""
        return self.where(lambda verdict: _key(verdict) in keys)

    def periods(self) -> set[PeriodKey]:
        """Return the periods that its verdicts are on."""
        return set(map(_key, self.verdicts))

    def where(self, shown: Callable[[Verdict], bool]) -> "Check":
        """Return the verdicts that are shown, with the periods that one of them is about."""
        verdicts = tuple(verdict for verdict in self.verdicts if shown(verdict))
        keys = set(map(_key, verdicts))
        joints = tuple(joint for joint in self.joints if joint.key in keys)
        return self._replace(verdicts=verdicts, joints=joints)

    def begun(self) -> "Check":
        """Return it without the periods that have not begun."""
        return self.where(lambda verdict: verdict.status.has_begun)

    def findings(self) -> "Check":
        """Return the periods that are not kept or still open under every reading."""
        keys = {
            joint.key
            for joint in self.joints
            if joint.together in (Together.SHORT, Together.DISPUTED)
            or any(verdict.status.is_finding for verdict in joint.verdicts)
        }
        return self.only(keys)


def _key(verdict: Verdict) -> PeriodKey:
    return verdict.obligation, verdict.first, verdict.last


def check(terms: Terms, readings: Sequence[Reading], snapshot: Snapshot) -> Check:
    """Return how every obligation stands, periods that have not begun among them."""
    verdicts = judge(readings, snapshot)
    names = [reading.name for reading in readings]
    ids = dict.fromkeys(each.id for reading in terms.readings for each in reading.obligations)
    joints = tuple(disputes(names, list(ids), verdicts))
    return Check(tuple(readings), tuple(verdicts), joints, frozenset(terms.parties))
