/* .live-state says when the stream has been away for two seconds, is slow, or is over. */
{
  const AWAY_AFTER = 2000; // ms
  const lines = document.getElementsByClassName("live-state");
  const sentences = [...document.querySelectorAll(".live-sentences")].map(unpack);
  let awayTimer;
  let wasOpen = false;

  const sentenceOf = (state) =>
    state && sentences.map((all) => all.querySelector(`.${state}`)).find(Boolean);
  const show = (state) => {
    awayTimer = clearTimeout(awayTimer);
    for (const line of lines) {
      if (line.dataset.state === state) continue; // what was said is not said again
      line.dataset.state = state;
      line.textContent = "";
      const sentence = sentenceOf(state);
      if (sentence) line.append(sentence.cloneNode(true));
    }
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
    show(/^[a-z-]+$/.test(reason) && sentenceOf(reason) ? reason : "over");
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
