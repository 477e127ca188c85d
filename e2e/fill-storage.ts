/** Runs in the page: leaves no room for a single letter in what the browser keeps. */
export function fillStorage(): void {
  let text = '';
  for (let length = 2 ** 24; length >= 1; length = Math.floor(length / 2)) {
    try {
      localStorage.setItem('filler', text + 'x'.repeat(length));
      text += 'x'.repeat(length);
    } catch {
      // Half of it may have room.
    }
  }
}
