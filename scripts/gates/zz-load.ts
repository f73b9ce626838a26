import { openBrowser } from './browser.ts';
const browser = await openBrowser();
if (typeof browser === 'string') throw new Error(browser);
for (let i = 0; i < 4; i++) for (const v of ['', 'b', 'c']) {
const tab = await browser.newPage();
const cdp = await tab.context().newCDPSession(tab);
await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
const t = performance.now();
await tab.goto(`file:///tmp/show/r5000${v}.html`);
await tab.evaluate(() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r))));
const t1 = performance.now();
const m = Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map((x) => [x.name, x.value]));
console.log(v, Math.round(t1 - t), 'ms', ['ThreadTime', 'TaskDuration', 'LayoutDuration', 'RecalcStyleDuration', 'ScriptDuration'].map((k) => k + ' ' + Math.round((m[k] ?? 0) * 1000)).join(', '));
await tab.close();
}
await browser.close();
