/* Who is writing: told by the stream, never stored, and not read out. */
{
  const SHOWN_FOR = 5000; // ms after which somebody has stopped,
  const SENT_EVERY = 3000; // and after which whoever still writes says so again
  const [line, field] = ["typing", "text"].map(byId);
  const writers = new Map(); // by username: [name, timer]

  const show = () => {
    line.hidden = !writers.size;
    const [[name] = [""]] = writers.values();
    const { one, many } = line.dataset;
    line.lastElementChild.textContent = writers.size > 1 ? many : one.replace("#", () => name);
  };
  const stop = (username) => {
    clearTimeout(writers.get(username)?.[1]);
    if (writers.delete(username)) show();
  };
  messages.addEventListener("typing", ({ detail }) => {
    const [, username, name] = detail.data.match(/(\S+) (.+)/);
    if (username === readForm.dataset.me || isBlocked(username)) return;
    clearTimeout(writers.get(username)?.[1]);
    writers.set(username, [name, setTimeout(stop, SHOWN_FOR, username)]);
    show();
  });
  // A message has arrived: its author has stopped.
  new MutationObserver((changes) => {
    const arrived = changes.flatMap(({ addedNodes }) => [...addedNodes]);
    for (const { dataset } of arrived) stop(dataset?.author);
  }).observe(messages, { childList: true });

  let sentAt = 0;
  field?.addEventListener("input", () => {
    if (!field.value.trim() || Date.now() - sentAt < SENT_EVERY) return;
    sentAt = Date.now();
    fetch(line.dataset.url, { method: "POST", body: new FormData(readForm) }).catch(() => {});
  });
}
