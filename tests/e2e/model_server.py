"""A scripted model on loopback: what an agent asks is answered from a list, in the API that the agent speaks.

Anthropic Messages (https://docs.anthropic.com/en/api/messages-streaming) and OpenAI Responses
(https://platform.openai.com/docs/api-reference/responses-streaming), as server-sent events.
"""
import http.server
import itertools
import json
import threading


class Say:
    """The model's last word in a turn."""

    def __init__(self, text):
        self.text = text


class Run:
    """The model asks for a shell command."""

    def __init__(self, command):
        self.command = command


class ModelServer:
    """Serves on a free port. Requests without tools (titles and the like) are answered aside of the script."""

    def __init__(self, *script):
        self.script = list(script)
        self.lock = threading.Lock()
        self.gates = {}
        self.requests = []
        self.numbers = itertools.count(1)
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                outer.answer(self)

            do_GET = do_HEAD = do_POST

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        # Agents leave connections as they please.
        self.server.handle_error = lambda *_: None
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self):
        for gate in self.gates.values():
            gate.set()
        self.server.shutdown()
        self.server.server_close()

    def hold(self, step):
        """The step with that index, from 0, is not answered before the event that is returned is set."""
        return self.gates.setdefault(step, threading.Event())

    def answer(self, handler):
        length = int(handler.headers.get("content-length") or 0)
        body = json.loads(handler.rfile.read(length) or b"{}") if length else {}
        path = handler.path.split("?")[0]
        write = {"/v1/messages": anthropic, "/v1/responses": responses}.get(path)
        if not write:
            data = json.dumps({"input_tokens": 10, "data": []}).encode()
            handler.send_response(200)
            handler.send_header("content-type", "application/json")
            handler.send_header("content-length", str(len(data)))
            handler.end_headers()
            handler.wfile.write(data)
            return
        step = self.next_step(body)
        handler.send_response(200)
        handler.send_header("content-type", "text/event-stream")
        handler.send_header("connection", "close")
        handler.end_headers()
        for event in write(step, next(self.numbers), body):
            handler.wfile.write(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode())
        handler.close_connection = True

    def next_step(self, body):
        if not body.get("tools"):
            return Say("An aside")
        with self.lock:
            self.requests.append(body)
            index = len(self.requests) - 1
        gate = self.gates.get(index)
        if gate:
            gate.wait(120)
        return self.script[index] if index < len(self.script) else Say("There is nothing more in the script.")


def shell_tool(tools):
    """The name of the request's tool that runs commands, and the shape of its input."""
    for tool in tools:
        if tool.get("name") in ("Bash",):
            return tool["name"], lambda command: {"command": command, "description": "run it"}
        if tool.get("name") in ("shell", "local_shell"):
            return tool["name"], lambda command: {"command": ["bash", "-lc", command]}
        if tool.get("name") in ("exec_command",):
            return tool["name"], lambda command: {"cmd": command}
        if tool.get("name") in ("shell_command",):
            return tool["name"], lambda command: {"command": command}
    raise ValueError("no shell among " + ", ".join(str(tool.get("name")) for tool in tools))


def anthropic(step, number, body):
    usage = {"input_tokens": 1000, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0, "output_tokens": 20}
    is_call = isinstance(step, Run)
    yield {"type": "message_start", "message": {
        "id": f"msg_{number}", "type": "message", "role": "assistant", "model": body["model"], "content": [],
        "stop_reason": None, "stop_sequence": None, "usage": usage | {"output_tokens": 1}}}
    if is_call:
        name, make_input = shell_tool(body["tools"])
        block = {"type": "tool_use", "id": f"toolu_{number}", "name": name, "input": {}}
        delta = {"type": "input_json_delta", "partial_json": json.dumps(make_input(step.command))}
    else:
        block = {"type": "text", "text": ""}
        delta = {"type": "text_delta", "text": step.text}
    yield {"type": "content_block_start", "index": 0, "content_block": block}
    yield {"type": "content_block_delta", "index": 0, "delta": delta}
    yield {"type": "content_block_stop", "index": 0}
    reason = "tool_use" if is_call else "end_turn"
    yield {"type": "message_delta", "delta": {"stop_reason": reason, "stop_sequence": None}, "usage": {"output_tokens": 20}}
    yield {"type": "message_stop"}


def responses(step, number, body):
    usage = {"input_tokens": 1000, "input_tokens_details": {"cached_tokens": 0}, "output_tokens": 20,
             "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 1020}
    if isinstance(step, Run):
        name, make_input = shell_tool(body["tools"])
        item = {"type": "function_call", "id": f"fc_{number}", "call_id": f"call_{number}", "name": name,
                "arguments": json.dumps(make_input(step.command)), "status": "completed"}
    else:
        item = {"type": "message", "id": f"msg_{number}", "role": "assistant", "status": "completed",
                "content": [{"type": "output_text", "text": step.text, "annotations": []}]}
    response = {"id": f"resp_{number}", "object": "response", "created_at": 0, "model": body["model"], "output": []}
    yield {"type": "response.created", "response": response | {"status": "in_progress"}}
    yield {"type": "response.output_item.added", "output_index": 0, "item": item}
    yield {"type": "response.output_item.done", "output_index": 0, "item": item}
    yield {"type": "response.completed", "response": response | {"status": "completed", "output": [item], "usage": usage}}
