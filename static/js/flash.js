/* Flashes on top of the page: how one goes, and those about what went wrong on the way. */
{
  const flash = byId("flash");

  // Whoever was at a flash when it went goes on from where they came.
  let cameFrom = null;
  flash.addEventListener("focusin", ({ relatedTarget }) => {
    if (relatedTarget && !flash.contains(relatedTarget)) cameFrom = relatedTarget;
  });
  const dismiss = (note) => {
    const isHeld = note.contains(document.activeElement);
    note.remove();
    if (isHeld) (cameFrom?.isConnected ? cameFrom : byId("main")).focus({ preventScroll: true });
  };

  // data-dismiss: this flash has been read.
  on("click", (event) => {
    const link = event.target.closest?.("[data-dismiss]");
    if (!link) return;
    event.preventDefault();
    dismiss(link.closest(".flash"));
  });

  // What went well goes by itself, once it was on the screen long enough and nobody is at it.
  const READING_TIME = 6000; // milliseconds
  const dismissSoon = (note) => {
    const isSeen = document.visibilityState === "visible";
    setTimeout(() => {
      const isLookedAt = note.matches(":hover") || note.contains(document.activeElement);
      if (isLookedAt || !isSeen) dismissSoon(note);
      else note.remove();
    }, READING_TIME);
  };
  const dismissAllSoon = () => flash.querySelectorAll(".flash.ok").forEach(dismissSoon);
  dismissAllSoon();
  on("htmx:after:settle", (event) => {
    if (event.target !== flash && !flash.contains(event.target)) return;
    flash.dataset.floating = "";
    dismissAllSoon();
  });

  const showError = (sentence) => {
    const note = make("div", { className: "flash bad" });
    note.setAttribute("role", "alert");
    const close = make("button", { className: "btn btn-0 btn-i" });
    close.dataset.dismiss = "";
    const cross = make("span", { ariaHidden: "true", textContent: "×" });
    close.append(cross, make("span", { className: "vh", textContent: flash.dataset.close }));
    note.append(make("span", { className: "grow", textContent: sentence }), close);
    flash.dataset.floating = ""; // where the reader is, which may be far down the page
    flash.replaceChildren(note);
  };

  // A stream has a place of its own to say so: live_state.js.
  on("htmx:error", (event) => streamOf(event) || showError(flash.dataset.offline));
  on("htmx:response:error", (event) => {
    const isOurFault = event.detail.ctx.response.status >= 500;
    if (isOurFault && !streamOf(event)) showError(flash.dataset.broken);
  });
}
