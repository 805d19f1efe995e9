/* What the scripts of a room share. */
byId("message-dialogs").replaceWith(unpack(byId("message-dialogs")));
const messages = byId("messages");
const log = messages.parentElement;
const readForm = byId("read"); // tells the server what has been read
const numberOf = (message) => Number(message?.id.slice(1)) || 0;
const isMine = (message) => message.dataset.author === readForm.dataset.me;
const isBlocked = (username) => readForm.dataset.blocked.split(" ").includes(username);

// The page reloads itself for browsers without scripts; this one need not.
if (document.querySelector("meta[http-equiv=refresh]")) location.replace(location.pathname);
