/* data-most-bytes: more than that is not sent, and all that is written stays. */
on("submit", (event) => {
  if (event.defaultPrevented || !event.target.matches("form")) return;
  for (const input of event.target.querySelectorAll("[data-most-bytes]")) {
    const bytes = [...input.files].reduce((sum, { size }) => sum + size, 0);
    const isTooMuch = bytes > Number(input.dataset.mostBytes);
    const place = input.nextElementSibling;
    if (place?.matches(".err")) place.remove();
    if (!isTooMuch) continue;
    event.preventDefault();
    const line = make("p", { className: "err", textContent: input.dataset.tooLarge });
    line.setAttribute("role", "alert");
    input.after(line);
    input.focus();
  }
});
