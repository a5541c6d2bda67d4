"""Looks into the database without the daemon: what is really there."""
import contextlib
import ctypes
import ctypes.util
import functools
import pathlib
import shutil
import sqlite3
import tempfile

from .settings import ROOT

ROLES = ["user", "assistant", "system", "tool"]
KINDS = ["text", "thinking", "tool_call", "tool_result", "summary"]
DICTIONARY = ROOT / "daemon/store/dictionary/001.dict"
INDEXED_TOOL_BYTES = 2048  # of tool calls and results only the beginning is searched


class Zstd:
    """The library itself; Python has none of its own."""

    def __init__(self):
        size, pointer = ctypes.c_size_t, ctypes.c_void_p
        self.library = ctypes.CDLL(ctypes.util.find_library("zstd") or "libzstd.so.1")
        self.library.ZSTD_getFrameContentSize.argtypes = [ctypes.c_char_p, size]
        self.library.ZSTD_getFrameContentSize.restype = ctypes.c_ulonglong
        self.library.ZSTD_createDCtx.restype = pointer
        self.library.ZSTD_decompress_usingDict.argtypes = [pointer, pointer, size, ctypes.c_char_p, size, ctypes.c_char_p, size]
        self.library.ZSTD_decompress_usingDict.restype = size
        self.context = self.library.ZSTD_createDCtx()
        self.dictionary = DICTIONARY.read_bytes()

    def decompress(self, frame):
        size = self.library.ZSTD_getFrameContentSize(frame, len(frame))
        if size > 1 << 30:
            raise ValueError("no frame")
        text = ctypes.create_string_buffer(size + 1)
        written = self.library.ZSTD_decompress_usingDict(
            self.context, text, size, frame, len(frame), self.dictionary, len(self.dictionary))
        if written != size:
            raise ValueError("a damaged frame")
        return text.raw[:size]


@functools.cache
def zstd():
    return Zstd()


def unpack(text, compressed):
    return zstd().decompress(text).decode() if compressed else text


def index_part(kind, text):
    whole = text.encode()
    if KINDS[kind] not in ("tool_call", "tool_result") or len(whole) <= INDEXED_TOOL_BYTES:
        return text
    return whole[:INDEXED_TOOL_BYTES].decode(errors="ignore")


@contextlib.contextmanager
def opened(database):
    """A connection that only reads, beside a running daemon."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)
    try:
        yield connection
    finally:
        connection.close()


@contextlib.contextmanager
def copied(database):
    """A connection to a copy, which may be written; of a daemon that does not run, killed ones included."""
    with tempfile.TemporaryDirectory(prefix="bt", dir="/tmp") as folder:
        for path in pathlib.Path(database).parent.glob(pathlib.Path(database).name + "*"):
            if path.is_file():
                shutil.copy(path, folder)
        connection = sqlite3.connect(pathlib.Path(folder) / pathlib.Path(database).name)
        connection.create_function("unpack", 2, unpack, deterministic=True)
        connection.create_function("index_part", 2, index_part, deterministic=True)
        try:
            yield connection
        finally:
            connection.close()


# A session's turns: its own, and those that it shares with the session where they were seen first.
SESSION_TURNS = """
  SELECT id, session_id, ordinal, withdrawn FROM turns
  UNION ALL
  SELECT turn_id, s.session_id, s.ordinal, t.withdrawn FROM session_turns s JOIN turns t ON t.id = turn_id
"""


def turns_of(connection, external_id):
    """The live turns of the session, in order: (role, kind, text)."""
    rows = connection.execute(
        f"SELECT t.role, t.kind, t.text, t.compressed FROM ({SESSION_TURNS}) e JOIN turns t ON t.id = e.id "
        "JOIN sessions s ON s.id = e.session_id WHERE s.external_id = ? AND NOT e.withdrawn ORDER BY e.ordinal",
        [external_id])
    return [(ROLES[role], KINDS[kind], unpack(text, compressed)) for role, kind, text, compressed in rows]


def faults(database, gaps=False):
    """Everything that is wrong with the database of a daemon that has ended."""
    with copied(database) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"foreign key: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
        for index in ("turns_index", "handoffs_index", "knowledge_index"):
            try:
                connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError as error:
                found.append(f"{index}: {error}")
        found += _wrong_numbers(connection, gaps)
        found += _wrong_counts(connection)
    return found


def _wrong_numbers(connection, gaps):
    """Session numbers are 1 to n in each project, ordinals 1 to n in each session's turns, without gaps or with."""
    for project, least, most, count, last in connection.execute(
            "SELECT p.path, min(s.number), max(s.number), count(DISTINCT s.number), p.last_session_number "
            "FROM projects p JOIN sessions s ON s.project_id = p.id GROUP BY p.id"):
        if (least, most, count) != (1, count, last):
            yield f"{project}: session numbers {least} to {most}, {count} different, {last} drawn"
    for session, least, most, count, rows, last in connection.execute(
            "SELECT s.external_id, min(e.ordinal), max(e.ordinal), count(DISTINCT e.ordinal), count(*), s.last_ordinal "
            f"FROM sessions s JOIN ({SESSION_TURNS}) e ON e.session_id = s.id GROUP BY s.id"):
        whole = (least, most, count, rows) == (1, last, last, last)
        if not whole and not (gaps and 1 <= least and most <= last and count == rows):
            yield f"{session}: ordinals {least} to {most}, {count} different of {rows}, {last} drawn"


def _wrong_counts(connection):
    """What is kept up to date as rows come and go is what counting gives."""
    for session, said, counted in connection.execute(
            "SELECT s.external_id, s.turns, count(e.id) FROM sessions s LEFT JOIN "
            f"({SESSION_TURNS}) e ON e.session_id = s.id AND NOT e.withdrawn GROUP BY s.id HAVING s.turns <> count(e.id)"):
        yield f"{session}: says {said} turns, has {counted}"
    for project, said, counted in connection.execute(
            "SELECT p.path, p.sessions, count(s.id) FROM projects p LEFT JOIN sessions s ON s.project_id = p.id "
            "GROUP BY p.id HAVING p.sessions <> count(s.id)"):
        yield f"{project}: says {said} sessions, has {counted}"
    for project, said, counted in connection.execute(
            "SELECT p.path, p.turns, count(t.id) FROM projects p LEFT JOIN turns t "
            "ON t.project_id = p.id AND NOT t.withdrawn GROUP BY p.id HAVING p.turns <> count(t.id)"):
        yield f"{project}: says {said} turns, has {counted}"
