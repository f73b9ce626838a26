import { openBrowser } from '/work/wt-review/scripts/gates/browser.ts';
const [,, file, name, ...modes] = process.argv;
const browser = await openBrowser();
if (typeof browser === 'string') throw new Error(browser);
for (const mode of modes) {
  const [scheme, width, js, hash] = mode.split(',');
  const context = await browser.newContext({ colorScheme: scheme as 'light', viewport: { width: Number(width), height: Number(width) > 900 ? 1000 : 844 }, javaScriptEnabled: js !== 'nojs' });
  const tab = await context.newPage();
  tab.on('console', (m) => console.log('console:', m.text()));
  tab.on('pageerror', (e) => console.log('error:', e.message));
  await tab.goto('file://' + file + (hash ? '#' + hash : ''));
  await tab.waitForTimeout(300);
  if (js === 'open') await tab.evaluate(() => { document.querySelectorAll('.change').forEach((d, i) => { if (i < 2) (d as HTMLDetailsElement).open = true; }); });
  const out = `/tmp/show/${name}-${mode.replace(/[^a-z0-9]+/gi, '-')}.png`;
  await tab.screenshot({ path: out, fullPage: js === 'full' });
  if (js === 'pdf') await tab.pdf({ path: out.replace('.png', '.pdf'), format: 'A4' });
  console.log(out, await tab.evaluate(() => document.documentElement.scrollWidth));
  await context.close();
}
await browser.close();
