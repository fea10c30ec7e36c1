// The whole journey as six people walk it, in a browser without JavaScript. Reads its orders as JSON from standard input.
import crypto from 'node:crypto';
import fs from 'node:fs';
import { chromium } from 'playwright-core';
import { Looker } from './looking.mjs';

const order = JSON.parse(fs.readFileSync(0, 'utf8'));
const tally = {
  passed: 0, failed: 0,
  check(ok, sentence, detail = '') {
    if (ok) this.passed++;
    else { this.failed++; console.log(`not ok - ${sentence}${detail ? ': ' + detail : ''}`); }
    return ok;
  },
};
const browser = await chromium.launch({
  executablePath: order.chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const looker = new Looker(browser, order.address, tally, order.pictures);
await looker.open();

function totp(seed, step) {
  const bits = [...seed].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const d = crypto.createHmac('sha1', key).update(counter).digest();
  return String((d.readUInt32BE(d[19] & 15) & 0x7fffffff) % 1e6).padStart(6, '0');
}

class Person {
  constructor(name) { this.name = name; this.lastStep = 0; }

  async arrive() {
    this.context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1000, height: 800 } });
    this.page = await this.context.newPage();
    this.page.setDefaultTimeout(15000);
    await this.go(order.invitations[this.name]);
    await this.page.getByLabel('Choose a passphrase').fill(`${order.passphrase} ${this.name}`);
    await this.page.getByLabel('The same passphrase again').fill(`${order.passphrase} ${this.name}`);
    await this.press('Make my account');
    this.seed = (await this.page.locator('#seed').textContent()).replace(/\s/g, '');
    await this.page.getByLabel('First code from your authenticator').fill(await this.code());
    await this.press('Confirm');
    return this;
  }

  async code() {
    for (;;) {
      const now = Math.floor(Date.now() / 30000);
      for (const step of [now - 1, now, now + 1]) {
        if (step > this.lastStep) { this.lastStep = step; return totp(this.seed, step); }
      }
      await new Promise((done) => setTimeout(done, 500));
    }
  }

  async go(path) { await this.arrived(await this.page.goto(order.address + path)); }

  async arrived(response) {
    const url = new URL(this.page.url());
    this.path = url.pathname;
    const policy = response ? (await response.allHeaders())['content-security-policy'] : '';
    await looker.look(`${this.name} ${url.pathname}${url.search}`, await this.page.content(), policy);
    if (order.pictures) {
      await this.page.screenshot({ path: `${order.pictures}/${String(looker.count).padStart(3, '0')}-${this.name}.png`, fullPage: true });
    }
  }

  // Presses a button of the main part of the page and waits for what comes.
  async press(name) {
    const [response] = await Promise.all([
      this.page.waitForNavigation(),
      this.page.locator('main').getByRole('button', { name, exact: true }).first().click(),
    ]);
    await this.arrived(response);
  }

  async follow(name) {
    const [response] = await Promise.all([
      this.page.waitForNavigation(),
      this.page.locator('main').locator('a', { hasText: name }).first().click(),
    ]);
    await this.arrived(response);
  }

  async fill(label, text) { await this.page.getByLabel(label, { exact: true }).first().fill(text); }
  async tick(label) { await this.page.getByLabel(label, { exact: true }).first().check(); }
  async says(text) {
    const body = (await this.page.locator('main').innerText()).replace(/\s+/g, ' ');
    tally.check(body.includes(text), `${this.name} reads "${text}" on ${this.path}`, body.slice(0, 500));
  }
  async lacks(text) {
    const body = await this.page.content();
    tally.check(!body.includes(text), `${this.name} does not read "${text}" on ${this.path}`);
  }
}

async function plantedFaults() {
  const page = (body) => `<!DOCTYPE html><html lang="en"><head><title>t</title></head><body><main><h1>t</h1>${body}</main></body></html>`;
  await looker.show(page('<img src="/x.png"><input type="text">'), {});
  const found = (await looker.axe()).join();
  tally.check(found.includes('image-alt') && found.includes('label'), 'axe catches a planted picture without words and a planted field without label', found);
  await looker.show(page('<p style="width:700px">wide</p>'), {});
  tally.check(await looker.overflow() > 0, 'a planted wide page is caught');
  await looker.show(page('<script>document.title = "run"</script>'), { 'content-security-policy': "default-src 'none'" });
  tally.check(looker.complaints.length > 0, 'a planted inline script is caught by the policy');
}

async function writeRequest(mission) {
  await mission.go('/');
  await mission.press('Write a request');
  await mission.press('Continue');
  await mission.says('There is a problem');
  await mission.fill('What do you need help to do?', 'Train customs officers to detect radioactive material at two border posts');
  await mission.press('Continue');
  await mission.fill('Where?', 'Port of Durres');
  await mission.fill('Customs', 'forty');
  await mission.press('Continue');
  await mission.says('Write a whole number');
  await mission.fill('Customs', '40');
  await mission.press('Continue');
  await mission.fill('What exists today?', 'Two handheld detectors, ten trained officers');
  await mission.press('Continue');
  await mission.tick('English');
  await mission.press('Continue');
  await mission.tick('All vetted providers may be approached');
  await mission.press('Continue');
  await mission.fill('Title', 'Border detection');
  await mission.fill('Office that answers questions', 'Focal point for resolution 1540');
  await mission.fill('Shared mailbox', 'fp1540@example.org');
  await mission.fill('Reference of the note verbale', 'NV 12/2026');
  await mission.press('Continue');
  await mission.says('Customs');
  await mission.press('Continue');
  await mission.says('Port of Durres');
  mission.request = mission.path.split('/')[2];
  await mission.follow('Go on to submit');
  await mission.press('Submit the request');
  await mission.says('Submitted');
}

async function writeOffer(provider, secretariat) {
  await provider.go('/');
  await provider.press('Write an offer');
  await provider.fill('Title', 'Radiation detection training for customs');
  await provider.page.locator('main textarea').first().fill('Courses and exercises for customs officers on detecting radioactive material');
  await provider.press('Continue');
  await provider.page.locator('main textarea').first().fill('training of customs officers in detecting radioactive material at borders');
  await provider.press('Continue');
  await provider.page.locator('[name=eligible]').fill('Eastern European Group');
  await provider.press('Continue');
  await provider.tick('English');
  await provider.press('Continue');
  await provider.press('Continue');
  provider.offer = provider.path.split('/')[2];
  await provider.follow('Go on to submit');
  await provider.page.locator('main form button').first().click();
  await provider.go(`/offers/${provider.offer}`);
  await secretariat.go('/');
  await secretariat.go(`/offers/${provider.offer}/do/list`);
  await secretariat.tick("A State's note");
  await secretariat.page.locator('main form button').first().click();
  await provider.go(`/offers/${provider.offer}`);
  await provider.says('Listed');
}

// The move's own page, its form sent as it stands after fields are filled in.
async function move(person, kind, id, word, fill = async () => {}) {
  await person.go(`/${kind}/${id}/do/${word}`);
  await fill();
  const [response] = await Promise.all([person.page.waitForNavigation(), person.page.locator('main form button').first().click()]);
  await person.arrived(response);
}

async function carry(cast) {
  const { mission, provider, expert, secretariat, chair } = cast;
  const request = mission.request;
  await move(secretariat, 'requests', request, 'authenticate', () => secretariat.tick('The note verbale was seen'));
  await move(secretariat, 'requests', request, 'open');
  await move(mission, 'requests', request, 'waive-brake');
  await expert.go('/review');
  await expert.go(`/review/${request}`);
  await expert.go(`/review/${request}/1`);
  await expert.says('training of customs officers in detecting radioactive material at borders');
  const asks = await expert.page.locator('a', { hasText: 'What would change its place' }).first().getAttribute('href');
  await expert.go(asks);
  await expert.says('It stands at place 1');
  await expert.go(`/review/${request}/1?why=OFF-WCO-1&weights=1`);
  await expert.go(`/review/${request}/1?why=none`);
  await expert.go('/weights/propose');
  await expert.press('Propose, and see what it would change');
  await expert.fill('Name of the version, such as 2026-2', '2026-2');
  await expert.fill('Topics', '20');
  await expert.fill('The matter in their own words', '26');
  await expert.press('Propose, and see what it would change');
  await expert.says('What it would change on past cases');
  await expert.go('/weights');
  await chair.go('/weights?version=2026-2');
  await chair.press('Put this version in force');
  await expert.go(`/review/${request}/1`);
  const card = expert.page.locator('article', { hasText: 'training of customs officers in detecting radioactive' }).first();
  await card.locator('summary', { hasText: 'How the score adds up' }).click();
  await card.locator('summary', { hasText: 'Propose' }).click();
  await card.getByLabel('What of the need it covers').fill('Training at both posts');
  const [proposed] = await Promise.all([expert.page.waitForNavigation(), card.getByRole('button', { name: 'Propose this offer' }).click()]);
  await expert.arrived(proposed);
  const match = expert.path.split('/')[2];
  await chair.go('/');
  await chair.says('Endorse');
  await move(chair, 'matches', match, 'endorse');
  await mission.go('/');
  await move(mission, 'matches', match, 'clear');
  await mission.go(`/requests/${request}/consent`);
  await mission.page.locator('[name=level_summary][value=providers]').check();
  await mission.page.locator('[name=level_codes][value=providers]').check();
  await mission.press('Show me what they will see');
  await mission.says('will be able to read exactly this');
  await mission.press('Open it to them');
  await mission.says('second factor');
  await mission.fill('Code from your authenticator', await mission.code());
  await mission.press('Open it to them');
  await move(secretariat, 'matches', match, 'invite');
  await provider.go('/');
  await provider.go(`/matches/${match}`);
  await provider.says('Border detection');
  await provider.lacks('Port of Durres');
  await move(provider, 'matches', match, 'offer', () => provider.fill('In your own words (optional)', 'Two courses of a week each'));
  await mission.go(`/matches/${match}`);
  await mission.says('Two courses of a week each');
  await move(mission, 'matches', match, 'accept');
  await mission.says('Accepted');
  await mission.go(`/requests/${request}`);
  await mission.go(`/requests/${request}/offers`);
  await provider.go(`/offers/${provider.offer}/needs`);
}

// Pages that the journey does not pass, and the right-to-left direction.
async function wander(cast) {
  for (const path of ['/requests', '/offers', '/matches', '/directory?q=al', '/account', '/account/factor', '/?lang=ar', '/requests?lang=ar', '/?lang=en']) {
    await cast.mission.go(path);
  }
  await cast.expert.go('/offers');
  await cast.secretariat.go('/requests/note');
  await cast.admin.go('/accounts');
  await cast.admin.go('/accounts/invite');
  await cast.auditor.go('/audit');
  await cast.mission.go('/requests/00000000-0000-4000-8000-000000000000');
  await cast.mission.says('not');
}

try {
  await plantedFaults();
  const visitor = new Person('public');
  visitor.context = await browser.newContext({ javaScriptEnabled: false });
  visitor.page = await visitor.context.newPage();
  await visitor.go('/');
  await visitor.go('/sign-in');
  await visitor.press('Sign in');
  const cast = {};
  for (const name of Object.keys(order.invitations)) cast[name] = await new Person(name).arrive();
  await writeRequest(cast.mission);
  await writeOffer(cast.provider, cast.secretariat);
  await carry(cast);
  await wander(cast);
} catch (e) {
  tally.check(false, 'the journey goes on to its end', e.stack);
}
await browser.close();
console.log(`${looker.seen.size} different pages looked at`);
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed ? 1 : 0);
