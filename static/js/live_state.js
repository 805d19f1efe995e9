/* .live-state says when the stream has been away for two seconds, is slow, or is over. */
{
  const AWAY_AFTER = 2000; // ms
  const lines = document.getElementsByClassName("live-state");
  let awayTimer;
  let wasOpen = false;

  const show = (state) => {
    awayTimer = clearTimeout(awayTimer);
    for (const line of lines) line.dataset.state = state;
  };
  const lost = () => (awayTimer ??= setTimeout(show, AWAY_AFTER, "away"));
  const failed = (event, status) => {
    const isOver = [401, 403, 404, 410].includes(status);
    if (!isOver) return lost();
    streamOf(event).dataset.over = status;
    show("over");
  };

  on("htmx:sse:before:connection", (event) => {
    if (streamOf(event)?.dataset.over) event.preventDefault();
    else if (event.detail.connection.attempt) lost();
  });
  on("htmx:sse:after:connection", () => show(""));
  on("htmx:sse:error", (event) => failed(event, event.detail.status));
  on("htmx:response:error", (event) => {
    if (streamOf(event)) failed(event, event.detail.ctx.response.status);
  });
  on("htmx:error", (event) => streamOf(event) && lost());
  on("htmx:config:request", (event) => {
    if (streamOf(event)?.dataset.over) event.preventDefault();
  });

  on("stream-end", (event) => {
    const reason = (event.target.dataset.over = event.detail.data);
    const hasLine = [...lines].some((line) => line.getElementsByClassName(reason).length);
    show(hasLine ? reason : "over");
  });
  on("stream-slow", () => show("slow"));
  // Too much was missed to be replayed. Drafts are kept.
  on("stream-reset", () => location.reload());
  // stream-again: the stream is back, and what it said meanwhile is to be read anew.
  on("stream-open", (event) => {
    show("");
    if (wasOpen) event.target.dispatchEvent(new Event("stream-again", { bubbles: true }));
    wasOpen = true;
  });
}
