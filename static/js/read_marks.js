/* How many have not read a message. The stream says how many have read how far, but not who. */
{
  const html = byId("unread-by").text;
  let last = 0; // the room's last change when it was counted
  let marks = null; // [[number of the last message read, how many people], …]

  // Who posts a message has read it, and the others have not yet.
  const unreadBy = (number) => {
    const unread = marks.filter(([read]) => read < number);
    const people = unread.reduce((sum, [, count]) => sum + count, 0);
    return number > last && people ? people - 1 : people;
  };
  const show = () => {
    if (!marks) return; // until then what the server wrote is right
    for (const message of messages.getElementsByClassName("msg")) {
      const isGone = message.getElementsByClassName("gone").length;
      const people = isGone ? 0 : unreadBy(numberOf(message));
      const [shown] = message.getElementsByClassName("msg-n");
      if (Number(shown?.dataset.n ?? 0) === people) continue;
      shown?.remove();
      const link = message.querySelector(".msg-at");
      if (people) link.insertAdjacentHTML("beforebegin", html.replaceAll("#", people));
    }
  };
  messages.addEventListener("reads", ({ detail }) => {
    const [change, ...counts] = detail.data.split(" ");
    [last, marks] = [Number(change), counts.map((pair) => pair.split(":").map(Number))];
    show();
  });
  new MutationObserver(show).observe(messages, { childList: true });
}
