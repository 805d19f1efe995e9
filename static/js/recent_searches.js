/* What was searched lately, kept on this device and for this person. Logging out clears it; what
   somebody else has left behind is cleared here. */
{
  const MOST = 8;
  const { me = "" } = document.body.dataset;
  const KEY = `searches ${me}`;
  const read = () => JSON.parse(localStorage.getItem(KEY) ?? "[]");
  const write = (texts) => {
    if (texts.length) localStorage.setItem(KEY, JSON.stringify(texts.slice(0, MOST)));
    else localStorage.removeItem(KEY);
  };
  const remember = () => {
    const text = byId("q").value.trim();
    if (text.length > 1) write([text, ...read().filter((other) => other !== text)]);
  };
  const forgetOthers = () => {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith("searches "));
    for (const key of keys) if (key !== KEY) localStorage.removeItem(key);
  };

  const rowOf = (text, section, word) => {
    const row = make("li");
    const link = make("a", { className: "item plain", textContent: text });
    link.href = `?${new URLSearchParams({ q: text })}`;
    const button = make("button", { type: "button", className: "btn btn-0", textContent: word });
    button.append(make("span", { className: "vh", textContent: ` ${text}` }));
    button.addEventListener("click", () => {
      write(read().filter((other) => other !== text));
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      if (next) next.querySelector("button").focus();
      else close(section);
    });
    row.append(link, button);
    return row;
  };
  const close = (section) => {
    section.remove();
    byId("q").focus();
  };
  const show = () => {
    const place = document.querySelector(".recent-searches");
    const texts = read();
    if (!place || !texts.length) return;
    const section = unpack(place).firstElementChild;
    const rows = texts.map((text) => rowOf(text, section, place.dataset.forget));
    section.querySelector("ul").append(...rows);
    section.querySelector(".head button").addEventListener("click", () => {
      write([]);
      close(section);
    });
    place.replaceWith(section);
  };

  // Typing alone is no search yet: it is one when a result is opened, or the form is sent.
  on("submit", ({ target }) => target.matches("[role=search]") && remember());
  on("click", ({ target }) => target.closest?.("#results a") && remember());
  on("htmx:after:swap", show);
  forgetOthers();
  show();
}
