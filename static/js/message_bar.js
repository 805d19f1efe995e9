/* Over the message under a mouse stands a bar to react, to answer and to open its menu. Touch and
   the keyboard have the menu. */
{
  const OVERLAP = 10; // px, so that a mouse gets from the message to the bar
  const bar = byId("message-bar");
  const hasMouse = matchMedia("(hover: hover) and (pointer: fine)");
  let shown = ""; // the id of the message, since the element may be swapped

  const linkOf = (message) => message?.querySelector(".msg-at[href]");
  const isOwn = (message, kind) =>
    [...message.querySelectorAll(`.react[value="${kind}"]`)].some((button) =>
      button.closest("li").dataset.by.split(" ").includes(readForm.dataset.me),
    );
  const showOwn = () => {
    for (const button of bar.querySelectorAll("[data-kind]")) {
      button.setAttribute("aria-pressed", isOwn(byId(shown), button.dataset.kind));
    }
  };
  const hide = () => {
    bar.hidden = true;
    shown = "";
  };
  const place = () => {
    const message = byId(shown);
    if (!message) return;
    const box = message.querySelector(".msg-b").getBoundingClientRect();
    const area = log.getBoundingClientRect();
    if (box.top > area.bottom || box.bottom < area.top) return hide();
    const start = isMine(message) ? box.right - bar.offsetWidth : box.left;
    const left = Math.max(area.left, Math.min(start, area.right - bar.offsetWidth));
    bar.style.left = `${left}px`;
    bar.style.top = `${Math.max(area.top, box.top - bar.offsetHeight + OVERLAP)}px`;
  };
  const show = (message) => {
    [shown, bar.hidden] = [message.id, false];
    showOwn();
    place();
  };

  messages.classList.toggle("barred", hasMouse.matches);
  messages.addEventListener("mouseover", ({ target }) => {
    const message = target.closest(".msg");
    if (!hasMouse.matches || message?.id === shown) return;
    if (linkOf(message) && !message.querySelector(".gone")) show(message);
    else hide();
  });
  const leave = ({ relatedTarget }) => {
    if (!shown || bar.contains(relatedTarget) || byId(shown)?.contains(relatedTarget)) return;
    hide();
  };
  messages.addEventListener("mouseout", leave);
  bar.addEventListener("mouseleave", leave);
  log.addEventListener("scroll", place, { passive: true });

  const react = (message, kind) => {
    const values = { [isOwn(message, kind) ? "remove" : "add"]: kind };
    htmx.ajax("POST", `${linkOf(message).href}react/`, { source: bar, values, swap: "none" });
  };
  const answer = (message) => {
    const options = { source: bar, target: replyingTo, swap: "innerHTML" };
    htmx.ajax("GET", `${linkOf(message).href}?reply`, options);
  };
  bar.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    const message = byId(shown);
    if (!button || !message) return;
    if (button.dataset.kind) react(message, button.dataset.kind);
    else if (button.matches(".answer")) answer(message);
    else messageMenu.open(linkOf(message), linkOf(message).href);
    hide();
  });
}
