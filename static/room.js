/* Reading: where one is in the log, and what comes meanwhile. */
(() => {
  const find = (id) => document.getElementById(id);
  const [list, read, jump, arrived] = ["messages", "read", "jump", "arrived"].map(find);
  const log = list.parentElement;
  const isLive = list.hasAttribute("hx-sse:connect"); // else it shows the past
  const numberOf = (message) => Number(message?.id.slice(1)) || 0;
  const isMine = (message) => message.dataset.author === read.dataset.me;
  const isBlocked = (message) => read.dataset.blocked.split(" ").includes(message.dataset.author);

  // The log grows upwards from 0, its newest end. Away from there a button leads back and counts what came.
  const atEnd = () => log.scrollTop > -60;
  const badge = jump.querySelector(".n");
  let missed = 0;
  const toEnd = () => (log.scrollTop = 0);
  const showJump = () => {
    if (!isLive) return;
    if (atEnd()) missed = 0;
    jump.hidden = atEnd();
    badge.hidden = !missed;
    badge.textContent = missed > 99 ? "99+" : missed;
    if (atEnd()) tellRead();
  };
  log.addEventListener("scroll", showJump, { passive: true });
  jump.addEventListener("click", (event) => {
    if (!isLive) return;
    event.preventDefault();
    toEnd();
    log.focus({ preventScroll: true });
  });

  // What is on the screen has been read. It is told from time to time, and when the page is left.
  const number = read.elements.number;
  let told = number.value;
  let last = Number(number.value);
  const tellRead = () => {
    if (!(last > Number(number.value))) return;
    number.value = last;
    htmx.trigger(read, "seen");
  };
  read.addEventListener("htmx:config:request", () => (told = number.value));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden || told === number.value) return;
    told = number.value;
    navigator.sendBeacon(read.action, new FormData(read));
  });

  const came = () => {
    const fresh = [];
    for (let one = list.lastElementChild; one; one = one.previousElementSibling) {
      if (!one.matches(".msg")) continue;
      if (numberOf(one) <= last) break;
      fresh.push(one);
    }
    if (!fresh.length) return;
    last = numberOf(fresh[0]);
    if (isMine(fresh[0])) {
      toEnd();
      number.value = told = last; // who sends has read
    } else if (!atEnd()) missed += fresh.filter((one) => !isMine(one) && !isBlocked(one)).length;
    announce(fresh.length);
    showJump();
  };
  if (isLive) new MutationObserver(came).observe(list, { childList: true });

  // The log is read out as it grows; but not the past, and of a crowd only how many spoke.
  const CROWD = 3; // in a second
  let [lately, unsaid, calm] = [0, 0];
  const silence = (then, wait) => {
    log.setAttribute("aria-live", "off");
    clearTimeout(calm);
    calm = setTimeout(() => (log.removeAttribute("aria-live"), then?.()), wait);
  };
  const announce = (count) => {
    lately += count;
    setTimeout(() => (lately -= count), 1000);
    if (lately <= CROWD) return;
    unsaid += count;
    silence(() => {
      arrived.textContent = arrived.dataset.many.replace("#", unsaid);
      unsaid = 0;
    }, 2000);
  };

  // Older and newer messages come in silently, and what one reads stays where it is.
  list.addEventListener("htmx:before:swap", (event) => {
    const more = event.detail.ctx.sourceElement.closest(".more");
    if (!more) return;
    silence(null, 1000);
    const anchor = more.nextElementSibling ?? more.previousElementSibling;
    const top = anchor.getBoundingClientRect().top;
    const keep = () => (log.scrollTop += anchor.getBoundingClientRect().top - top);
    document.addEventListener("htmx:after:swap", keep, { once: true });
  });

  // What somebody said whom one has blocked opens where it stands; without this, in its menu.
  list.addEventListener("click", ({ target }) => {
    const message = target.closest(".msg-b")?.parentElement;
    if (message && isBlocked(message)) message.classList.add("open");
  });
})();

/* A picture opens large over the page; the arrows lead to those beside it. */
(() => {
  const find = (id) => document.getElementById(id);
  const [list, viewer] = ["messages", "viewer"].map(find);
  const [image, before, after] = ["img", ".before", ".after"].map((part) => viewer.querySelector(part));
  let shown; // the address of a picture, since a changed message replaces its links
  const pictures = () => [...list.querySelectorAll("a.pic")].filter((link) => link.offsetParent);
  const beside = (step) => {
    const links = pictures();
    return links[links.findIndex((link) => link.href === shown) + step];
  };
  const show = (link) => {
    if (!link) return;
    shown = link.href;
    const small = link.querySelector("img");
    for (const name of ["width", "height"]) image.setAttribute(name, small.getAttribute(name));
    [image.src, image.alt] = [link.href, small.alt];
    [before.disabled, after.disabled] = [!beside(-1), !beside(1)];
    if (!viewer.open) viewer.showModal();
  };
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a.pic");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link);
  });
  before.addEventListener("click", () => show(beside(-1)));
  after.addEventListener("click", () => show(beside(1)));
  // On the document: a button that ends the row is disabled and so loses the focus, and the keys with it.
  document.addEventListener("keydown", ({ key }) => {
    if (!viewer.open) return;
    if (key === "ArrowLeft") show(beside(-1));
    if (key === "ArrowRight") show(beside(1));
  });
  let start;
  viewer.addEventListener("touchstart", (event) => (start = event.touches.length === 1 ? event.touches[0].clientX : null), { passive: true });
  viewer.addEventListener("touchend", (event) => {
    const moved = start === null ? 0 : event.changedTouches[0].clientX - start;
    if (Math.abs(moved) > 60) show(beside(moved > 0 ? -1 : 1));
  });
  viewer.addEventListener("close", () => image.removeAttribute("src"));
})();

/* Who is here and who is writing: told by the stream, never stored, and not read out. */
(() => {
  const find = (id) => document.getElementById(id);
  const [list, read, people, line, text] = ["messages", "read", "people", "typing", "text"].map(find);

  list.addEventListener("present", ({ detail }) => {
    const present = detail.data.split(" ").filter(Boolean);
    for (const one of people.querySelectorAll("[data-person]")) {
      const isHere = present.includes(one.dataset.person) || one.dataset.person === read.dataset.me;
      one.classList.toggle("here", isHere);
      one.querySelector(".vh").hidden = !isHere;
    }
    const count = present.length + !present.includes(read.dataset.me);
    for (const place of document.querySelectorAll("[data-here]")) place.textContent = count;
  });

  const LASTS = 5000; // ms after which somebody has stopped,
  const AGAIN = 3000; // and after which whoever still writes says so again
  const writers = new Map(); // who: [their name, timer]
  const show = () => {
    line.hidden = !writers.size;
    const [[name] = [""]] = writers.values();
    line.lastElementChild.textContent = writers.size > 1 ? line.dataset.many : line.dataset.one.replace("#", () => name);
  };
  const stop = (who) => {
    clearTimeout(writers.get(who)?.[1]);
    if (writers.delete(who)) show();
  };
  list.addEventListener("typing", ({ detail }) => {
    const [, who, name] = detail.data.match(/(\S+) (.+)/);
    if (who === read.dataset.me || read.dataset.blocked.split(" ").includes(who)) return;
    clearTimeout(writers.get(who)?.[1]);
    writers.set(who, [name, setTimeout(stop, LASTS, who)]);
    show();
  });
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const { dataset } of addedNodes) stop(dataset?.author);
  }).observe(list, { childList: true });

  let said = 0;
  text?.addEventListener("input", () => {
    if (!text.value.trim() || Date.now() - said < AGAIN) return;
    said = Date.now();
    fetch(line.dataset.url, { method: "POST", body: new FormData(read) }).catch(() => {});
  });
})();
