/* Where one is in the log, what has been read, and what comes meanwhile. */
{
  const CROWD = 3; // messages in a second, beyond which only their number is read out
  const [jump, arrived] = ["jump", "arrived"].map(byId);
  const isLive = messages.hasAttribute("hx-sse:connect"); // else it shows the past

  // The log grows upwards from 0, its newest end. Away from there a button leads back and counts.
  const atEnd = () => log.scrollTop > -60;
  const toEnd = () => (log.scrollTop = 0);
  const badge = jump.querySelector(".n");
  let missed = 0;
  const showJump = () => {
    if (!isLive) return;
    if (atEnd()) missed = 0;
    jump.hidden = atEnd();
    badge.hidden = !missed;
    badge.textContent = missed > 99 ? "99+" : missed;
    if (atEnd()) markRead();
  };
  log.addEventListener("scroll", showJump, { passive: true });
  jump.addEventListener("click", (event) => {
    if (!isLive) return;
    event.preventDefault();
    toEnd();
    log.focus({ preventScroll: true });
  });

  // What is on the screen has been read. The server hears of it now and then, and when one leaves.
  const { number } = readForm.elements;
  let reported = number.value;
  let last = Number(number.value);
  const markRead = () => {
    if (!(last > Number(number.value))) return;
    number.value = last;
    htmx.trigger(readForm, "seen");
  };
  readForm.addEventListener("htmx:config:request", () => (reported = number.value));
  on("visibilitychange", () => {
    if (!document.hidden || reported === number.value) return;
    reported = number.value;
    navigator.sendBeacon(readForm.action, new FormData(readForm));
  });

  const newMessages = () => {
    const found = [];
    for (let one = messages.lastElementChild; one; one = one.previousElementSibling) {
      if (!one.matches(".msg")) continue;
      if (numberOf(one) <= last) break;
      found.push(one);
    }
    return found;
  };
  const receive = () => {
    const fresh = newMessages();
    if (!fresh.length) return;
    last = numberOf(fresh[0]);
    if (isMine(fresh[0])) {
      toEnd();
      number.value = reported = last; // who sends has read
    } else if (!atEnd()) {
      missed += fresh.filter((one) => !isMine(one) && !isBlocked(one.dataset.author)).length;
    }
    announce(fresh.length);
    showJump();
  };
  if (isLive) new MutationObserver(receive).observe(messages, { childList: true });

  // The log is read out as it grows; but not the past, and of a crowd only how many spoke.
  let [lately, unannounced, calm] = [0, 0];
  const silence = (then, wait) => {
    log.setAttribute("aria-live", "off");
    clearTimeout(calm);
    calm = setTimeout(() => (log.removeAttribute("aria-live"), then?.()), wait);
  };
  const announce = (count) => {
    lately += count;
    setTimeout(() => (lately -= count), 1000);
    if (lately <= CROWD) return;
    unannounced += count;
    silence(() => {
      arrived.textContent = arrived.dataset.many.replace("#", unannounced);
      unannounced = 0;
    }, 2000);
  };

  // Older and newer messages come in silently, and what one reads stays where it is.
  messages.addEventListener("htmx:before:swap", (event) => {
    const more = event.detail.ctx.sourceElement.closest(".more");
    if (!more) return;
    silence(null, 1000);
    const anchor = more.nextElementSibling ?? more.previousElementSibling;
    const top = anchor.getBoundingClientRect().top;
    const keep = () => (log.scrollTop += anchor.getBoundingClientRect().top - top);
    document.addEventListener("htmx:after:swap", keep, { once: true });
  });

  // A message of somebody one has blocked opens where it stands; without scripts, in its menu.
  messages.addEventListener("click", ({ target }) => {
    const message = target.closest(".msg-b")?.parentElement;
    if (message && isBlocked(message.dataset.author)) message.classList.add("open");
  });
}
