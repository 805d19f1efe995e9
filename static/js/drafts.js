/* What is being written outlives the page until it is known to have arrived: the text of every
   form with a text area, kept in this tab and for this person. */
{
  const TYPES = ["textarea", "text", "datetime-local", "date", "number", "url"];
  const SENT = "drafts-sent"; // what the page before has sent
  const { me = "" } = document.body.dataset;
  const keyOf = (form) => {
    const { pathname } = new URL(form.getAttribute("action") ?? "", location.href);
    return `draft ${me} ${pathname}`;
  };
  const isText = ({ type, name }) => name && TYPES.includes(type);
  const textsOf = (form) => [...form.elements].filter(isText);
  const keeps = (form) => form?.method === "post" && form.querySelector("textarea");
  const keep = (form) => {
    const changed = textsOf(form).filter((field) => field.value !== field.defaultValue);
    if (!changed.length) return forget(form);
    const texts = changed.map(({ name, value }) => [name, value]);
    sessionStorage.setItem(keyOf(form), JSON.stringify(Object.fromEntries(texts)));
  };
  const forget = (form) => sessionStorage.removeItem(keyOf(form));
  const expect = (form) => sessionStorage.setItem(SENT, keyOf(form));

  // A redirect led here from what was sent, or to a page without that form. No page that asks to
  // log in, or tells of an error, is a sign that it arrived.
  const forgetWhatArrived = () => {
    const sent = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
    if (!sent || document.querySelector("body.solo, [data-unsent]")) return;
    const [visit] = performance.getEntriesByType("navigation");
    const isHere = [...document.forms].some((form) => keyOf(form) === sent);
    if (visit?.redirectCount || !isHere) sessionStorage.removeItem(sent);
  };

  const seen = new WeakSet(); // a box that sending has emptied is not filled again
  const restore = () => {
    for (const form of document.forms) {
      if (seen.has(form) || !keeps(form)) continue;
      seen.add(form);
      const texts = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? "{}");
      const fields = textsOf(form).filter(({ name, value }) => (texts[name] ?? value) !== value);
      for (const field of fields) field.value = texts[field.name];
      if (fields.length && !form.matches(".composer")) offerToForget(form, fields);
    }
  };
  const offerToForget = (form, fields) => {
    const { restored, forget: label } = byId("flash").dataset;
    const line = make("p", { className: "row wrap muted small" });
    const button = make("button", { type: "button", className: "btn btn-0", textContent: label });
    button.addEventListener("click", () => {
      for (const field of fields) field.value = field.defaultValue;
      forget(form);
      line.remove();
      textsOf(form)[0].focus();
    });
    line.append(make("span", { textContent: restored }), button);
    form.prepend(line);
  };

  on("input", ({ target: { form } }) => keeps(form) && keep(form));
  on("submit", (event) => event.defaultPrevented || expect(event.target));
  on("htmx:after:request", ({ detail: { ctx } }) => {
    const { form, method } = ctx.request;
    if (!form || method.toUpperCase() === "GET" || !ctx.response.raw.ok) return;
    if (ctx.hx?.redirect) expect(form);
    else if (form.matches(".composer[data-me]")) keep(form); // what was written meanwhile
    else forget(form);
  });
  on("htmx:after:swap", restore);
  forgetWhatArrived();
  restore();
}
