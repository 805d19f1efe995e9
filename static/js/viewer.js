/* A picture opens large over the page; the arrows lead to those beside it. */
{
  const SWIPE = 60; // px
  const viewer = byId("viewer");
  const part = (selector) => viewer.querySelector(selector);
  const [image, before, after] = ["img", ".before", ".after"].map(part);
  let shown; // the address of a picture, since a changed message replaces its links
  const beside = (step) => {
    const links = [...messages.querySelectorAll("a.pic")].filter((link) => link.offsetParent);
    return links[links.findIndex((link) => link.href === shown) + step];
  };
  const show = (link) => {
    if (!link) return;
    shown = link.href;
    const small = link.querySelector("img");
    for (const name of ["width", "height"]) image.setAttribute(name, small.getAttribute(name));
    viewer.classList.toggle("viewer-tall", small.classList.contains("tall"));
    viewer.scrollTop = 0;
    [image.src, image.alt] = [link.href, small.alt];
    [before.disabled, after.disabled] = [!beside(-1), !beside(1)];
    if (!viewer.open) viewer.showModal();
  };

  messages.addEventListener("click", (event) => {
    const link = event.target.closest("a.pic");
    if (!link || opensElsewhere(event)) return;
    event.preventDefault();
    show(link);
  });
  before.addEventListener("click", () => show(beside(-1)));
  after.addEventListener("click", () => show(beside(1)));
  // On the document: a button that ends the row is disabled and so loses the focus, and the keys.
  on("keydown", ({ key }) => {
    if (!viewer.open) return;
    if (key === "ArrowLeft") show(beside(-1));
    if (key === "ArrowRight") show(beside(1));
  });
  let start;
  const touch = ({ touches }) => (start = touches.length === 1 ? touches[0] : null);
  viewer.addEventListener("touchstart", touch, { passive: true });
  viewer.addEventListener("touchend", (event) => {
    if (!start) return;
    const end = event.changedTouches[0];
    const [across, along] = [end.clientX - start.clientX, end.clientY - start.clientY];
    if (Math.abs(across) > Math.max(SWIPE, Math.abs(along))) show(beside(across > 0 ? -1 : 1));
  });
  viewer.addEventListener("close", () => image.removeAttribute("src"));
}
