/* Flashes on top of the page: how one goes, and those about what went wrong on the way. */
{
  const flash = byId("flash");

  // data-dismiss: this flash has been read.
  on("click", (event) => {
    const link = event.target.closest?.("[data-dismiss]");
    if (!link) return;
    event.preventDefault();
    link.closest(".flash").remove();
  });

  const showError = (sentence) => {
    const note = make("div", { className: "flash bad" });
    note.setAttribute("role", "alert");
    const close = make("button", { className: "btn btn-0 btn-i" });
    close.dataset.dismiss = "";
    const cross = make("span", { ariaHidden: "true", textContent: "×" });
    close.append(cross, make("span", { className: "vh", textContent: flash.dataset.close }));
    note.append(make("span", { className: "grow", textContent: sentence }), close);
    flash.replaceChildren(note);
  };

  // A stream has a place of its own to say so: live_state.js.
  on("htmx:error", (event) => streamOf(event) || showError(flash.dataset.offline));
  on("htmx:response:error", (event) => {
    const isOurFault = event.detail.ctx.response.status >= 500;
    if (isOurFault && !streamOf(event)) showError(flash.dataset.broken);
  });
}
