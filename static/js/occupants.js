/* Who is in the room, on a phone over it: Escape leads back, to the link that led there. */
{
  const people = byId("people");
  const isOver = () => location.hash === "#people" && getComputedStyle(people).position === "fixed";
  on("keydown", ({ key }) => key === "Escape" && isOver() && people.querySelector(".back").click());
  addEventListener("hashchange", ({ oldURL }) => {
    if (new URL(oldURL).hash === "#people") document.querySelector(".to-people").focus();
  });
}
