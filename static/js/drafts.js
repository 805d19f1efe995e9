/* data-draft="key": what is being written outlives the page, until it is sent. */
{
  const SELECTOR = "[data-draft]";
  const forget = (form) => {
    const fields = form.querySelectorAll(SELECTOR);
    for (const { dataset } of fields) sessionStorage.removeItem(dataset.draft);
  };
  on("input", ({ target }) => {
    if (target.matches(SELECTOR)) sessionStorage.setItem(target.dataset.draft, target.value);
  });
  on("submit", (event) => event.target.matches("[hx-post]") || forget(event.target));
  on("htmx:after:request", ({ detail: { ctx } }) => {
    if (ctx.response.raw.ok && ctx.request.form) forget(ctx.request.form);
  });
  for (const field of document.querySelectorAll(SELECTOR)) {
    field.value ||= sessionStorage.getItem(field.dataset.draft) ?? "";
  }
}
