"""Tables of figures in Markdown: medians of runs, compared with peers and goals.

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
    """The format of a table. `goals` are {column: "≤ 1.1"}, or {column: {case: "≤ 1.1"}}."""

    ratios: list = field(default_factory=list)
    goals: dict = field(default_factory=dict)
    others: set = field(default_factory=set)  # cases of peers, which have no goals

    def markdown(self, runs):
        """Medians of the runs (lists of rows), figures that miss their goal in bold."""
        rows = medians([[self.compared(row, run) for row in run] for run in runs])
        columns = list(rows[0])[1:]
        lines = [["", *columns], ["---", *["--:" for _ in columns]]]
        lines += [[row["case"], *(self.cell(row, c) for c in columns)] for row in rows]
        if self.goals:
            lines.append(["*goal*", *(self.goal_of(column) for column in columns)])
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)

    def compared(self, row, run):
        """Return the row with each ratio after its figure."""
        others, wide = {other["case"]: other for other in run}, {}
        for column, figure in row.items():
            wide[column] = figure
            wide |= {x.name: x.of(row, others) for x in self.ratios if x.figure == column}
        return wide

    def cell(self, row, column):
        figure = formatted(row[column])
        goal = None if row["case"] in self.others else self.goals.get(column)
        if isinstance(goal, dict):
            goal = goal.get(row["case"])
        return f"**{figure}**" if goal and misses(row[column], goal) else figure

    def goal_of(self, column):
        goal = self.goals.get(column, "")
        return goal if isinstance(goal, str) else "; ".join(dict.fromkeys(goal.values()))


def medians(runs):
    """Return one row of medians for each case, in order of appearance."""
    cases = {}
    for row in (row for run in runs for row in run):
        cases.setdefault(row["case"], []).append(row)
    return [
        {"case": case} | {c: median_of(row[c] for row in same) for c in same[0] if c != "case"}
        for case, same in cases.items()
    ]


def median_of(figures):
    numbers = [figure for figure in figures if figure is not None]
    return median(numbers) if numbers else None


def formatted(figure):
    """Return the figure with its significant digits; "–" for None."""
    if figure is None:
        return "–"
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{round(figure, 2):.3g}"


def misses(figure, goal):
    """Whether the figure misses a goal like "≤ 1.1"."""
    sign, bound = goal.split()
    bound = float(bound.replace(",", ""))
    if figure is None:
        return False
    return round(figure, 2) > bound if sign == "≤" else round(figure, 2) < bound
