/* The dots of a message, or a finger held on it, open its menu beside it instead of on a page of
   its own. The talk goes on around it. */
const messageMenu = (() => {
  const [GAP, EDGE] = [8, 8]; // px, to the message and to the edge of the window
  const sheet = byId("message-menu");
  const content = sheet.querySelector("div div");
  let [opener, anchor] = [null, ""]; // the link, and the id of its message, which may be swapped

  const within = (place, size, most) => Math.max(EDGE, Math.min(place, most - size - EDGE));
  const place = () => {
    const message = byId(anchor);
    if (!sheet.open || !message) return;
    const box = message.querySelector(".msg-b").getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = sheet;
    const [start, end] = isMine(message)
      ? [box.right - width, box.left - GAP - width]
      : [box.left, box.right + GAP];
    const area = log.getBoundingClientRect();
    const fitsBeside = end >= area.left && end + width <= area.right;
    const fitsBelow = box.bottom + GAP + height <= innerHeight - EDGE;
    const below = fitsBelow ? box.bottom + GAP : box.top - GAP - height;
    sheet.style.left = `${within(fitsBeside ? end : start, width, innerWidth)}px`;
    sheet.style.top = `${within(fitsBeside ? box.top : below, height, innerHeight)}px`;
  };

  const open = async (link, url) => {
    [opener, anchor] = [link, link.closest(".msg").id];
    content.replaceChildren();
    await htmx.ajax("GET", url, { source: link, target: content, swap: "innerHTML" });
    if (!content.childElementCount) return;
    if (!sheet.open) sheet.show();
    place();
    const field = content.querySelector("textarea");
    if (field) focusAtEnd(field);
  };
  const close = () => sheet.open && sheet.close();
  messages.addEventListener("click", (event) => {
    const link = event.target.closest(".msg-at[href]");
    if (!link || opensElsewhere(event) || !sheet.show) return;
    event.preventDefault();
    open(link, link.href);
  });

  // It closes with what is chosen, with Escape and with a press beside it; but what one corrects
  // stays until it is taken.
  const isCorrected = () => {
    const field = sheet.querySelector("textarea");
    return field && field.value !== field.defaultValue;
  };
  on("pointerdown", ({ target }) => sheet.contains(target) || isCorrected() || close());
  on("keydown", (event) => {
    if (event.key !== "Escape" || !sheet.open || isComposing(event)) return;
    close();
    opener.focus({ preventScroll: true });
  });
  sheet.addEventListener("submit", ({ target }) => target.elements.text || close());
  sheet.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    if (ctx.request.form?.elements.text && ctx.response.raw.ok) close();
  });
  on("htmx:after:swap", () => {
    place();
    const field = sheet.open && sheet.querySelector("textarea[autofocus]");
    if (field && document.activeElement !== field) focusAtEnd(field);
  });
  log.addEventListener("scroll", place, { passive: true });
  addEventListener("resize", place);

  return { open, close };
})();
