/* What a notification on the device has opened, is read (templates/kclub/service_worker.js). */
{
  // data-sends-itself: a form that needs no press where scripts run.
  document.querySelector("form[data-sends-itself]")?.submit();

  // It was about the page that is open here already, which the worker has brought to the front.
  navigator.serviceWorker?.addEventListener("message", async ({ data }) => {
    if (!data.opened) return;
    const headers = JSON.parse(document.body.getAttribute("hx-headers:inherited"));
    await fetch(`${data.opened}read/`, { method: "POST", headers, redirect: "manual" });
    document.body.dispatchEvent(new Event("notifications-changed", { bubbles: true }));
  });
}
