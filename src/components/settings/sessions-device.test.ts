import { expect, test } from 'vitest';
import { deviceOf } from './sessions-device';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64';

test.each([
  ['Firefox on Windows', `${WINDOWS}; rv:145.0) Gecko/20100101 Firefox/145.0`],
  ['Chrome on Windows', `${WINDOWS}) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36`],
  ['Edge on Windows', `${WINDOWS}) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`],
  ['Opera on Mac', `${MAC} ${WEBKIT} Chrome/142.0.0.0 Safari/537.36 OPR/120.0.0.0`],
  ['Safari on Mac', `${MAC} AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15`],
  ['Safari on iPhone', `${IPHONE} AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1`],
  ['Chrome on iPhone', `${IPHONE} AppleWebKit/605.1.15 CriOS/142.0 Mobile/15E148 Safari/604.1`],
  [
    'Samsung Internet on Android',
    `Mozilla/5.0 (Linux; Android 15) ${WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
  ],
  ['Chrome on ChromeOS', `Mozilla/5.0 (X11; CrOS x86_64 16000.0.0) ${WEBKIT} Chrome/142.0.0.0`],
  ['Chrome on Linux', `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/142.0.0.0`],
  ['curl', 'curl/8.5.0'],
  ['python-requests', 'python-requests/2.32.3'],
  ['node', 'node'],
  ['Linux', 'Mozilla/5.0 (X11; Linux x86_64)'],
  ['Unknown device', 'Mozilla/5.0'],
  ['Unknown device', '<b>'],
  ['Unknown device', null],
])('%s', (device, userAgent) => {
  expect(deviceOf(userAgent)).toBe(device);
});
