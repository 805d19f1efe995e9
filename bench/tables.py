"""Rows of figures as Markdown: medians of runs, beside others, beside goals.

A row is {"case": name, figure's name: number, …}; None is a figure that does not apply.
"""

from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True)
class Ratio:
    """The column `name`: `figure` against that of the row `other`, in the same run.

    A name that ends with ÷ says how often ours goes into the other's.
    """

    name: str
    figure: str
    other: str

    def of(self, row, others):
        ours, theirs = row[self.figure], others.get(self.other, {}).get(self.figure)
        if not ours or not theirs:
            return None
        return theirs / ours if self.name.endswith("÷") else ours / theirs


@dataclass(frozen=True)
class Table:
    """How rows are shown. `goals` are {column: "≤ 1.1"}, or {column: {case: "≤ 1.1"}}."""

    ratios: list = field(default_factory=list)
    goals: dict = field(default_factory=dict)
    others: set = field(default_factory=set)  # cases that have no goals, being somebody else's

    def markdown(self, runs):
        """Medians of the runs (lists of rows), figures that miss their goal in bold."""
        rows = medians([[self.compared(row, run) for row in run] for run in runs])
        columns = list(rows[0])[1:]
        lines = [["", *columns], ["---", *["--:" for _ in columns]]]
        lines += [[row["case"], *(self.cell(row, c) for c in columns)] for row in rows]
        if self.goals:
            lines.append(["*goal*", *(self.wanted(column) for column in columns)])
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)

    def compared(self, row, run):
        """The row with each ratio behind the figure it is of."""
        others, wide = {other["case"]: other for other in run}, {}
        for column, figure in row.items():
            wide[column] = figure
            wide |= {x.name: x.of(row, others) for x in self.ratios if x.figure == column}
        return wide

    def cell(self, row, column):
        figure = shown(row[column])
        goal = None if row["case"] in self.others else self.goals.get(column)
        if isinstance(goal, dict):
            goal = goal.get(row["case"])
        return f"**{figure}**" if goal and misses(row[column], goal) else figure

    def wanted(self, column):
        goal = self.goals.get(column, "")
        return goal if isinstance(goal, str) else "; ".join(dict.fromkeys(goal.values()))


def medians(runs):
    """One row for each case, in the order they came."""
    cases = {}
    for row in (row for run in runs for row in run):
        cases.setdefault(row["case"], []).append(row)
    return [
        {"case": case} | {c: middle(row[c] for row in same) for c in same[0] if c != "case"}
        for case, same in cases.items()
    ]


def middle(figures):
    known = [figure for figure in figures if figure is not None]
    return median(known) if known else None


def shown(figure):
    """As many digits as mean something."""
    if figure is None:
        return "–"
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{round(figure, 2):.3g}"


def misses(figure, goal):
    """Whether it is beyond a goal as "≤ 1.1"."""
    sign, bound = goal.split()
    bound = float(bound.replace(",", ""))
    if figure is None:
        return False
    return round(figure, 2) > bound if sign == "≤" else round(figure, 2) < bound
