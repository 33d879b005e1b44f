"""Rows as text, and as the tables of the documentation."""

OPEN, CLOSE = "<!-- made by scripts/bench -->\n", "<!-- end of benchmarks -->\n"
TITLES = {"start": "Start of a box", "reaction": "Reaction to a signal", "spawn": "Starting a child",
          "reap": "Reaping orphans", "memory": "Memory", "scale": "Many boxes",
          "probe": "Probing"}


def number(value):
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def goal(row):
    if row.target is None:
        return ""
    bound = f"{row.target:g}" + ("" if row.peer else f" {row.unit}")
    return f"≤ {bound}" if row.is_met is not False else f"≤ {bound}, missed"


def cells(row):
    """What a row says, in the order of the columns."""
    theirs = f"{number(row.theirs)} {row.unit}" if row.theirs is not None else "-"
    peer = f"{row.peer}: {row.note}" if row.note and row.peer else row.peer
    ratio = f"{number(row.ratio)}" if row.ratio is not None else ""
    ours = f"{number(row.ours)} {row.unit}" if row.ours is not None else row.note
    return [row.what, ours, peer, theirs if row.peer else "", ratio, goal(row)]


def text(row):
    what, ours, peer, theirs, ratio, target = cells(row)
    return f"{what:<58} {ours:>10}  {theirs:>10} {ratio:>6} {target:<16} {peer}".rstrip()


def tables(rows):
    """The lines of a table for each group; rows are groups and cells."""
    last = None
    for group, row in rows:
        if group != last:
            yield from ["", f"### {TITLES[group]}", "",
                        "| measurement | sigbox | compared with | its result | ratio | goal |",
                        "| --- | --- | --- | --- | --- | --- |"]
            last = group
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def write(rows, machine, article):
    """Writes the tables between their marks in an article."""
    lines = [
        f"Medians of one run on {machine['date']}: {machine['cpu']}, {machine['cores']} cores, "
        f"Linux {machine['kernel']}, {machine['system']}.",
        *tables((row.group, cells(row)) for row in rows)]
    before, _, rest = article.read_text().partition(OPEN)
    _, mark, after = rest.partition(CLOSE)
    if not mark:
        raise SystemExit(f"{article} has no place for the tables")
    article.write_text(before + OPEN + "\n".join(lines) + "\n" + CLOSE + after)
