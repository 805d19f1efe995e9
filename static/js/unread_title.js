/* What is unread stands in the title and on the icon of the tab: (3). */
{
  const ICON_SIZE = 32; // px
  const badge = byId("unread"); // how many rooms have something unread
  const icon = document.querySelector("link[rel=icon]");
  const [plainTitle, plainIcon] = [document.title, icon.href];
  let missed = 0; // messages that came into this room while nobody looked

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
    const number = badge?.querySelector(".n")?.textContent.trim() ?? "";
    const label = missed > 99 ? "99+" : String(missed || number);
    if (label === shown) return;
    shown = label;
    document.title = label ? `(${label}) ${plainTitle}` : plainTitle;
    const drawn = label ? await draw(label).catch(() => plainIcon) : plainIcon;
    if (label === shown) icon.href = drawn;
  };

  on("missed", ({ detail }) => {
    missed = detail;
    show();
  });
  if (badge) new MutationObserver(show).observe(badge, { childList: true, subtree: true });
  show();
}
