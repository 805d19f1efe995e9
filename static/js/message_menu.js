/* The dots of a message open its menu here instead of on a page of its own. */
const messageMenu = (() => {
  const sheet = byId("message-menu");
  const open = async (link, url) => {
    const menu = sheet.querySelector("div div");
    menu.replaceChildren();
    await htmx.ajax("GET", url, { source: link, target: menu, swap: "innerHTML" });
    if (!menu.childElementCount) return;
    sheet.showModal();
    const field = menu.querySelector("textarea");
    if (field) focusAtEnd(field);
  };
  messages.addEventListener("click", (event) => {
    const link = event.target.closest(".msg-at[href]");
    if (!link || opensElsewhere(event)) return;
    event.preventDefault();
    open(link, link.href);
  });

  // It closes with what is chosen; a correction stays until it is taken.
  sheet.addEventListener("submit", ({ target }) => target.elements.text || sheet.close());
  sheet.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    if (ctx.request.form?.elements.text && ctx.response.raw.ok) sheet.close();
  });
  on("htmx:after:swap", () => {
    const field = sheet.open && sheet.querySelector("textarea[autofocus]");
    if (field && document.activeElement !== field) focusAtEnd(field);
  });

  return { open, close: () => sheet.close() };
})();
