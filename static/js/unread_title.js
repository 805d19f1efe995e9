/* How many conversations have something unread stands in the title and on the icon of the tab: (3).
   In the background a page has no stream, so it asks now and then. */
{
  const ICON_SIZE = 32; // px
  const ASKED_EVERY = 30_000; // ms
  const badge = byId("unread"); // how many rooms have something unread
  const icon = document.querySelector("link[rel=icon]");
  const [plainTitle, plainIcon] = [document.title, icon.href];

  const draw = async (label) => {
    const picture = make("img", { src: plainIcon });
    await picture.decode();
    const canvas = make("canvas", { width: ICON_SIZE, height: ICON_SIZE });
    const pen = canvas.getContext("2d");
    pen.drawImage(picture, 0, 0, ICON_SIZE, ICON_SIZE);
    pen.fillStyle = "#c22";
    pen.beginPath();
    pen.arc(20, 20, 12, 0, 7);
    pen.fill();
    pen.fillStyle = "#fff";
    [pen.font, pen.textAlign, pen.textBaseline] = ["bold 16px sans-serif", "center", "middle"];
    pen.fillText(label, 20, 21, 20);
    return canvas.toDataURL();
  };
  let shown = "";
  const show = async () => {
    const label = badge.querySelector(".n")?.textContent.trim() ?? "";
    if (label === shown) return;
    shown = label;
    document.title = label ? `(${label}) ${plainTitle}` : plainTitle;
    const drawn = label ? await draw(label).catch(() => plainIcon) : plainIcon;
    if (label === shown) icon.href = drawn;
  };

  const ask = () => document.hidden && htmx.trigger(document.body, "unread-changed");
  if (badge) {
    new MutationObserver(show).observe(badge, { childList: true, subtree: true });
    setInterval(ask, ASKED_EVERY);
    show();
  }
}
