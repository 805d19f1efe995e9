/* A finger held on a message opens its menu. What is held is copied there, and so not selected. */
{
  const HELD_FOR = 450; // ms
  const SLIP = 10; // px by which a finger that holds may move
  let [timer, start, isHeld] = [0, null, false];

  const stop = () => (timer = clearTimeout(timer));
  messages.classList.add("held");
  messages.addEventListener("pointerdown", (event) => {
    stop();
    isHeld = false;
    const message = event.target.closest(".msg-b")?.parentElement;
    const link = message?.querySelector(".msg-at[href]");
    const presses = event.target.closest("a, button, summary");
    if (!link || event.pointerType === "mouse" || presses) return;
    start = event;
    timer = setTimeout(() => {
      isHeld = true;
      navigator.vibrate?.(10);
      messageMenu.open(link, link.href);
    }, HELD_FOR);
  });
  messages.addEventListener("pointermove", ({ clientX, clientY }) => {
    if (timer && Math.hypot(clientX - start.clientX, clientY - start.clientY) > SLIP) stop();
  });
  for (const type of ["pointerup", "pointercancel"]) messages.addEventListener(type, stop);
  messages.addEventListener("contextmenu", (event) => {
    if (timer || isHeld) event.preventDefault();
  });
}
