import { openBrowser } from './browser.ts';
const [,, file, name, ...modes] = process.argv;
const browser = await openBrowser();
if (typeof browser === 'string') throw new Error(browser);
for (const mode of modes) {
  const [scheme, width, js, hash] = mode.split(',');
  const context = await browser.newContext({ colorScheme: scheme === 'dark' ? 'dark' : 'light', viewport: { width: Number(width), height: Number(width) > 900 ? 1000 : 844 }, javaScriptEnabled: js !== 'nojs' });
  const tab = await context.newPage();
  tab.on('console', (m) => console.log('console:', m.text()));
  tab.on('pageerror', (e) => console.log('error:', e.message));
  if (scheme === 'print') await tab.emulateMedia({ media: 'print' });
  await tab.goto('file://' + file + (hash ? '#' + hash : ''));
  await tab.waitForTimeout(300);
  const out = `/tmp/show/${name}-${mode.replace(/[^a-z0-9]+/gi, '-')}.png`;
  if (js === 'full') { if (scheme === 'print') await tab.evaluate('dispatchEvent(new Event("beforeprint"))'); await tab.screenshot({ path: out, fullPage: true, clip: { x: 0, y: 0, width: Number(width), height: 2600 } }); }
  else await tab.screenshot({ path: out });
  console.log(out, await tab.evaluate('document.documentElement.scrollWidth'));
  await context.close();
}
await browser.close();
