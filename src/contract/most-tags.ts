/** A task has no more tags than these. */
export const MOST_TAGS = 10;
