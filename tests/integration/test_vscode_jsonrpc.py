"""The JSON-RPC client that editors use, the real one from npm."""
import os
import pathlib
import shutil
import subprocess
import unittest

from harness import PATIENCE, ROOT, BatonTest, ClaudeLog

FOLDER = pathlib.Path(__file__).parent / "node"
MODULES = os.environ.get("BATON_NODE_MODULES") or FOLDER / "node_modules"


def node(script, *arguments):
    """Runs a script with the packages in reach. Returns its exit code and what it said."""
    environment = os.environ | {"BATON_NODE_MODULES": str(MODULES)}
    done = subprocess.run(["node", FOLDER / script, *map(str, arguments)], env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=2 * PATIENCE)
    return done.returncode, done.stdout


@unittest.skipUnless(shutil.which("node") and pathlib.Path(MODULES).is_dir(),
                     "node and the packages of node/package-lock.json are not installed")
class VscodeJsonrpc(BatonTest):
    def test_it_gets_on_with_the_daemon(self):
        log = ClaudeLog(self.place.directory("logs"), self.place.directory("proj"))
        log.exchange(3)
        log.assistant("long " * (1 << 20))
        log.write()
        daemon = self.start_daemon()
        code, said = node("client.mjs", daemon.socket, log.path, log.cwd)
        print(said)
        self.assertEqual(0, code, said)
        self.until(lambda: daemon.call("daemon.status")["connections"] == 1, "its connections to end")

    def test_the_openrpc_document_is_valid(self):
        daemon = self.start_daemon()
        document = self.place.root / "openrpc.json"
        with daemon.client() as client:
            client.request("rpc.discover")
            document.write_bytes(client.receive_bytes().partition(b'"result":')[2].rstrip()[:-1])
        for path in (document, ROOT / "protocol/generated/openrpc.json"):
            code, said = node("openrpc_valid.mjs", path)
            self.assertEqual(0, code, f"{path}: {said}")


if __name__ == "__main__":
    unittest.main()
