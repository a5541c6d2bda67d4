// Talks to the daemon as a VS Code extension does: vscode-jsonrpc over the socket, framed by Content-Length.
// Usage: node client.mjs SOCKET LOG DIRECTORY; the packages are found below BATON_NODE_MODULES.
// LOG is a Claude Code log of one session with a turn of several megabytes; DIRECTORY is its project's.
// Prints one line for each behaviour and ends with 1 when one of them fails.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { join } from "node:path";

const require = createRequire(join(process.env.BATON_NODE_MODULES, "package.json"));
const rpc = require("vscode-jsonrpc/node");
const [socketPath, log, directory] = process.argv.slice(2);

async function open() {
  const socket = connect(socketPath);
  await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  const connection = rpc.createMessageConnection(
    new rpc.StreamMessageReader(socket),
    new rpc.StreamMessageWriter(socket),
  );
  const closed = new Promise((resolve) => connection.onClose(resolve));
  connection.onError(([error]) => assert.fail(`broken connection: ${error}`));
  connection.listen();
  return { connection, socket, closed };
}

/** The next notification of a method that `accept` likes. */
function notification(connection, method, accept = () => true) {
  return new Promise((resolve) => {
    const listening = connection.onNotification(method, (params) => {
      if (!accept(params)) return;
      listening.dispose();
      resolve(params);
    });
  });
}

async function failure(promise) {
  return promise.then(
    () => assert.fail("no error came"),
    (error) => error,
  );
}

const behaviours = {
  async "200 requests in flight are each answered with their own result"({ connection }) {
    const methods = ["daemon.status", "project.list", "rpc.discover", "session.list"];
    const members = ["pid", "projects", "openrpc", "sessions"];
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => connection.sendRequest(methods[i % 4], {})),
    );
    answers.forEach((answer, i) => assert.ok(members[i % 4] in answer, `request ${i}`));
  },

  async "a method without parameters needs none"({ connection }) {
    assert.ok((await connection.sendRequest("daemon.status")).pid > 0);
  },

  async "notifications arrive after a subscription"({ connection }) {
    await connection.sendRequest("event.subscribe", { topics: ["capture", "turns", "handoff"] });
    const turns = notification(connection, "event.turns");
    const handoff = notification(connection, "event.handoff");
    const read = notification(connection, "event.capture", (params) => params.pending_files === 0);
    const scan = await connection.sendRequest("capture.scan", { path: log });
    assert.equal(scan.files, 1);
    assert.equal((await read).scan_files_read, 1);
    assert.ok((await turns).turns > 0);
    assert.equal((await handoff).version, 1);
  },

  async "a result of five megabytes arrives whole"({ connection }) {
    const { sessions } = await connection.sendRequest("session.list", { project: directory });
    const { turns } = await connection.sendRequest("turn.list", { session_id: sessions[0].id });
    const large = turns.find((turn) => turn.text.length > 1_000_000);
    assert.equal(large.text.length, 5 * 1024 * 1024);
    const whole = await connection.sendRequest("turn.get", { session_id: sessions[0].id, ordinal: large.ordinal });
    assert.equal(whole.text, large.text);
  },

  async "a request of five megabytes is taken"({ connection }) {
    const error = await failure(connection.sendRequest("project.get", { project: "x".repeat(5 << 20) }));
    assert.equal(error.code, -32001);
  },

  async "errors arrive as error objects"({ connection }) {
    const unknown = await failure(connection.sendRequest("daemon.statsu", {}));
    assert.equal(unknown.code, rpc.ErrorCodes.MethodNotFound);
    assert.match(unknown.message, /daemon\.status/);
    const wrong = await failure(connection.sendRequest("turn.list", { session_id: "one" }));
    assert.equal(wrong.code, rpc.ErrorCodes.InvalidParams);
    assert.match(wrong.message, /params\.session_id/);
  },

  async "a cancelled request does no harm"({ connection }) {
    const source = new rpc.CancellationTokenSource();
    const request = connection.sendRequest("daemon.doctor", {}, source.token);
    source.cancel();
    await request.catch((error) => assert.ok(error instanceof rpc.ResponseError));
    assert.ok((await connection.sendRequest("daemon.status", {})).pid > 0);
  },

  async "a notification from the client is not answered"({ connection }) {
    await connection.sendNotification("daemon.status", {});
    await connection.sendNotification("there.is.none", { a: 1 });
    assert.ok((await connection.sendRequest("daemon.status", {})).pid > 0);
  },

  async "characters of all planes come back as they were sent"({ connection }) {
    const text = "naïve 日本語 🦀 \u2028 \"quoted\" \\ \t";
    const error = await failure(connection.sendRequest("project.get", { project: text }));
    assert.ok(error.message.includes("🦀") && error.message.includes("日本語"), error.message);
  },

  async "a client may leave with requests in flight"() {
    const other = await open();
    for (let i = 0; i < 200; ++i) other.connection.sendRequest("rpc.discover", {}).catch(() => {});
    await other.connection.sendRequest("daemon.status", {}); // by now all have been written
    other.socket.destroy();
    await other.closed;
  },
};

const shared = await open();
let failed = 0;
for (const [name, behaviour] of Object.entries(behaviours)) {
  try {
    await behaviour(shared);
    console.log(`ok ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}\n${error.stack}`);
  }
}
shared.connection.end();
process.exit(failed === 0 ? 0 : 1);
