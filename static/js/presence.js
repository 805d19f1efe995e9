/* Who is here: told by the stream and never stored. */
messages.addEventListener("present", ({ detail }) => {
  const { me } = readForm.dataset;
  const present = detail.data.split(" ").filter(Boolean);
  for (const one of byId("people").querySelectorAll("[data-person]")) {
    const isHere = present.includes(one.dataset.person) || one.dataset.person === me;
    one.classList.toggle("here", isHere);
    one.querySelector(".vh").hidden = !isHere;
  }
  const count = present.length + !present.includes(me);
  for (const place of document.querySelectorAll("[data-here]")) place.textContent = count;
});
