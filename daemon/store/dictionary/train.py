#!/usr/bin/env python3
"""Makes a compression dictionary for the store from sample logs.

usage: train.py LOGS_DIRECTORY OUT     (LOGS_DIRECTORY/agent/project/...)

Only phrases that occur in the logs of at least four projects go in, so that nobody's own text is shipped.
A dictionary that was released must stay as it is: the texts compressed with it cannot be read without it.
A better one is a new file with the next number, which is also its id.
"""
import collections
import ctypes
import hashlib
import json
import os
import re
import sys

SIZE = 64 * 1024
PROJECTS = 4
DICTIONARY_ID = 1
LEVEL = 3


def leaves(value, out):
    if isinstance(value, str):
        out.append(value)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == 'input' and isinstance(item, dict):
                out.append(json.dumps(item, ensure_ascii=False))
            elif key not in ('signature', 'data', 'encrypted_content', 'toolUseResult', 'uuid', 'id'):
                leaves(item, out)
    elif isinstance(value, list):
        for item in value:
            leaves(item, out)


def texts(path):
    out = []
    with open(path, encoding='utf-8', errors='ignore') as file:
        if path.endswith('.jsonl'):
            for line in file:
                try:
                    leaves(json.loads(line), out)
                except ValueError:
                    pass
        elif path.endswith('.md'):
            out = re.split(r'\n(?=_\*\*|\*\*)', file.read())
    return [text for text in out if len(text) >= 40]


def by_project(root):
    found = collections.defaultdict(list)
    for directory, _, files in os.walk(root):
        for name in sorted(files):
            path = os.path.join(directory, name)
            parts = os.path.relpath(path, root).split(os.sep)
            if len(parts) >= 3:
                found[parts[1]].extend(texts(path))
    return found


def phrases(projects):
    owners, weight = collections.defaultdict(set), collections.Counter()
    for project, all_texts in projects.items():
        seen = collections.Counter()
        for text in set(all_texts):
            for line in text[:8000].split('\n')[:120]:
                words = re.findall(r'\s*\S+', line[:400] + '\n')
                for start in range(len(words)):
                    for count in (1, 2, 3, 4, 6, 8, 12):
                        if start + count > len(words):
                            break
                        phrase = ''.join(words[start:start + count])
                        if 5 <= len(phrase) <= 120:
                            seen[phrase] += 1
        for phrase, count in seen.items():
            owners[phrase].add(project)
            weight[phrase] += min(count, 50)   # one chatty project must not decide
    return {p: weight[p] * (len(p) - 3) * len(owners[p]) for p in weight if len(owners[p]) >= PROJECTS}


def content(scores):
    chosen, size = [], 0
    joined = ''
    for phrase, _ in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if phrase in joined:
            continue
        chosen.append(phrase)
        joined += phrase
        size += len(phrase.encode())
        if size > SIZE - 1024:
            break
    # The best at the end, where references to it are the shortest.
    return ''.join(reversed(chosen)).encode()[-(SIZE - 1024):]


def finalize(raw, samples):
    zstd = ctypes.CDLL('libzstd.so.1')
    zstd.ZDICT_finalizeDictionary.restype = ctypes.c_size_t

    class Parameters(ctypes.Structure):
        _fields_ = [('level', ctypes.c_int), ('notification', ctypes.c_uint), ('id', ctypes.c_uint)]

    out = ctypes.create_string_buffer(SIZE)
    sizes = (ctypes.c_size_t * len(samples))(*map(len, samples))
    size = zstd.ZDICT_finalizeDictionary(out, ctypes.c_size_t(SIZE), raw, ctypes.c_size_t(len(raw)), b''.join(samples), sizes,
                                         ctypes.c_uint(len(samples)), Parameters(LEVEL, 0, DICTIONARY_ID))
    assert size <= SIZE, 'ZDICT_finalizeDictionary failed'
    return out.raw[:size]


def main():
    projects = by_project(sys.argv[1])
    sys.stderr.write(f'{len(projects)} projects, {sum(map(len, projects.values()))} texts\n')
    raw = content(phrases(projects))
    samples = []
    for all_texts in projects.values():
        some = sorted(set(all_texts), key=lambda text: hashlib.sha1(text.encode()).digest())[:400]
        samples += [text[:3000].encode() for text in some]
    sys.stderr.write(f'{len(raw)} bytes of phrases\n')
    with open(sys.argv[2], 'wb') as out:
        out.write(finalize(raw, samples))


main()
