"""Server-sent events as most Flask applications have them: a queue for each stream, all in one process's memory."""

from collections import defaultdict

from eventlet.queue import Empty, LightQueue
from flask import Flask, Response, request

HEARTBEAT_SECONDS = 30

app = Flask(__name__)
queues_by_topic = defaultdict(set)


@app.get("/sse")
def stream():
    topic = request.args.get("topic", "broadcast")
    queue = LightQueue()
    queues_by_topic[topic].add(queue)

    def frames():
        try:
            yield "event: connected\ndata: {}\n\n"
            while True:
                try:
                    yield queue.get(timeout=HEARTBEAT_SECONDS)
                except Empty:
                    yield ": heartbeat\n\n"
        finally:
            queues_by_topic[topic].discard(queue)

    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    return Response(frames(), mimetype="text/event-stream", headers=headers)


@app.post("/publish")
def publish():
    frame = "data: " + request.get_data(as_text=True) + "\n\n"
    for queue in list(queues_by_topic[request.args["topic"]]):
        queue.put(frame)
    return {"success": True}
