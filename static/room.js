/* The chat page: what HTML and htmx leave to do. Without it every link and form still works. */
(() => {
  const find = (id) => document.getElementById(id);
  const [list, say, read, sheet] = ["messages", "say", "read", "message-menu"].map(find);
  const { text, nonce } = say.elements;
  const button = say.querySelector("button");

  // Sending takes the text out of the box at once, so that one can write on. Each gets a nonce of its own.
  const [form, kept] = [nonce.value, new WeakMap()];
  let sent = 0;
  let back = ""; // what came back and stands first in the box
  say.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    if (!text.value.trim()) return event.preventDefault();
    kept.set(ctx, [text.value, nonce.value]);
    [text.value, nonce.value, back] = ["", `${form}.${++sent}`, ""];
  });

  // What did not arrive comes back, before what was written meanwhile; sent again as it is, it is the same message.
  say.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    if (ctx.response?.raw.ok && !ctx.hx?.redirect) return;
    const [words, used] = kept.get(ctx);
    if (!text.value.startsWith(back)) back = "";
    const rest = text.value.slice(back.length).replace(/^\n/, "");
    if (!back && !rest) nonce.value = used;
    back = [back, words].filter(Boolean).join("\n");
    text.value = [back, rest].filter(Boolean).join("\n");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // The keyboard stays open, and the syllable that is being composed is finished before it is sent.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    if (document.activeElement !== text) return;
    text.blur();
    text.focus({ preventScroll: true });
  });

  // What is on the screen has been read. It is told from time to time, and when the page is left.
  let told = read.elements.number.value;
  read.addEventListener("htmx:config:request", () => (told = read.elements.number.value));
  list.addEventListener("htmx:sse:after:message", () => {
    const last = list.querySelector(".msg:last-child");
    const number = last?.id.slice(1);
    if (!(number > Number(read.elements.number.value))) return;
    read.elements.number.value = number;
    if (last.dataset.author === read.dataset.me) told = number; // who sends has read
    else htmx.trigger(read, "seen");
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden || told === read.elements.number.value) return;
    told = read.elements.number.value;
    navigator.sendBeacon(read.action, new FormData(read));
  });

  // The dots of a message open its menu here instead of on a page of its own.
  list.addEventListener("click", async (event) => {
    const link = event.target.closest(".msg-at[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const menu = sheet.querySelector("div div");
    menu.replaceChildren();
    await htmx.ajax("GET", link.href, { source: link, target: menu, swap: "innerHTML" });
    if (menu.childElementCount) sheet.showModal();
  });
  sheet.addEventListener("submit", () => sheet.close());

  // Older messages come in silently.
  list.addEventListener("htmx:before:swap", (event) => {
    if (!event.detail.ctx.sourceElement.closest(".more")) return;
    list.parentElement.setAttribute("aria-live", "off");
    setTimeout(() => list.parentElement.removeAttribute("aria-live"), 1000);
  });
})();
