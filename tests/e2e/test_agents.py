"""Real agents' command lines, run against a scripted model on loopback: Baton shows their turns as they are written."""
import os
import pathlib
import subprocess
import time
import unittest

from harness import BatonTest, seconds
from model_server import ModelServer, Run, Say

AGENTS = pathlib.Path(os.environ["BATON_AGENTS"])
CLAUDE = AGENTS / "@anthropic-ai/claude-code-linux-x64/claude"
CODEX = AGENTS / "codex-linux-x64/vendor/x86_64-unknown-linux-musl/codex/codex"

REQUEST = "Please count the lines of notes.txt"
COMMAND = "wc -l notes.txt"
ANSWER = "There are three lines in it."

# From a line's being in the log to its being shown.
PROMPT = seconds(1)


class Agents(BatonTest):
    def setUp(self):
        self.project = self.place.directory("proj")
        (self.project / "notes.txt").write_text("one\ntwo\nthree\n")
        subprocess.run(["git", "init", "-q", self.project], check=True)
        self.model = ModelServer(Run(COMMAND), Say(ANSWER))
        self.addCleanup(self.model.close)
        self.daemon = self.start_daemon(watch=True)

    def environment(self, **more):
        return {"HOME": str(self.place.home), "PATH": "/usr/bin:/bin", "TERM": "xterm", "LANG": "C.UTF-8",
                "NO_PROXY": "127.0.0.1"} | more

    def claude(self, *arguments):
        environment = self.environment(
            ANTHROPIC_BASE_URL=self.model.url, ANTHROPIC_API_KEY="sk-ant-dummy-of-a-test-0000000000",
            CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC="1", DISABLE_AUTOUPDATER="1", DISABLE_TELEMETRY="1",
            DISABLE_ERROR_REPORTING="1")
        return self.start_agent([CLAUDE, "--model", "claude-sonnet-4-5", "--allowedTools", "Bash", *arguments], environment)

    def codex(self, *arguments):
        home = self.place.home / ".codex"
        home.mkdir(exist_ok=True)
        (home / "config.toml").write_text(
            'model = "gpt-5"\nmodel_provider = "test"\napproval_policy = "never"\nsandbox_mode = "danger-full-access"\n'
            "check_for_update_on_startup = false\n[analytics]\nenabled = false\n"
            f'[model_providers.test]\nname = "test"\nbase_url = "{self.model.url}/v1"\nwire_api = "responses"\n'
            'env_key = "TEST_API_KEY"\nrequest_max_retries = 1\nstream_max_retries = 1\n')
        return self.start_agent([CODEX, "exec", "--skip-git-repo-check", *arguments], self.environment(TEST_API_KEY="dummy"))

    def start_agent(self, command, environment):
        self.output = open(self.place.root / "agent.log", "wb")
        self.addCleanup(self.output.close)
        agent = subprocess.Popen(command, cwd=self.project, env=environment, stdin=subprocess.DEVNULL,
                                 stdout=self.output, stderr=subprocess.STDOUT)
        self.addCleanup(agent.kill)
        return agent

    def shown(self):
        """The session's turns as a client gets them: (role, kind, text), without what no person typed."""
        sessions = self.daemon.call("session.list")["sessions"]
        if not sessions:
            return []
        turns = self.daemon.call("turn.list", {"session_id": sessions[0]["id"], "limit": 100})["turns"]
        return [(turn["role"], turn["kind"], turn["text"]) for turn in turns if not turn.get("injected")]

    def until_shown(self, role, kind, text, timeout):
        self.until(lambda: any(turn[:2] == (role, kind) and text in turn[2] for turn in self.shown()),
                   f"{role} {kind} with {text!r} to be shown; the agent said: {self.said()}", timeout)

    def said(self):
        return (self.place.root / "agent.log").read_text(errors="replace")[-2000:]

    def logs(self):
        """The agent's logs. It makes and removes directories (locks) meanwhile; os.walk passes over one that is gone."""
        return [pathlib.Path(directory, name) for directory, _, names in os.walk(self.place.home)
                for name in names if name.endswith(".jsonl") and "history" not in name]

    def written(self, text):
        """Waits until a log has the text. Returns when it was seen there."""
        self.until(lambda: any(text in path.read_text(errors="replace") for path in self.logs()),
                   f"{text!r} to be in a log; the agent said: {self.said()}", seconds(60))
        return time.monotonic()

    def follow(self, run):
        """One session from its request to its end, each turn shown within a second of being in the log."""
        gate = self.model.hold(1)
        agent = run(REQUEST)
        self.written(COMMAND)
        self.until_shown("user", "text", REQUEST, PROMPT)
        self.until_shown("assistant", "tool_call", COMMAND, PROMPT)
        self.written("3 notes.txt")
        self.until_shown("tool", "tool_result", "3 notes.txt", PROMPT)
        gate.set()
        self.assertEqual(0, agent.wait(seconds(60)), self.said())
        self.written(ANSWER)
        self.until_shown("assistant", "text", ANSWER, PROMPT)
        typed = [text for role, kind, text in self.shown() if (role, kind) == ("user", "text")]
        self.assertEqual([REQUEST], typed)

    def session(self):
        return self.daemon.call("session.list")["sessions"][0]

    def test_claude_code_is_followed_as_it_works(self):
        self.follow(lambda request: self.claude("-p", request))
        session = self.session()
        self.assertEqual(("claude-code", str(self.project)), (session["agent"], session["working_directory"]))
        self.assertLess(0, session["input_tokens"])

    def test_claude_code_goes_on_with_a_session(self):
        self.model.script += [Say("Yes, still three.")]
        self.assertEqual(0, self.claude("-p", REQUEST).wait(seconds(60)), self.said())
        self.until_shown("assistant", "text", ANSWER, seconds(10))
        self.assertEqual(0, self.claude("--continue", "-p", "Are you sure?").wait(seconds(60)), self.said())
        self.until_shown("assistant", "text", "Yes, still three.", seconds(10))
        self.assertEqual(1, len(self.daemon.call("session.list")["sessions"]))
        typed = [text for role, kind, text in self.shown() if (role, kind) == ("user", "text")]
        self.assertEqual([REQUEST, "Are you sure?"], typed)

    def test_codex_is_followed_as_it_works(self):
        self.follow(self.codex)
        session = self.session()
        self.assertEqual(("codex", str(self.project)), (session["agent"], session["working_directory"]))

    def test_the_handoff_of_a_real_session_says_what_was_asked_and_done(self):
        self.assertEqual(0, self.claude("-p", REQUEST).wait(seconds(60)), self.said())
        self.until_shown("assistant", "text", ANSWER, seconds(10))
        handoff = self.daemon.call("handoff.get", {"project": str(self.project)})["text"]
        self.assertIn(REQUEST, handoff)
        self.assertIn(ANSWER, handoff)


if __name__ == "__main__":
    unittest.main()
