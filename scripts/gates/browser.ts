/** A real Chromium for tests of pages: the one inside an npm package on Linux, `CHROME_PATH` elsewhere. */
import { type Browser, chromium } from 'playwright-core';

/** The browser, or why there is none on this machine. */
export async function openBrowser(): Promise<Browser | string> {
  const path = process.env['CHROME_PATH'] ?? (await packagedChromium());
  if (path === undefined) return 'no Chromium on this platform: set CHROME_PATH';
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
  return chromium.launch({ executablePath: path, headless: true, args });
}

async function packagedChromium(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}
