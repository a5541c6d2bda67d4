#!/usr/bin/python3
"""Trains the model of what the next session needs, and says how good it is where it has not seen the project.

usage: train.py FEATURES OUT [--seed N] [--trees N] [--depth N]

1. Write the examples, from converted sessions as docs/quality.md describes them (some seconds, 170 MB):
       cmake --preset release && cmake --build --preset release --target baton_write_features baton_measure_model
       build/release/tests/training/baton_write_features SESSIONS FEATURES
2. Train (a few minutes on one core, 600 MB of memory; the same examples and seed give the same files):
       tests/training/train.py FEATURES OUT
3. Measure the handoffs of each project with the model that has not seen it:
       tests/training/measure_folds.py build/release/tests/training/baton_measure_model SESSIONS OUT

OUT/PROJECT.txt is a regression trained on all other projects, OUT/all.txt one on all, both in the form of
daemon/handoff/memory/weights.txt. Printed is what a list of names would hold of the need, filled greedily by worth per
token, for the regression and for boosted trees over the same features, each on projects that it has not seen. Whoever
thinks of another model adds it here, and to the daemon only when it also wins in step 3.

A tool of developers: it needs numpy, and nothing that users run needs it.
"""
import argparse
import dataclasses
import pathlib

import numpy as np

COLUMNS = ["boundary", "total_need", "need", "tokens", "is_topic_word"]
BUDGETS = (150, 300, 600, 1200)  # tokens
OLD = np.log1p(7) - 1e-3  # of the feature `age`: last named seven sessions ago or more
NEGATIVES_KEPT = 0.15  # of what was not needed, which is nearly everything
WORTH_OF_TOPIC = 0.5


@dataclasses.dataclass
class Project:
    name: str
    boundary: np.ndarray
    total_need: np.ndarray
    need: np.ndarray
    tokens: np.ndarray
    worth: np.ndarray  # of naming the entity, should it be needed
    features: np.ndarray
    old: np.ndarray
    label: np.ndarray  # from 0 to 1: how much of its worth the need was
    weight: np.ndarray


def read_project(path):
    with open(path, "rb") as file:
        names = file.readline().decode().split()
        rows = np.frombuffer(file.read(), dtype="<f4").reshape(-1, len(names))
    assert names[:len(COLUMNS)] == COLUMNS, f"{path} has other columns"
    column = {name: rows[:, place] for place, name in enumerate(names)}
    worth = column["specificity"] * np.where(column["is_topic_word"] > 0, WORTH_OF_TOPIC, 1)
    label = np.where(worth > 0, column["need"] / np.maximum(worth, 1e-9), 0).clip(0, 1)
    # A session that needs much, and a project with many sessions, count for more than others, but not in proportion.
    boundaries = len(np.unique(column["boundary"]))
    weight = 1 / np.sqrt(column["total_need"] * boundaries)
    return names[len(COLUMNS):], Project(
        path.stem, column["boundary"], column["total_need"], column["need"], column["tokens"], worth,
        rows[:, len(COLUMNS):], column["age"] >= OLD, label.astype(np.float64), weight.astype(np.float64))


def examples_of(projects, seed):
    """Features, labels and weights; of what was not needed a sample that stands for all of it."""
    chance = np.random.default_rng(seed)
    parts = []
    for project in projects:
        needed = project.label > 0
        kept = needed | (chance.random(len(needed)) < NEGATIVES_KEPT)
        stands_for = np.where(needed, 1, 1 / NEGATIVES_KEPT)
        parts.append((project.features[kept].astype(np.float64), project.label[kept],
                      (project.weight * stands_for)[kept]))
    features, labels, weights = (np.concatenate(part) for part in zip(*parts))
    return features, labels, weights / weights.mean()


def probability(log_odds):
    return 1 / (1 + np.exp(-log_odds))


class Regression:
    """A logistic regression, with products of what matters most."""
    MULTIPLIED = ["asked_now", "acted_now", "said_now", "asked_lately", "said_lately", "sessions_given", "age",
                  "age_given", "opened_lately", "sessions_opened", "specificity"]
    RIDGE = 3.0
    STEPS = 12

    def __init__(self, names):
        self.names = names
        self.places = [names.index(name) for name in self.MULTIPLIED]

    def inputs(self, features):
        products = [features[:, [a]] * features[:, [b]]
                    for i, a in enumerate(self.places) for b in self.places[i:]]
        return np.hstack([features, *products])

    def fit(self, features, labels, weights):
        inputs = self.inputs(features)
        self.mean, self.spread = inputs.mean(0), inputs.std(0) + 1e-6
        inputs = np.hstack([np.ones((len(inputs), 1)), (inputs - self.mean) / self.spread])
        self.weights = np.zeros(inputs.shape[1])
        for _ in range(self.STEPS):  # of Newton's method
            p = probability(inputs @ self.weights)
            slope = inputs.T @ (weights * (p - labels)) + self.RIDGE * self.weights
            curvature = (inputs * (weights * p * (1 - p))[:, None]).T @ inputs
            self.weights -= np.linalg.solve(curvature + self.RIDGE * np.eye(len(self.weights)), slope)
        return self

    def text(self):
        """The model in the form of weights.txt, of features as they are."""
        weights = self.weights[1:] / self.spread
        weights[self.names.index("bias")] += self.weights[0] - weights @ self.mean
        products = [f"{self.names[a]} * {self.names[b]}" for i, a in enumerate(self.places) for b in self.places[i:]]
        return "".join(f"{name}\t{weight:.9g}\n" for name, weight in zip([*self.names, *products], weights))

    def log_odds(self, features):
        return (self.inputs(features) - self.mean) / self.spread @ self.weights[1:] + self.weights[0]


def thresholds_of(values, most):
    """Values between those that occur: of few all, of many those that divide them evenly, zeros apart."""
    known = np.unique(values)
    between = (known[1:] + known[:-1]) / 2
    if len(between) > most:
        others = values[values != 0]
        shares = np.linspace(0, 1, most + 2)[1:-1]
        wanted = np.concatenate([np.quantile(values, shares), np.quantile(others, shares[::2])])
        between = np.unique(between[np.searchsorted(between, wanted).clip(0, len(between) - 1)])
        between = between[np.linspace(0, len(between) - 1, min(most, len(between))).round().astype(int)]
    return between


class Trees:
    """Gradient boosting of complete trees on histograms."""
    RATE = 0.1
    RIDGE = 7.0
    ROWS = 0.6  # share of the examples that a tree sees
    COLUMNS = 0.6  # and of the features
    THRESHOLDS = 31
    LEAST_CURVATURE = 0.7  # of both sides of a question

    def __init__(self, count, depth, seed):
        self.count, self.depth, self.seed = count, depth, seed

    def fit(self, features, labels, weights):
        chance = np.random.default_rng(self.seed)
        self.thresholds = [thresholds_of(column, self.THRESHOLDS) for column in features.T]
        usable = [place for place, thresholds in enumerate(self.thresholds) if len(thresholds)]
        bins = self.bins_of(features)
        share = (weights * labels).sum() / weights.sum()
        self.base = np.log(share / (1 - share))
        self.trees = []
        sums = np.full(len(labels), self.base)
        for _ in range(self.count):
            p = probability(sums)
            slope, curvature = weights * (p - labels), weights * p * (1 - p)
            rows = np.flatnonzero(chance.random(len(labels)) < self.ROWS)
            columns = [place for place in usable if chance.random() < self.COLUMNS]
            tree = self.grow(bins[:, rows], slope[rows], curvature[rows], columns)
            self.trees.append(tree)
            sums += self.walk(bins, tree)
        return self

    def bins_of(self, features):
        """By feature and row, the number of thresholds that the value is greater than."""
        return np.stack([np.searchsorted(thresholds, column, side="left").astype(np.uint8)
                         for thresholds, column in zip(self.thresholds, features.T)])

    def grow(self, bins, slope, curvature, columns):
        place = np.zeros(bins.shape[1], dtype=np.int64)  # of each row within the level
        levels = []
        for level in range(self.depth):
            questions = self.best_questions(bins, slope, curvature, columns, place, 1 << level)
            levels.append(questions)
            place = self.answered(bins, questions, place)
        size = 1 << self.depth
        leaves = -self.RATE * np.bincount(place, slope, size) / (np.bincount(place, curvature, size) + self.RIDGE)
        return levels, leaves

    def best_questions(self, bins, slope, curvature, columns, place, size):
        """For each place of a level a feature and a bin; what divides nothing well is never exceeded."""
        best = np.full(size, 1e-6)
        feature, limit = np.zeros(size, dtype=int), np.full(size, 255)
        for column in columns:
            width = len(self.thresholds[column]) + 1
            cell = place * width + bins[column]
            slopes = np.bincount(cell, slope, size * width).reshape(size, width)
            curvatures = np.bincount(cell, curvature, size * width).reshape(size, width)
            low, low_curvature = slopes.cumsum(1), curvatures.cumsum(1)
            high, high_curvature = low[:, -1:] - low, low_curvature[:, -1:] - low_curvature
            gain = (low**2 / (low_curvature + self.RIDGE) + high**2 / (high_curvature + self.RIDGE)
                    - low[:, -1:]**2 / (low_curvature[:, -1:] + self.RIDGE))
            gain[np.minimum(low_curvature, high_curvature) < self.LEAST_CURVATURE] = 0
            top = gain.argmax(1)
            gained = gain[np.arange(size), top]
            better = gained > best
            best[better], feature[better], limit[better] = gained[better], column, top[better]
        return feature, limit

    @staticmethod
    def answered(bins, questions, place):
        feature, limit = questions
        return place * 2 + (bins[feature[place], np.arange(bins.shape[1])] > limit[place])

    def walk(self, bins, tree):
        levels, leaves = tree
        place = np.zeros(bins.shape[1], dtype=np.int64)
        for questions in levels:
            place = self.answered(bins, questions, place)
        return leaves[place]

    def log_odds(self, features):
        bins = self.bins_of(features)
        return self.base + sum(self.walk(bins, tree) for tree in self.trees)


def recalls(project, log_odds):
    """Mean over the boundaries of the need that a list of names holds at each budget, then the same of what is old."""
    rows = []
    value = probability(log_odds) * project.worth / project.tokens
    for boundary in np.unique(project.boundary):
        here = np.flatnonzero(project.boundary == boundary)
        here = here[np.argsort(-value[here], kind="stable")]
        used = np.cumsum(project.tokens[here])
        need, old = project.need[here], project.need[here] * project.old[here]
        total, total_old = project.total_need[here[0]], old.sum()
        rows.append([need[used <= budget].sum() / total for budget in BUDGETS]
                    + [old[used <= budget].sum() / total_old if total_old else np.nan for budget in BUDGETS])
    rows = np.array(rows)
    counted = np.maximum(1, (~np.isnan(rows)).sum(0))
    return np.where(np.isnan(rows).all(0), np.nan, np.nansum(rows, 0) / counted)


def calibration_of(projects, log_odds):
    """The line through the log-odds that fits best; slope 1 and offset 0 when they are right as they are."""
    x, label, weight = (np.concatenate(part) for part in
                        ((log_odds), [p.label for p in projects], [p.weight for p in projects]))
    slope, offset = 1.0, 0.0
    inputs = np.stack([x, np.ones_like(x)])
    for _ in range(8):
        p = probability(slope * x + offset)
        change = np.linalg.solve((inputs * (weight * p * (1 - p))) @ inputs.T, inputs @ (weight * (p - label)))
        slope, offset = slope - change[0], offset - change[1]
    return slope, offset


def print_reliability(projects, log_odds):
    """Promised and found shares of ten parts of the entities, each with a tenth of all that is promised."""
    p, label, weight = (np.concatenate(part) for part in
                        ([probability(odds) for odds in log_odds], [q.label for q in projects],
                         [q.weight for q in projects]))
    order = np.argsort(p)
    promised = np.cumsum((p * weight)[order])
    print("promised  found")
    for part in np.split(order, np.searchsorted(promised, promised[-1] * np.arange(1, 10) / 10)):
        print(f"  {np.average(p[part], weights=weight[part]):.4f}  {np.average(label[part], weights=weight[part]):.4f}")


def print_recalls(title, projects, log_odds):
    rows = [recalls(project, odds) for project, odds in zip(projects, log_odds)]
    print(f"\n{title:24}" + "".join(f"{budget:>7}" for budget in BUDGETS) + "   old"
          + "".join(f"{budget:>7}" for budget in BUDGETS))
    for name, row in [*zip((p.name for p in projects), rows), ("mean", np.nanmean(rows, 0))]:
        print(f"{name:24}" + "".join(f"{value:7.3f}" for value in row[:4]) + "      "
              + "".join(f"{value:7.3f}" for value in row[4:]), flush=True)


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("usage: "))
    parser.add_argument("features", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--trees", type=int, default=120)
    parser.add_argument("--depth", type=int, default=4)
    options = parser.parse_args()
    read = [read_project(path) for path in sorted(options.features.glob("*.features"))]
    names, projects = read[0][0], [project for _, project in read]
    options.out.mkdir(parents=True, exist_ok=True)

    def trained(model, on):
        return model.fit(*examples_of(on, options.seed))

    by_regression, by_trees = [], []
    for project in projects:
        others = [other for other in projects if other is not project]
        regression = trained(Regression(names), others)
        (options.out / (project.name + ".txt")).write_text(regression.text())
        by_regression.append(regression.log_odds(project.features))
        trees = trained(Trees(options.trees, options.depth, options.seed), others)
        by_trees.append(trees.log_odds(project.features))
        print(f"trained without {project.name}", flush=True)
    for title, log_odds in (("logistic regression", by_regression), ("trees", by_trees)):
        print_recalls(title, projects, log_odds)
        slope, offset = calibration_of(projects, log_odds)
        print(f"\nlog-odds would fit best times {slope:.3f}, plus {offset:.3f}")
        print_reliability(projects, log_odds)
    (options.out / "all.txt").write_text(trained(Regression(names), projects).text())


if __name__ == "__main__":
    main()
