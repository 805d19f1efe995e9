/* Messages that come while the tab is in the background are counted for its title. */
{
  const known = new Set([...messages.querySelectorAll(".msg")].map(({ id }) => id));
  let missed = 0;

  const tell = () => document.dispatchEvent(new CustomEvent("missed", { detail: missed }));
  const isNew = (one) => {
    if (!one.matches?.(".msg") || known.has(one.id)) return false;
    known.add(one.id);
    return !isMine(one) && !isBlocked(one.dataset.author);
  };
  new MutationObserver((changes) => {
    const fresh = changes.flatMap(({ addedNodes }) => [...addedNodes].filter(isNew));
    if (!document.hidden || !fresh.length) return;
    missed += fresh.length;
    tell();
  }).observe(messages, { childList: true });
  on("visibilitychange", () => {
    if (document.hidden || !missed) return;
    missed = 0;
    tell();
  });
}
