/* Keys in the box: Tab takes the first who is offered, Escape turns away, Up in the empty box
   corrects one's last message. */
{
  const lastOfMine = () => {
    const mine = [...messages.querySelectorAll(`[data-author="${composer.dataset.me}"]`)];
    return mine.filter((one) => !one.querySelector(".gone")).pop()?.querySelector(".msg-at");
  };
  text.addEventListener("keydown", (event) => {
    if (isComposing(event)) return;
    if (event.key === "Tab" && !event.shiftKey && mentions.areOffered()) {
      event.preventDefault();
      mentions.takeFirst();
    } else if (event.key === "Escape" && mentions.areOffered()) {
      mentions.close();
    } else if (event.key === "Escape") {
      replyingTo.replaceChildren();
    } else if (event.key === "ArrowUp" && !text.value) {
      const link = lastOfMine();
      if (!link) return;
      event.preventDefault();
      messageMenu.open(link, `${link.href}edit/`);
    }
  });
}
