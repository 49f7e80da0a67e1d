// Comfort where there is a script; every page works without it.

// The review: each answer and each way on has a key.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const wanted = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
  if (wanted) {
    event.preventDefault();
    wanted.click();
  }
});

// An article: whoever points at a claim in the list sees its words in the text.
for (const note of document.querySelectorAll("[data-claim]")) {
  const words = document.querySelectorAll(`[data-claims~="${note.dataset.claim}"]`);
  const light = (on) => words.forEach((word) => word.classList.toggle("lit", on));
  note.addEventListener("pointerenter", () => light(true));
  note.addEventListener("pointerleave", () => light(false));
  note.addEventListener("focusin", () => light(true));
  note.addEventListener("focusout", () => light(false));
}
