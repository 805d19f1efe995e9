/* Reactions below messages: which are pressed, and what a press does. */
{
  // A message is the same for everybody; whose reactions are one's own is told by their authors.
  const isOwn = (item) => item.dataset.by.split(" ").includes(readForm.dataset.me);
  const showOwn = (part) => {
    for (const item of part.querySelectorAll(".reacts li")) {
      item.querySelector(".react").setAttribute("aria-pressed", isOwn(item));
    }
  };
  showOwn(messages);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE) showOwn(node);
    }
  }).observe(messages, { childList: true });

  // They are buttons of one form for all of them.
  byId("react").addEventListener("submit", (event) => {
    event.preventDefault();
    const { formAction, value, parentElement } = event.submitter;
    const values = { [isOwn(parentElement) ? "remove" : "add"]: value };
    htmx.ajax("POST", formAction, { source: event.target, values, swap: "none" });
  });
}
