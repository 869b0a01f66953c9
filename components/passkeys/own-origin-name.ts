/** The `<meta>` by which every page says the site's own origin, which only the server knows. */
export const ownOriginName = "own-origin";
