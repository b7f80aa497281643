// Keeps what a frame says before prototyping.js is there to hear it; it takes over from here.
window.saidByFrames = [];
window.addEventListener("message", (event) => window.saidByFrames?.push(event));
