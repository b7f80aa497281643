"""How long the server takes for each page of a large workspace, and how much memory the web process holds.

    python benchmarks/scale/measure.py --workspace FOLDER [--times 40] [--json]

It starts the app on the folder that `seed.py` filled, asks for every list, search and object page over one kept
connection, each with different arguments, and reports the median and the 95th percentile of the time until the whole
answer is there, the queries of one answer, and the resident memory of the web process and of its worker.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

WORDS = "export label carrier invoice slow never finishes wrong total printer customs mobile offline undo".split()


def start(folder: Path) -> tuple[subprocess.Popen[str], str, int]:
    """The running app, its key and its port."""
    command = [str(Path(sys.executable).with_name("throughline")), "start", "--workspace", str(folder), "--no-sample"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    address = urlsplit(re.search(r"http\S+", process.stdout.readline())[0])
    return process, address.query, address.port or 80


class Visitor:
    """One person with one kept connection and the cookie that the key gave."""

    def __init__(self, port: int, key: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookie = ""
        answer, _, _ = self.get(f"/?{key}")
        self.cookie = "; ".join(
            value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"
        )

    def get(self, path: str) -> tuple[http.client.HTTPResponse, str, float]:
        began = time.perf_counter()
        self.connection.request("GET", path, headers={"Cookie": self.cookie} if self.cookie else {})
        answer = self.connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        return answer, text, 1000 * (time.perf_counter() - began)


def find_links(visitor: Visitor, page: str, pattern: str) -> list[str]:
    """The different addresses on a page that look like `pattern`."""
    _, text, _ = visitor.get(page)
    return list(dict.fromkeys(re.findall(rf'href="({pattern})["?#]', text)))


def list_pages(visitor: Visitor, dice: random.Random) -> dict[str, list[str]]:
    """Every kind of page with some addresses of it."""
    pages: dict[str, list[str]] = {}
    _, first, _ = visitor.get("/discovery/feedback/")
    after = re.findall(r'href="(\?[^"]*after=[^"]*)"', first)
    queries = [" ".join(dice.sample(WORDS, dice.randint(1, 3))) for _ in range(30)]
    segments = ["Enterprise", "Small", "Mid-market", "Public"]
    pages["this week"] = ["/week/"]
    pages["week by week"] = ["/week/year/"]
    pages["tempo"] = ["/week/tempo/", "/week/tempo/?waits=decide"]
    pages["feedback"] = [
        "/discovery/feedback/",
        *(f"/discovery/feedback/{link.replace('&amp;', '&')}" for link in after),
    ]
    pages["feedback, words"] = [f"/discovery/feedback/?words={quote(query)}" for query in queries]
    pages["feedback, segment"] = [f"/discovery/feedback/?segment={segment}" for segment in segments]
    pages["themes"] = ["/discovery/"]
    pages["one theme"] = find_links(visitor, "/discovery/", r"/discovery/themes/[^\"?#/]+")
    pages["goals"] = ["/strategy/goals"]
    pages["one goal"] = find_links(visitor, "/strategy/goals", r"/strategy/goals/(?!new)[^\"?#/]+")
    pages["one metric"] = find_links(visitor, "/strategy/goals", r"/strategy/metrics/[^\"?#/]+")
    pages["opportunities"] = ["/strategy/tree"]
    pages["one opportunity"] = find_links(visitor, "/strategy/tree", r"/discovery/opportunities/[^\"?#/]+")
    pages["conversations"] = ["/discovery/conversations/"]
    pages["one conversation"] = find_links(visitor, "/discovery/conversations/", r"/discovery/conversations/\d+")
    pages["customers"] = [
        "/discovery/customers/",
        *(f"/discovery/customers/?segment={segment}" for segment in segments),
    ]
    pages["who was heard"] = ["/discovery/customers/heard"]
    pages["one account"] = find_links(visitor, "/discovery/customers/", r"/discovery/customers/account/\d+")
    pages["search"] = [f"/search?q={quote(query)}" for query in queries]
    pages["palette"] = [f"/search?brief=1&q={quote(query)}" for query in queries]
    return {name: addresses for name, addresses in pages.items() if addresses}


def read_work(pid: int) -> float:
    """Seconds of processor time that a process and its children have used; 0 where that cannot be read."""
    total = 0.0
    for child, _, _ in list_family(pid):
        try:
            fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def measure(visitor: Visitor, addresses: list[str], times: int, pid: int) -> dict[str, float]:
    """Milliseconds; the first visit of each kind is a warm-up and not counted.

    `work` is the processor time of the whole program a visit: on a busy machine it says more than the waiting does.
    """
    status, before = visitor.get(addresses[0])[0].status, read_work(pid)
    took = sorted(visitor.get(addresses[number % len(addresses)])[2] for number in range(times))
    work = 1000 * (read_work(pid) - before) / times
    return {
        "work": work,
        "status": status,
        "median": statistics.median(took),
        "p95": took[int(0.95 * (len(took) - 1))],
        "most": took[-1],
    }


def list_family(pid: int) -> list[tuple[int, str, float]]:
    """A process and its children: number, command and resident megabytes; Linux only."""
    found: list[tuple[int, str, float]] = []
    for entry in Path("/proc").iterdir() if Path("/proc").is_dir() else ():
        if not entry.name.isdigit():
            continue
        try:
            status = (entry / "status").read_text()
            command = (entry / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
        parent = int(re.search(r"PPid:\s+(\d+)", status)[1])
        resident = re.search(r"VmRSS:\s+(\d+)", status)
        if resident and pid in (int(entry.name), parent):
            found.append((int(entry.name), command.strip()[-60:], int(resident[1]) / 1024))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    process, key, port = start(given.workspace / "workspace")
    try:
        visitor = Visitor(port, key)
        pages = list_pages(visitor, random.Random(3))
        figures = {name: measure(visitor, addresses, given.times, process.pid) for name, addresses in pages.items()}
        memory = [(command, megabytes) for _, command, megabytes in list_family(process.pid)]
    finally:
        process.terminate()
        process.wait(timeout=30)
    if given.json:
        print(json.dumps({"pages": figures, "memory": memory}, indent=1))
        return
    for name, row in figures.items():
        took = "   ".join(f"{what} {row[what]:7.1f} ms" for what in ("median", "p95", "most", "work"))
        print(f"{name:20} {row['status']:4} {took}")
    for command, megabytes in memory:
        print(f"{megabytes:7.0f} MB  {command}")


if __name__ == "__main__":
    main()
