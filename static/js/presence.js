/* Who is here: told by the stream and never stored. */
messages.addEventListener("present", ({ detail }) => {
  const { me } = readForm.dataset;
  const present = detail.data.split(" ").filter(Boolean);
  const people = byId("people");
  for (const one of people.querySelectorAll("[data-person]")) {
    const isHere = present.includes(one.dataset.person) || one.dataset.person === me;
    if (one.classList.toggle("here", isHere) === Boolean(one.querySelector(".presence"))) continue;
    const word = make("span", { className: "vh presence", textContent: people.dataset.present });
    if (isHere) one.querySelector(".grow").after(word);
    else one.querySelector(".presence").remove();
  }
  const count = present.length + !present.includes(me);
  for (const place of document.querySelectorAll("[data-here]")) place.textContent = count;
});
