const longest = 200;

/** The beginning of a comment's text, for where all of it would be too much. */
export const excerptOf = ({ text }: { readonly text: string }): string => text.slice(0, longest).toWellFormed();
