"""What is measured, read from the kernel's own counts; the goals; the table. Nothing is started here."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Figures:
    """One run of one contestant; times in milliseconds unless the name says seconds."""

    cpu: float
    rate: float
    rate_delayed: float
    p95: float
    memory_mb: float
    start_seconds: float
    calls: float
    heavy: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Series:
    """All runs of one contestant."""

    name: str
    runs: list[Figures] = field(default_factory=list)

    def middle(self, figure: Callable[[Figures], float]) -> float:
        """The median over the runs."""
        return median(figure(run) for run in self.runs)


@dataclass(frozen=True)
class Goal:
    """A promise about ours: what it is called, its words, the value that was reached."""

    name: str
    wanted: str
    reached: str
    kept: bool


def cpu_seconds(pid: int) -> float:
    """User and system time of a process with all its threads so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory_mb(pid: int) -> float:
    """Resident memory of a process, in MiB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


def share(ours: Series, echo: Series) -> float:
    """CPU of ours in units of the echo: each run beside its neighbour, then the median."""
    return median(mine.cpu / bare.cpu for mine, bare in zip(ours.runs, echo.runs, strict=True))


def goals(echo: Series, ours: Series) -> list[Goal]:
    """Every promise with what was reached."""
    heavy = sorted({name for run in ours.runs for name in run.heavy})
    faults = sorted({fault for run in ours.runs for fault in run.faults})
    times = share(ours, echo)
    rate, wait = ours.middle(lambda run: run.rate_delayed), ours.middle(lambda run: run.p95)
    memory, start = ours.middle(lambda run: run.memory_mb), ours.middle(lambda run: run.start_seconds)
    return [
        Goal("CPU per step, x echo", "<= 1.00", f"{times:.2f}", times <= 1),
        Goal("steps/s, 50 people, 50 ms delay", ">= 150", f"{rate:.0f}", rate >= 150),
        Goal("p95 with one person, ms", "< 30", f"{wait:.1f}", wait < 30),
        Goal("memory after the run, MB", "< 150", f"{memory:.0f}", memory < 150),
        Goal("start, s", "< 3", f"{start:.2f}", start < 3),
        Goal("heavy libraries loaded", "none", ", ".join(heavy) or "none", not heavy),
        Goal("records and answers", "complete", "; ".join(faults) or "complete", not faults),
    ]


def table(echo: Series, others: Sequence[Series]) -> Iterator[str]:
    """The contestants side by side."""
    yield (
        f"{'':34}{'CPU ms':>8}{'x echo':>8}{'steps/s':>9}{'with 50 ms':>12}"
        f"{'p95 ms':>8}{'MB':>6}{'start s':>9}{'calls':>7}"
    )
    for series in (echo, *others):
        of = series.middle
        yield (
            f"{series.name:34}{of(lambda run: run.cpu):8.2f}{share(series, echo):8.2f}"
            f"{of(lambda run: run.rate):9.0f}{of(lambda run: run.rate_delayed):12.0f}"
            f"{of(lambda run: run.p95):8.1f}{of(lambda run: run.memory_mb):6.0f}"
            f"{of(lambda run: run.start_seconds):9.2f}{of(lambda run: run.calls):7.2f}"
        )


def verdicts(reached: Sequence[Goal]) -> Iterator[str]:
    """A line a goal."""
    yield f"{'goal of ours':34}{'wanted':>10}{'reached':>12}"
    for goal in reached:
        yield f"{goal.name:34}{goal.wanted:>10}{goal.reached:>12}  {'kept' if goal.kept else 'MISSED'}"
