// SPDX-License-Identifier: Apache-2.0
// What the build has made is whole: links lead somewhere, scripts run, the search finds, and nothing comes
// from another host. The part that needs a browser is skipped where there is none.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { delimiter, dirname, extname, join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const base = process.env.SITE_BASE ?? '/'
const site = resolve(process.env.SITE_OUT ?? join(dirname(fileURLToPath(import.meta.url)), '../../target/site'))
const files = readdirSync(site, { recursive: true }).map(String)
const documents = files.filter((file) => file.endsWith('.html') && !/^(api|results)\//.test(file) && file !== '404.html')
const browserPath = ['chromium', 'chromium-browser', 'google-chrome']
  .flatMap((name) => process.env.PATH.split(delimiter).map((folder) => join(folder, name)))
  .find(existsSync)
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' }

const htmls = new Map()

function html(file) {
  if (!htmls.has(file)) htmls.set(file, readFileSync(join(site, file), 'utf8'))
  return htmls.get(file)
}

/** The file of the site that an address within it is of, or undefined. */
function fileOf(address) {
  if (!address.startsWith(base)) return undefined
  const path = decodeURIComponent(address.slice(base.length)) || 'index.html'
  return [path, join(path, 'index.html'), path + '.html'].find((f) => existsSync(join(site, f)) && statSync(join(site, f)).isFile())
}

/** The links of a page that lead nowhere. */
function deadLinks(file) {
  const from = new URL('http://site' + base + file)
  return [...html(file).matchAll(/<(?:a|link|script|img)\b[^>]*?\s(?:href|src)="([^"]+)"/g)]
    .map((match) => match[1].replaceAll('&amp;', '&'))
    .filter((link) => {
      const to = new URL(link, from)
      if (to.protocol === 'data:' || to.host !== 'site') return false
      const target = fileOf(to.pathname)
      if (target === undefined) return true
      const anchor = decodeURIComponent(to.hash.slice(1))
      return anchor !== '' && target.endsWith('.html') && !html(target).includes(`id="${anchor.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}"`)
    })
    .map((link) => `${file}: ${link}`)
}

test('the pages that the site is for are there', () => {
  for (const page of ['index', 'guide', 'semantics', 'cookbook', 'coming-from', 'architecture', 'benchmarks', 'evidence', 'api/index']) {
    assert.ok(files.includes(page + '.html'), page)
  }
  const modules = readdirSync(join(site, 'api')).filter((name) => name.startsWith('io.github.sluice.channel'))
  assert.deepEqual(modules.sort(), ['io.github.sluice.channel', 'io.github.sluice.channel.async', 'io.github.sluice.channel.sync'])
})

test('no link is dead', () => {
  const pages = files.filter((file) => file.endsWith('.html') && file !== '404.html')
  assert.ok(pages.length > 60, `${pages.length} pages`)
  assert.deepEqual(pages.flatMap(deadLinks), [])
})

test('a dead link would be found', () => {
  htmls.set('wrong.html', '<a href="nowhere.html">x</a> <a class="y" href="index.html#nowhere">x</a>')
  assert.equal(deadLinks('wrong.html').length, 2)
})

test('the Javadoc has no internal package', () => {
  assert.deepEqual(files.filter((file) => /^api\/.*\/internal\//.test(file)), [])
})

let server, browser, origin

before(async () => {
  server = createServer((request, response) => {
    const file = fileOf(new URL(request.url, 'http://site').pathname)
    // Browsers ask for an icon where a page names none.
    response.writeHead(file ? 200 : request.url === '/favicon.ico' ? 204 : 404, { 'Content-Type': types[extname(file ?? '')] ?? 'application/octet-stream' })
    response.end(file ? readFileSync(join(site, file)) : '')
  })
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
  origin = `http://127.0.0.1:${server.address().port}`
  if (browserPath) {
    browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
  }
})

after(async () => {
  await browser?.close()
  server.close()
})

/** Opens pages one after another and returns what went wrong. */
async function visit(context, paths, look) {
  const wrong = []
  const page = await context.newPage()
  page.on('pageerror', (error) => wrong.push(`${page.url()}: ${error}`))
  page.on('console', (message) => message.type() === 'error' && wrong.push(`${page.url()}: ${message.text()}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) wrong.push(`${page.url()}: asks ${request.url()}`)
  })
  page.on('response', (response) => response.status() >= 400 && wrong.push(`${response.url()}: ${response.status()}`))
  for (const path of paths) {
    await page.goto(origin + base + path, { waitUntil: 'networkidle' })
    await look?.(page, path, wrong)
  }
  await page.close()
  return wrong
}

const report = files.filter((file) => /^results\/.*\.html$/.test(file))

// Every page as on a desk in daylight and on a phone at night; for somebody who looks at pictures, all four.
const wide = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }
const pictures = process.env.SITE_PICTURES
const looks = [
  ['wide-light', wide, 'light'],
  ['phone-dark', phone, 'dark'],
  ...(pictures ? [['wide-dark', wide, 'dark'], ['phone-light', phone, 'light']] : []),
]

for (const [name, viewport, colorScheme] of looks) {
  test(`no script error and nothing from elsewhere: ${name}`, { skip: !browserPath }, async () => {
    const context = await browser.newContext({ viewport, colorScheme })
    const wrong = await visit(context, [...documents, 'api/index.html', ...report], async (page, path, wrong) => {
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      if (overflow > 0 && !path.startsWith('api/')) wrong.push(`${path}: ${overflow} pixels too wide`)
      if (pictures) await page.screenshot({ path: join(pictures, `${path.replaceAll('/', '-').replace('.html', '')}-${name}.png`) })
    })
    await context.close()
    assert.deepEqual(wrong, [])
  })
}

test('the search finds reserve', { skip: !browserPath }, async () => {
  const context = await browser.newContext()
  const wrong = await visit(context, ['index.html'], async (page, path, wrong) => {
    await page.click('.VPNavBarSearch button')
    await page.fill('.VPLocalSearchBox input', 'reserve')
    const results = page.locator('.VPLocalSearchBox .result')
    await results.first().waitFor()
    const first = await results.first().innerText()
    if (!/reserve/i.test(first)) wrong.push(`the first result is ${first}`)
    await results.first().click()
    await page.waitForURL((url) => !/\/(index\.html)?$/.test(url.pathname))
    if (!/reserve/i.test(await page.locator('main').innerText())) wrong.push(`${page.url()} does not have the word`)
  })
  await context.close()
  assert.deepEqual(wrong, [])
})

test('an error of a script would be found', { skip: !browserPath }, async () => {
  const context = await browser.newContext()
  const wrong = await visit(context, ['index.html'], (page) => page.evaluate(() => setTimeout(() => { throw new Error('on purpose') })))
  await context.close()
  assert.match(wrong.join(), /on purpose/)
})
