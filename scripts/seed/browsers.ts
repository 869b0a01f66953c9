const ofMac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
const ofWindows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
const ofAndroid = "Mozilla/5.0 (Linux; Android 10; K)";
const chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0";

const iPhone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1";

/**
 * Browsers, their words on screen, and where they stand. Addresses are of the ranges for
 * documentation (RFC 5737, RFC 3849).
 */
export const browsers = {
  mac: {
    words: "Safari on macOS",
    userAgent: `${ofMac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15`,
    ip: "192.0.2.24",
  },
  macChrome: {
    words: "Chrome on macOS",
    userAgent: `${ofMac} ${chrome} Safari/537.36`,
    ip: "2001:db8:52:7::b1",
  },
  laptop: {
    words: "Microsoft Edge on Windows",
    userAgent: `${ofWindows} ${chrome} Safari/537.36 Edg/156.0.0.0`,
    ip: "198.51.100.17",
  },
  guest: {
    words: "Chrome on Windows",
    userAgent: `${ofWindows} ${chrome} Safari/537.36`,
    ip: "198.51.100.140",
  },
  android: {
    words: "Chrome on Android",
    userAgent: `${ofAndroid} ${chrome} Mobile Safari/537.36`,
    ip: "2001:db8:41:9c0::5a3e",
  },
  iPhone: { words: "Safari on iOS", userAgent: iPhone, ip: "192.0.2.201" },
  linux: {
    words: "Firefox on Linux",
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:151.0) Gecko/20100101 Firefox/151.0",
    ip: "2001:db8:8:130::22",
  },
  unknown: {
    words: "Chrome on Windows",
    userAgent: `${ofWindows} ${chrome} Safari/537.36`,
    ip: "198.51.100.233",
  },
} as const;

export type Browser = keyof typeof browsers;
