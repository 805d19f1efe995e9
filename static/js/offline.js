/* Without a connection there is still a page, which a worker keeps (kclub/views/offline.py). */
{
  const { lang, dataset } = document.documentElement;
  const look = new URLSearchParams({ language: lang, theme: dataset.theme ?? "" });
  const register = () => navigator.serviceWorker.register(`/service-worker.js?${look}`);
  if (navigator.serviceWorker) {
    window.addEventListener("load", () => register().catch(() => {})); // it is a help, no need
  }

  // data-goes-on: that page goes on by itself, once the server answers, to what was asked for. A
  // device may be online some time before that, and a server away while it is.
  const TRIED_EVERY = 10_000; // ms
  const goOn = async () => {
    if (document.hidden || !navigator.onLine) return;
    const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
    if (answer?.ok) location.reload();
  };
  if (document.querySelector("[data-goes-on]")) {
    window.addEventListener("online", goOn);
    on("visibilitychange", goOn);
    setInterval(goOn, TRIED_EVERY);
  }
}
