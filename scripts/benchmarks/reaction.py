"""Reaction: a signal to the init and one back; a storm; a handler's first instruction."""

from measure import CORE, Row, by_turns, driver, peer, rows, run


def first(words):
    """Runs a command; its first figure, in microseconds."""
    return float(run(words).split()[0]) / 1000


def compare(rounds, peers, words):
    """The figures of peers by turns; a peer that cannot be made says why."""
    return by_turns(rounds, {name: lambda file=file: first(words(file))
                             for name, file in peers.items()})


def group(quick):
    trips, signals = (500, 5_000) if quick else (5_000, 100_000)
    bash = "bash trap, in a busy loop"
    peers = {"sigbox": "reaction.lua", "C": "reaction.c", "Python": "reaction.py",
             "Go os/signal": "reaction.go", "Perl": "reaction.pl", bash: "reaction.bash"}
    figures = compare(3 if quick else 9, peers, lambda file: [
        driver("roundtrip"), CORE, trips, *peer(file)])
    yield from rows("reaction", "round trip of two signals", "µs", figures, {
        "C": 1.15, "Python": 1, "Go os/signal": 0.6, "Perl": None, bash: None},
        {"C": 2.5, "Python": 2.5, "Go os/signal": 1.5})

    storm = by_turns(3 if quick else 5, {
        name: lambda file=file: first(
            [driver("storm"), CORE, signals, *peer(file), signals]) / signals
        for name, file in {"sigbox": "storm.lua", "C": "storm.c"}.items()})
    yield from rows("reaction", "one real-time signal of a burst, with its value", "µs", storm, {
        "C": None}, {"C": 4})

    latency = compare(3 if quick else 7, {
        "sigbox": "latency.lua", "C": "latency.c", "Python": "latency.py"},
        lambda file: ["taskset", "-c", CORE, *peer(file), trips * 4])
    yield from rows("reaction", "from raise to the first instruction of the handler", "µs", latency, {
        "C": None, "Python": None}, {"C": 6})
    if not any(isinstance(latency[name], str) for name in ("sigbox", "C")):
        inside = min(latency["sigbox"]) - min(latency["C"])
        yield Row("reaction", "the same, minus the time of C", inside, "µs",
                  target=2)
