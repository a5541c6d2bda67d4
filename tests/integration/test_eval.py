"""`baton eval`: converted sessions and recorded ones measured by the daemon, as a person and a program see it."""
import json
import os
import pathlib
import subprocess
import unittest

from harness import BATON, BatonTest, ClaudeLog, Schemas, seconds

QUALITY = pathlib.Path(__file__).parent.parent / "data" / "quality"
OK, REFUSED = 0, 1


class Eval(BatonTest):
    def setUp(self):
        self.project = self.place.directory("home/garden")
        self.daemon = self.start_daemon()

    def baton(self, *arguments, code=OK):
        done = subprocess.run([BATON, "eval", *map(str, arguments)], env=self.place.environment(), cwd=self.project,
                              capture_output=True, text=True, timeout=seconds(60))
        self.assertEqual(code, done.returncode, f"{arguments}: {done.stdout}{done.stderr}")
        return done.stdout if code == OK else done.stderr

    def figures(self, *arguments):
        return json.loads(self.baton(*arguments, "--json"))

    def test_a_directory_of_projects(self):
        result = self.figures(QUALITY, "--budget", 500, "--budget", 1000, "--generator", "baton", "--generator", "seed5")
        rows = [(row["generator"], row["budget"], row["projects"], row["boundaries"]) for row in result["means"]]
        self.assertEqual([("baton", 500, 1, 2), ("baton", 1000, 1, 2), ("seed5", 500, 1, 2), ("seed5", 1000, 1, 2)], rows)
        self.assertEqual(8, len(result["boundaries"]))
        with self.daemon.client() as client:
            schemas = Schemas(client.call("rpc.discover"))
        self.assertEqual([], schemas.check_result("evaluation.report", result))
        baton, seed5 = result["means"][0]["figures"], result["means"][2]["figures"]
        self.assertGreater(baton["state"], seed5["state"])
        self.assertLessEqual(baton["tokens"], 500)
        self.assertNotIn("line_faithfulness", seed5, "it cites nothing")

    def test_what_is_written_is_measured_alike(self):
        made = self.place.root / "made"
        before = self.figures(QUALITY / "garden", "--budget", 500, "--write", made)["means"][0]["figures"]
        self.assertEqual(["1.500.json", "1.500.md", "2.500.json", "2.500.md"], sorted(os.listdir(made / "garden")))
        after = self.figures(QUALITY / "garden", "--budget", 500, "--handoffs", made)["means"][0]["figures"]
        before.pop("milliseconds")
        self.assertEqual(before, after)
        (made / "garden" / "2.500.md").write_text("Nothing was done.\n")
        worse = self.figures(QUALITY / "garden", "--budget", 500, "--handoffs", made)["means"][0]["figures"]
        self.assertLess(worse["recall"], after["recall"])

    def test_a_table_for_people(self):
        text = self.baton(QUALITY, "--budget", 500)
        self.assertIn("GENERATOR  BUDGET", text)
        self.assertIn("2 sessions of 1 project measured.", text)

    def test_a_recorded_project_notes_the_measure_with_its_version(self):
        for seed, request in enumerate(["Write plan_watering in src/schedule.py", "Extend plan_watering in src/schedule.py"], 1):
            log = ClaudeLog(self.place.home / "logs", self.project, seed)
            log.user(request)
            log.assistant("It is done.")
            log.write()
            self.daemon.scan(log.path)
            self.until(lambda: self.daemon.call("daemon.status")["handoffs"] == seed, "the handoff")
        result = self.figures("--budget", 2000)
        self.assertEqual(1, result["version"])
        [(preservation, measures)] = self.query("SELECT preservation, measures FROM handoffs WHERE version = 1")
        self.assertAlmostEqual(result["boundaries"][0]["figures"]["headline"], preservation)
        self.assertEqual(2000, json.loads(measures)["budget"])

    def test_what_is_wrong_is_told(self):
        broken = self.place.directory("broken")
        (broken / "000.json").write_text('{"turns": [{"role": "robot"}]}')
        self.assertIn("000.json, turns[0]: role is 'robot'", self.baton(broken, code=REFUSED))
        self.assertIn("holds no converted sessions", self.baton(self.project, code=REFUSED))
        self.assertIn("there is no 'magic'", self.baton(QUALITY, "--generator", "magic", code=REFUSED))
        self.assertIn("there is no handoff to measure", self.baton(QUALITY, "--handoffs", self.project, code=REFUSED))
        self.assert_alive(self.daemon)

    def test_the_daemon_ends_at_once_while_it_measures(self):
        with self.daemon.client() as client:
            client.call("evaluation.run", {"path": str(QUALITY)})
        self.daemon.stop()
        self.assert_sound(self.daemon)


if __name__ == "__main__":
    unittest.main()
