/** Puts `text` on the clipboard, without https too. @throws Error whose message says what to do. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    if (!copyTheOldWay(text)) {
      throw new Error('This browser does not let a page copy: show it, select it and copy it.');
    }
  }
}

/** Over http there is no `navigator.clipboard`. */
function copyTheOldWay(text: string): boolean {
  document.addEventListener('copy', put);
  const isCopied = document.execCommand('copy');
  document.removeEventListener('copy', put);
  return isCopied;

  function put(event: ClipboardEvent): void {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  }
}
