"""The line framing with the tools that people have at hand."""
import json
import shutil
import subprocess
import unittest

from harness import PATIENCE, BatonTest

REQUEST = '{"jsonrpc":"2.0","id":1,"method":"daemon.status"}'


@unittest.skipUnless(shutil.which("socat") and shutil.which("jq"), "socat and jq are not installed")
class SocatAndJq(BatonTest):
    def setUp(self):
        self.daemon = self.start_daemon()

    def shell(self, command):
        environment = self.place.environment(SOCKET=self.daemon.socket, REQUEST=REQUEST)
        done = subprocess.run(["sh", "-c", command], env=environment, capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(0, done.returncode, done.stderr)
        return done.stdout

    def test_one_request_through_a_pipe(self):
        pid = self.shell('echo "$REQUEST" | socat - UNIX-CONNECT:"$SOCKET" | jq .result.pid')
        self.assertEqual(self.daemon.pid, int(pid))

    def test_a_last_request_without_line_end_is_answered(self):
        answer = json.loads(self.shell('printf %s "$REQUEST" | socat - UNIX-CONNECT:"$SOCKET"'))
        self.assertEqual((1, self.daemon.pid), (answer["id"], answer["result"]["pid"]))

    def test_many_requests_are_all_answered_after_the_pipe_is_closed(self):
        output = self.shell(
            'for i in $(seq 200); do jq -nc --argjson i "$i" \'{jsonrpc: "2.0", id: $i, method: "rpc.discover"}\'; done'
            ' | socat -t 30 - UNIX-CONNECT:"$SOCKET" | jq -r "select(.result.openrpc) | .id"')
        self.assertEqual(list(range(1, 201)), sorted(map(int, output.split())))


if __name__ == "__main__":
    unittest.main()
