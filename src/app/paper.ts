/** The colour of the page, `--paper` of globals.css, for those who cannot read it there. */
export const PAPER = { light: '#faf8f3', dark: '#16191d' };
