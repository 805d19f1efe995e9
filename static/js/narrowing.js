/* data-narrows="id": of that list only those with the words typed are shown, and those ticked. */
on("input", ({ target }) => {
  const list = byId(target.dataset?.narrows);
  if (!list) return;
  const plain = (text) => text.normalize("NFC").toLowerCase().replace(/\s/g, "");
  const wanted = plain(target.value);
  for (const row of list.children) {
    row.hidden = !plain(row.textContent).includes(wanted) && !row.querySelector(":checked");
  }
});
