// What is looked at on every page: axe, width, policy. A page is taken as the browser without JavaScript got it and shown again in
// one with JavaScript, from the same bytes, so that answers to a POST are looked at too.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export class Looker {
  constructor(browser, address, tally, pictures) {
    Object.assign(this, { browser, address, tally, pictures, seen: new Map(), count: 0 });
  }

  async open() {
    this.context = await this.browser.newContext({ viewport: { width: 320, height: 640 } });
    this.page = await this.context.newPage();
    this.complaints = [];
    this.page.on('console', (m) => { if (m.type() === 'error') this.complaints.push(m.text()); });
    this.page.on('pageerror', (e) => this.complaints.push(String(e)));
  }

  // The same answer (bytes and headers), shown where scripts of the test may look at it.
  async show(html, headers) {
    const url = this.address + '/page-under-test';
    await this.page.unroute(url).catch(() => {});
    await this.page.route(url, (route) => route.fulfill({ status: 200, contentType: 'text/html; charset=utf-8', headers, body: html }));
    this.complaints.length = 0;
    await this.page.goto(url);
  }

  async axe() {
    return this.page.evaluate(async (source) => {
      if (!globalThis.axe) (0, eval)(source);
      const found = await globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
      return found.violations.map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | '));
    }, axeSource);
  }

  async overflow() {
    return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  }

  async look(name, html, policy) {
    const key = name.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}');
    const n = (this.seen.get(key) || 0) + 1;
    this.seen.set(key, n);
    if (n > 2) return; // the same page of the same kind, twice at most
    await this.show(html, { 'content-security-policy': policy });
    this.tally.check(this.complaints.length === 0, `${name}: nothing breaks the content security policy`, this.complaints.join(' | '));
    const wide = await this.overflow();
    this.tally.check(wide <= 0, `${name}: fits into 320 pixels`, `${wide} pixels too wide`);
    await this.show(html, {});
    const violations = await this.axe();
    this.tally.check(violations.length === 0, `${name}: axe finds nothing`, violations.join('\n      '));
    if (this.pictures) await this.page.screenshot({ path: `${this.pictures}/${String(++this.count).padStart(3, '0')}-320.png`, fullPage: true });
  }
}
