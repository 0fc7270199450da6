/** Before each test file with a page: those that share a window find nothing of each other in it. */

document.body.replaceChildren();
sessionStorage.clear();
localStorage.clear();
history.replaceState(null, "", "/");
