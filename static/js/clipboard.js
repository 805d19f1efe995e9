/* data-copy="copied": the link's address goes to the clipboard, and the link says so. */
on("click", async (event) => {
  const link = event.target.closest?.("[data-copy]");
  if (!link || !navigator.clipboard) return;
  event.preventDefault();
  await navigator.clipboard.writeText(link.href);
  link.lastChild.textContent = link.dataset.copy;
});
