"""`make bench`: load, start, ask, print a table, write JSON to var/bench/."""

import argparse
import asyncio
import json
import os
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import dataset, news, visitors, weight
from bench.asks import Asks
from bench.client import run
from bench.desk import Desk
from bench.letters import write_letters

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = (1, 8, 32)
LETTERS = 1500
TOOK = """
    SELECT extract(epoch FROM max(settled_at) - min(received_at))
    FROM (SELECT received_at, settled_at FROM email_rawmail ORDER BY id DESC LIMIT %s) AS letters
"""
CHATS = "chats"
MAIL = "mail in"


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", default="10000,100000", help="conversations to load, comma-separated")
    parser.add_argument("--only", default="", help="measure only what has this in its name")
    parser.add_argument("--seconds", type=float, default=6.0, help="how long each measure runs")
    parser.add_argument("--web", type=int, default=2, help="web processes")
    parser.add_argument("--port", type=int, default=8790)
    parser.add_argument("--data", help="the data set as SQLite; made when absent")
    parser.add_argument("--folder", default=str(ROOT / "var" / "bench"))
    return parser.parse_args()


def main() -> None:
    """Measure every size."""
    asked = arguments()
    folder = Path(asked.folder)
    reference = Path(os.environ.get("PULT_REFERENCE", ROOT.parent / "shared" / "reference"))
    data = dataset.find(folder, reference, asked.data)
    results = {size: measure(asked, folder, data, int(size)) for size in asked.sizes.split(",")}
    report = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine(), "sizes": results}
    path = folder / f"{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(report, indent=1))
    print(f"\nWritten to {path}")


def machine() -> dict[str, Any]:
    """What it ran on."""
    return {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}


def measure(asked: argparse.Namespace, folder: Path, data: Path, size: int) -> dict[str, Any]:
    """Everything at one size."""
    desk = Desk(folder / f"desk-{size}", asked.port, asked.web)
    told = desk.load(data, size)
    found: dict[str, Any] = {"start": {"seconds": round(desk.start(), 2)}}
    try:
        # What is measured below writes thousands of replies and conversations on top of the data set.
        found["disk"] = {"mb": round(desk.disk())}
        print(f"\n{size:,} conversations, {asked.web} web processes; ready in {found['start']['seconds']} s")
        print(f"{'':32}{'p50':>8}{'p95':>8}{'p99':>8} ms{'1':>9}{'8':>8}{'32':>8} a second")
        for one in Asks(desk, told).measures():
            if asked.only in one.name:
                # What earlier writes have left to do would be measured as well.
                desk.settle()
                found[one.name] = timings(desk, one, asked.seconds)
        if asked.only in MAIL:
            desk.settle()
            found[MAIL] = mail_in(desk, folder)
            print(
                f"{MAIL}: {found[MAIL]['rate']}/s, with the start of its program {found[MAIL]['with_start']}/s"
            )
        if asked.only in CHATS:
            desk.settle()
            found[CHATS] = chats(desk, told)
        if not asked.only:
            found |= others(desk, told, disk=found["disk"]["mb"])
    finally:
        desk.stop()
    return found


def timings(desk: Desk, one: Any, seconds: float) -> dict[str, Any]:
    """One measure at every number of clients."""
    asyncio.run(run(desk.port, one.asks, clients=4, seconds=1.5, most=200))
    by_clients = {
        clients: asyncio.run(run(desk.port, one.asks, clients=clients, seconds=seconds, most=20_000))
        for clients in CLIENTS
    }
    single = by_clients[1]
    row = {f"p{share}": round(single.percentile(share / 100), 1) for share in (50, 95, 99)}
    row |= {f"rate_{clients}": round(timing.rate, 1) for clients, timing in by_clients.items()}
    if wrong := [text for timing in by_clients.values() for text in timing.wrong]:
        row["wrong"] = len(wrong)
        print(f"  {len(wrong)} wrong answers, such as {wrong[0]}")
    rates = "".join(f"{row[f'rate_{clients}']:>8.0f}" for clients in CLIENTS)
    print(f"{one.name:32}{row['p50']:>8.1f}{row['p95']:>8.1f}{row['p99']:>8.1f}   {rates}", flush=True)
    return row


def others(desk: Desk, told: dict[str, str], *, disk: int) -> dict[str, Any]:
    """What is not a stream of requests: fan-out, memory, weight."""
    desk.settle()
    idle = round(desk.memory())
    found: dict[str, Any] = {"memory": {"pss_mib": idle}}
    loaded = weight.weigh(desk.port, told["session"], "/app/views/open/")
    found["weight"] = vars(loaded)
    heard = asyncio.run(
        news.fan_out(desk.port, told["session"], desk.postgres.url(), pages=1000, news=100, a_second=0)
    )
    paced = asyncio.run(
        news.fan_out(desk.port, told["session"], desk.postgres.url(), pages=1000, news=50, a_second=5)
    )
    found["fan-out"] = {"saturated": vars(heard), "paced": vars(paced)}
    print(f"memory {idle} MiB PSS · database {disk} MB · list {loaded.requests} requests, "
          f"{loaded.kilobytes:.0f} kB · fan-out {heard.rate:,.0f}/s, paced p99 {paced.p99:.0f} ms "
          f"({heard.heard}/{heard.sent} heard)")  # fmt: skip
    return found


def chats(desk: Desk, told: dict[str, str]) -> dict[str, Any]:
    """Many visitors and agents at once, and everybody again after a restart."""
    found = visitors.measure(desk, told["session"])
    print(f"{CHATS}: " + " · ".join(f"{name} {value}" for name, value in found.items()))
    return found


def mail_in(desk: Desk, folder: Path) -> dict[str, Any]:
    """Mails from a folder through the real intake: stored, parsed, threaded, indexed, committed."""
    letters = folder / "letters"
    write_letters(letters, LETTERS)
    command = [str(Path(sys.executable).with_name("pult")), "receive", "--dir", str(letters)]
    began = time.perf_counter()
    done = subprocess.run(command, env=desk.env, check=True, stdout=subprocess.PIPE, text=True)
    whole = time.perf_counter() - began
    outcomes = [json.loads(line)["outcome"] for line in done.stdout.splitlines()]
    with desk.connect() as connection:
        # The program that reads the folder starts first; a desk at work has started long ago.
        took = connection.execute(TOOK, [LETTERS]).fetchone() or (0,)
    return {
        "rate": round(LETTERS / float(str(took[0])), 1),
        "with_start": round(LETTERS / whole, 1),
        "opened": outcomes.count("opened"),
        "of": LETTERS,
    }


if __name__ == "__main__":
    main()
