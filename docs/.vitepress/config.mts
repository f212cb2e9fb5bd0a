// SPDX-License-Identifier: Apache-2.0
// The site: the documents of this folder, with a search that needs no server. The Javadoc is put beside
// it by the build (mvn -Psite), under api/.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { slug } from 'github-slugger'
import { defineConfig } from 'vitepress'

const docs = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const repository = resolve(docs, '..')
const url = 'https://github.com/sluice/sluice'

/** The pages of a folder, by title, in the order of their file names. */
function pagesOf(folder: string) {
  return readdirSync(resolve(docs, folder))
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .sort()
    .map((file) => ({
      text: readFileSync(resolve(docs, folder, file), 'utf8').match(/^# (.*)$/m)![1].replaceAll('`', ''),
      link: `/${folder}/${file.replace('.md', '')}`,
    }))
}

/** Links to files of the repository that are no pages lead to the repository. */
function repositoryLinks(md: any) {
  md.core.ruler.push('repository-links', (state: any) => {
    const links = state.tokens.flatMap((token: any) => token.children ?? []).filter((t: any) => t.type === 'link_open')
    for (const link of links) {
      const [path, anchor] = link.attrGet('href').split('#')
      if (path === '' || /^([a-z]+:|\/)/.test(path)) continue
      const file = resolve(docs, dirname(state.env.relativePath), path)
      if (file.startsWith(docs + '/') && file.endsWith('.md')) {
        link.attrSet('href', link.attrGet('href').replace(/README\.md/, 'index.md'))
        continue
      }
      if (file.startsWith(docs + '/') && /\.(svg|html)$/.test(file)) continue
      if (!existsSync(file)) throw new Error(`${state.env.relativePath}: no file ${path}`)
      link.attrSet('href', `${url}/blob/main/${relative(repository, file)}${anchor ? '#' + anchor : ''}`)
    }
  })
}

export default defineConfig({
  title: 'Sluice',
  description: 'Bounded channels for Java, with many senders and one receiver: blocking and async',
  lang: 'en',
  base: process.env.SITE_BASE ?? '/',
  outDir: process.env.SITE_OUT ?? '../target/site',
  cacheDir: '../target/vitepress',
  cleanUrls: false,
  rewrites: { 'decisions/README.md': 'decisions/index.md' },
  srcExclude: ['node_modules/**'],
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  markdown: {
    anchor: { slugify: (text: string) => slug(text) },
    config: (md) => md.use(repositoryLinks),
  },
  // What the build adds after these pages.
  ignoreDeadLinks: [/^\/api\//, /\.html$/],
  themeConfig: {
    outline: [2, 3],
    search: { provider: 'local', options: { detailedView: true } },
    socialLinks: [{ icon: 'github', link: url }],
    nav: [
      { text: 'Guide', link: '/guide' },
      { text: 'Cookbook', link: '/cookbook' },
      { text: 'Benchmarks', link: '/benchmarks' },
      { text: 'Javadoc', link: '/api/index.html', target: '_self' },
    ],
    sidebar: [
      {
        text: 'Using it',
        items: [
          { text: 'Guide', link: '/guide' },
          { text: 'Cookbook', link: '/cookbook' },
          { text: 'Frameworks', link: '/frameworks' },
          { text: 'Coming from', link: '/coming-from' },
          { text: 'Errors', link: '/errors' },
          { text: 'Programs', link: '/programs', collapsed: true, items: pagesOf('programs') },
          { text: 'Compatibility', link: '/compatibility' },
        ],
      },
      {
        text: 'What it does',
        items: [
          { text: 'Semantics', link: '/semantics' },
          { text: 'Properties and their tests', link: '/properties' },
          { text: 'Architecture', link: '/architecture' },
          { text: 'Decisions', link: '/decisions/', collapsed: true, items: pagesOf('decisions') },
        ],
      },
      {
        text: 'What it is worth',
        items: [
          { text: 'Benchmarks', link: '/benchmarks' },
          { text: 'Your own channel', link: '/own-contender' },
          { text: 'Evidence', link: '/evidence' },
          { text: 'Tables of the evidence', link: '/evidence-tables' },
          { text: 'The contract and its peers', link: '/correctness-of-peers' },
        ],
      },
    ].map((group) => ({ ...group, items: group.items.filter((item) => existsSync(resolve(docs, page(item.link)))) })),
    footer: { message: 'Apache-2.0' },
  },
})

function page(link: string) {
  return link === '/decisions/' ? 'decisions/README.md' : `.${link}.md`
}
