/* The numbers in the frame are asked for anew when something has changed: soon, and then once a
   second at most, however much happens. In the background there is no stream to tell of it. */
{
  const CHANGES = [
    ...["notifications-changed", "unread-changed", "todo-changed"],
    ...["applications-changed", "cases-changed", "stream-again"],
  ];
  const SOON = 100; // ms, in which what comes together is one
  const AT_MOST_EVERY = 1000; // ms
  let asked = -AT_MOST_EVERY;
  let waiting = false;
  const ask = () => {
    [waiting, asked] = [false, performance.now()];
    htmx.trigger(document.body, "badges-stale");
  };
  const wait = () => {
    if (waiting) return;
    waiting = true;
    setTimeout(ask, Math.max(SOON, asked + AT_MOST_EVERY - performance.now()));
  };
  for (const type of CHANGES) on(type, wait);
}
