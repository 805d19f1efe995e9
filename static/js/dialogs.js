/* Links to a dialog open it; a link inside closes it. */
on("click", (event) => {
  const link = event.target.closest?.("a[href]");
  const hash = link?.getAttribute("href");
  const dialog = hash?.length > 1 && hash[0] === "#" && byId(hash.slice(1));
  if (dialog?.showModal) {
    event.preventDefault();
    dialog.showModal();
  } else if (hash?.[0] === "#" && link.closest("dialog[open]")) {
    event.preventDefault();
    link.closest("dialog").close();
  }
});
