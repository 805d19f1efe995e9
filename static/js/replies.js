/* The box is turned to a message, and away from it. */
{
  new MutationObserver(() => {
    if (!replyingTo.childElementCount) return;
    messageMenu.close();
    text.focus();
  }).observe(replyingTo, { childList: true });
  replyingTo.addEventListener("click", (event) => {
    if (!event.target.closest("a")) return;
    event.preventDefault();
    replyingTo.replaceChildren();
    text.focus();
  });

  // A quote leads to what it quotes, if that is on the page.
  messages.addEventListener("click", (event) => {
    const quote = event.target.closest(".reply");
    if (!quote || !byId(quote.dataset.to)) return;
    event.preventDefault();
    location.replace(`#${quote.dataset.to}`);
  });
}
