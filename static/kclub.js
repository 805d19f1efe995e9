/* The few things HTML, CSS and htmx leave to do. Each part serves one attribute; nothing needs it. */
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const on = (type, handle) => document.addEventListener(type, handle);
  const flash = $("#flash");

  // Links to a dialog open it; a link inside closes it.
  on("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const hash = link?.getAttribute("href");
    const dialog = hash?.length > 1 && hash[0] === "#" && document.getElementById(hash.slice(1));
    if (dialog?.showModal) {
      event.preventDefault();
      dialog.showModal();
    } else if (hash?.[0] === "#" && link.closest("dialog[open]")) {
      event.preventDefault();
      link.closest("dialog").close();
    }
  });

  // data-dismiss: this flash has been read.
  on("click", (event) => {
    const link = event.target.closest?.("[data-dismiss]");
    if (!link) return;
    event.preventDefault();
    link.closest(".flash").remove();
  });

  // data-copy="copied": the link's address goes to the clipboard, and it says so.
  on("click", async (event) => {
    const link = event.target.closest?.("[data-copy]");
    if (!link || !navigator.clipboard) return;
    event.preventDefault();
    await navigator.clipboard.writeText(link.href);
    link.lastChild.textContent = link.dataset.copy;
  });

  // What went wrong on the way is said on top of the page: no network, or our fault.
  const say = (sentence) => {
    const note = document.createElement("div");
    note.className = "flash bad";
    note.setAttribute("role", "alert");
    note.append(Object.assign(document.createElement("span"), { className: "grow", textContent: sentence }));
    const close = Object.assign(document.createElement("button"), { className: "btn btn-0 btn-i", textContent: "×" });
    close.dataset.dismiss = "";
    close.setAttribute("aria-label", flash.dataset.close);
    note.append(close);
    flash.replaceChildren(note);
  };
  const isStream = (event) => event.target.closest?.("[hx-sse\\:connect]");
  on("htmx:error", (event) => isStream(event) || say(flash.dataset.offline));
  on("htmx:response:error", (event) => {
    if (!isStream(event) && event.detail.ctx.response.status >= 500) say(flash.dataset.broken);
  });

  // Of tabs that are wider than the screen, the current one is in sight.
  for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
    const tabs = tab.closest(".tabs");
    tabs.scrollLeft = tab.offsetLeft - (tabs.clientWidth - tab.offsetWidth) / 2;
  }

  // A form that comes back with errors is read from its summary on.
  const toErrors = () => $("#errors")?.focus();
  on("htmx:after:swap", (event) => event.detail.ctx.response?.status === 422 && toErrors());
  toErrors();

  // A pressed button goes when its part is swapped; who pressed it goes on from there, not from the top.
  const places = new WeakMap();
  const remember = (ctx, pressed) => {
    const boxes = [];
    for (let box = pressed; box; box = box.parentElement) if (box.id) boxes.push(box);
    const alike = (box) => [...box.querySelectorAll(pressed.tagName)];
    const place = boxes.length ? alike(boxes[0]).indexOf(pressed) : -1;
    const again = (box) => (box?.id === boxes[0].id && alike(box)[place]) || box;
    places.set(ctx, () => boxes.map(({ id }) => again(document.getElementById(id))));
  };
  on("htmx:config:request", ({ detail: { ctx } }) => {
    if (ctx.sourceElement.contains(document.activeElement)) remember(ctx, document.activeElement);
  });
  on("htmx:before:swap", ({ detail: { ctx } }) => { // somebody else's news may take it away, too
    if (!places.has(ctx) && !document.activeElement.matches("body, main")) remember(ctx, document.activeElement);
  });
  const returnTo = (place) => {
    if (place.tabIndex < 0) place.tabIndex = -1;
    place.focus({ preventScroll: true });
    return document.activeElement === place;
  };
  on("htmx:finally:request", ({ detail: { ctx } }) => setTimeout(() => {
    if (document.activeElement.matches("body, main")) places.get(ctx)?.().some((place) => place && returnTo(place));
  }));

  // .live-state tells when the stream has been away for two seconds, is slow, and when it is over.
  const states = document.getElementsByClassName("live-state");
  let away, opened = false;
  const lost = () => (away ??= setTimeout(show, 2000, "away"));
  const show = (state) => {
    away = clearTimeout(away);
    for (const line of states) line.dataset.state = state;
  };
  on("htmx:sse:before:connection", (event) => {
    if (isStream(event)?.dataset.over) event.preventDefault();
    else if (event.detail.connection.attempt) lost();
  });
  on("htmx:sse:after:connection", () => show(""));
  on("htmx:sse:error", (event) => ended(event, event.detail.status));
  on("htmx:response:error", (event) => isStream(event) && ended(event, event.detail.ctx.response.status));
  on("htmx:error", (event) => isStream(event) && lost());
  const ended = (event, status) => {
    const over = [401, 403, 404, 410].includes(status);
    if (!over) return lost();
    isStream(event).dataset.over = status;
    show("over");
  };
  on("stream-end", (event) => {
    const reason = (event.target.dataset.over = event.detail.data);
    const told = [...states].some((line) => line.getElementsByClassName(reason).length);
    show(told ? reason : "over");
  });
  on("htmx:config:request", (event) => {
    if (isStream(event)?.dataset.over) event.preventDefault();
  });
  on("stream-slow", () => show("slow"));
  on("stream-reset", () => location.reload()); // too much was missed to be told; drafts are kept
  // stream-again: the stream is back, and what it said meanwhile is to be read anew.
  on("stream-open", (event) => {
    show("");
    if (opened) event.target.dispatchEvent(new Event("stream-again", { bubbles: true }));
    opened = true;
  });

  // data-enter-sends: Enter sends, Shift+Enter breaks the line; never in the middle of a syllable.
  const keys = matchMedia("(hover: hover) and (pointer: fine)"); // a phone's Enter breaks the line
  on("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    if (!keys.matches || !event.target.matches("[data-enter-sends]")) return;
    event.preventDefault();
    const { value, form } = event.target;
    if (value.trim() || form.matches("[data-filled]")) form.requestSubmit();
  });

  // data-draft="key": what was being written outlives the page, until it is sent.
  const drafts = () => document.querySelectorAll("[data-draft]");
  const restore = () => {
    for (const field of drafts()) field.value ||= sessionStorage.getItem(field.dataset.draft) ?? "";
  };
  const forget = (form) => {
    for (const field of form.querySelectorAll("[data-draft]")) sessionStorage.removeItem(field.dataset.draft);
  };
  on("input", ({ target }) => {
    if (target.matches("[data-draft]")) sessionStorage.setItem(target.dataset.draft, target.value);
  });
  on("submit", (event) => event.target.matches("[hx-post]") || forget(event.target));
  on("htmx:after:request", ({ detail: { ctx } }) => {
    if (ctx.response.raw.ok && ctx.request.form) forget(ctx.request.form);
  });
  restore();
})();
