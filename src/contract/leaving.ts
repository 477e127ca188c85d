/** The cookie that names whom a browser has signed out before the server could be told. */
export const LEAVING_COOKIE = 'tandem-leaving';
