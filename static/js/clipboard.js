/* Links to pass on: by the clipboard, and by the system's sheet where it has one. */
{
  // data-copy="copied": data-text, or the link's address, goes to the clipboard, and the link
  // says so.
  on("click", async (event) => {
    const link = event.target.closest?.("[data-copy]");
    if (!link || !navigator.clipboard) return;
    event.preventDefault();
    await navigator.clipboard.writeText(link.dataset.text ?? link.href);
    const label = [...link.childNodes].find((node) => node.nodeType === 3 && node.data.trim());
    label.data = link.dataset.copy;
  });

  // data-share="title": offers data-address to the apps of the device, where it can.
  if (!navigator.share) document.documentElement.classList.add("shares-nothing");
  on("click", async (event) => {
    const button = event.target.closest?.("[data-share]");
    if (!button) return;
    const { share: title, address: url } = button.dataset;
    await navigator.share({ title, url }).catch(() => {}); // closed without a choice
  });
}
