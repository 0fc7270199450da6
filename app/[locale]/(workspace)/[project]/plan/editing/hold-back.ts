/** Asks before the application is left while something typed or chosen is not stored yet. */

let reasons = 0;

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** Holds back whoever leaves until the answer is called, once. */
export function holdBack(): () => void {
  reasons += 1;
  // Listening twice is listening once.
  window.addEventListener("beforeunload", ask);
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    reasons -= 1;
    if (reasons === 0) window.removeEventListener("beforeunload", ask);
  };
}
